import type { ConfirmationEvidence } from '@mendline/contracts/ticket';

/** A file as evidence: kept elsewhere, named by its id and what it holds. */
export interface FileRef {
  readonly fileId: string;
  /** SHA-256 of the content, lower-case hex. */
  readonly sha256: string;
}

const fileId = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;
const sha256 = /^[0-9a-f]{64}$/;

/** Whether a reference has the form of one. */
export const isFileRef = (file: FileRef): boolean => fileId.test(file.fileId) && sha256.test(file.sha256);

/** What is wrong with the evidence of an agreement [C12]; null for sound evidence. Only the customer clicks; for him staff bring a signature or a recorded call, as a file. */
export const evidenceProblem = (evidence: ConfirmationEvidence | null, hasFile: boolean, byCustomer: boolean): 'consent.evidence-missing' | 'consent.evidence-not-own' | null => {
  if (evidence === null) return 'consent.evidence-missing';
  if (evidence === 'click') return byCustomer ? null : 'consent.evidence-not-own';
  return hasFile ? null : 'consent.evidence-missing';
};
