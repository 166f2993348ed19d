import type { ConfirmationEvidence } from '@mendline/contracts/ticket';

/** What is wrong with the evidence of an agreement [C12]; null for sound evidence. Only the customer clicks; for him staff bring a signature or a recorded call, as a file. */
export const evidenceProblem = (evidence: ConfirmationEvidence | null, hasFile: boolean, byCustomer: boolean): 'consent.evidence-missing' | 'consent.evidence-not-own' | null => {
  if (evidence === null) return 'consent.evidence-missing';
  if (evidence === 'click') return byCustomer ? null : 'consent.evidence-not-own';
  return hasFile ? null : 'consent.evidence-missing';
};
