import { type FileEvidence, isFileEvidence } from '@mendline/contracts/evidence';
import type { PlanDecision } from '@mendline/contracts/field-service';
import type { ConfirmationEvidence, PlanRef } from '@mendline/contracts/ticket';

/** What a caller said with a decision. */
export interface DecisionInput {
  readonly reasonCode: string | null;
  readonly evidence: ConfirmationEvidence | null;
  readonly file: FileEvidence | null;
  /** Empty where nothing was said. */
  readonly comment: string;
}

const evidences: readonly ConfirmationEvidence[] = ['click', 'signature', 'recorded-call'];

/** Reads a journaled input; whatever is not there, or was erased, is left out. */
export const decisionInputOf = (input: unknown): DecisionInput => {
  const text = (from: unknown, field: string): string | null => {
    const value: unknown = typeof from === 'object' && from !== null ? Reflect.get(from, field) : null;
    return typeof value === 'string' ? value : null;
  };
  const file: unknown = typeof input === 'object' && input !== null ? Reflect.get(input, 'file') : null;
  const ref = { fileId: text(file, 'fileId') ?? '', sha256: text(file, 'sha256') ?? '' };
  return {
    reasonCode: text(input, 'reasonCode'),
    evidence: evidences.find((evidence) => evidence === text(input, 'evidence')) ?? null,
    file: isFileEvidence(ref) ? ref : null,
    comment: text(input, 'comment') ?? '',
  };
};

/** Where the texts of a plan lie. */
export const explanationField = ({ planId, version }: PlanRef): string => `plan-explanation/${planId}.${version}`;
export const feasibilityField = ({ planId, version }: PlanRef): string => `plan-feasibility/${planId}.${version}`;
export const commentField = ({ planId, version, decision }: PlanRef & { readonly decision: PlanDecision }): string => `plan-comment/${planId}.${version}/${decision}`;
