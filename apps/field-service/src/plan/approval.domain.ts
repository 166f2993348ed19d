import type { ApprovalGround, ApprovalMatrix, ConsentGround } from '@mendline/contracts/policy-pack';
import type { PlannedPart } from './plan.domain.js';

/** What the approval matrix looks at. */
export interface WeighedPlan {
  readonly parts: readonly PlannedPart[];
  readonly inWarranty: boolean;
  readonly currency: string;
  /** Minor units. */
  readonly total: number;
}

/** Whose word a plan needs, and why. `matrix-unknown`: the ticket's pack has not come here, so everybody is asked. */
export interface PlanFlags {
  readonly approval: boolean;
  readonly consent: boolean;
  readonly approvalGrounds: readonly (ApprovalGround | 'matrix-unknown')[];
  readonly consentGrounds: readonly (ConsentGround | 'matrix-unknown')[];
}

/** Applies the approval matrix of the ticket's pack to a plan [A8-3, A8-5, C12]. */
export const flagsOf = (plan: WeighedPlan, matrix: ApprovalMatrix | null): PlanFlags => {
  if (matrix === null) return { approval: true, consent: true, approvalGrounds: ['matrix-unknown'], consentGrounds: ['matrix-unknown'] };
  const holds = (ground: ConsentGround): boolean => grounds[ground](plan, matrix);
  const approvalGrounds = matrix.approve.filter(holds);
  const consentGrounds = matrix.consent.filter(holds);
  return { approval: approvalGrounds.length > 0, consent: consentGrounds.length > 0, approvalGrounds, consentGrounds };
};

type Holds = (plan: WeighedPlan, matrix: ApprovalMatrix) => boolean;

const grounds: Readonly<Record<ConsentGround, Holds>> = {
  'core-component': ({ parts }, { coreParts }) => parts.some(({ partNumber }) => coreParts.includes(partNumber)),
  'total-above': ({ currency, total }, { limits }) => total > (limits[currency] ?? 0),
  // Whatever is charged is paid by the customer, in warranty (human damage, travel) as well as out of it.
  'out-of-warranty': ({ inWarranty, total }) => !inWarranty || total > 0,
  parts: ({ parts }) => parts.length > 0,
  always: () => true,
};
