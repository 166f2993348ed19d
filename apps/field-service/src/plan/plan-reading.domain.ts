import type { Role } from '@mendline/contracts/ticket';
import type { PlanState } from './plan.domain.js';

/** How a caller stands to a plan's ticket. */
export interface PlanReader {
  readonly personId: string | null;
  readonly roles: readonly Role[];
  readonly ownOnly: boolean;
  readonly isCustomer: boolean;
  readonly isOwner: boolean;
  readonly isVisitEngineer: boolean;
}

interface ReadPlan {
  readonly authorId: string;
  readonly state: PlanState;
}

const supervision: readonly Role[] = ['supervisor', 'manager'];
const isClose = ({ authorId }: ReadPlan, { personId, isOwner, isVisitEngineer }: PlanReader): boolean => isOwner || isVisitEngineer || authorId === personId;

/** Its customer sees a plan once it was submitted; staff with a scope of their own only what is theirs. */
export const mayReadPlan = (plan: ReadPlan, reader: PlanReader): boolean => {
  if (reader.isCustomer) return plan.state !== 'draft';
  return !reader.roles.includes('customer') && (!reader.ownOnly || isClose(plan, reader));
};

/**
 * Texts may name the customer. They are shown to those who work by them, to a supervisor while the plan waits for a word,
 * and what is written for the customer to him [A8-4, A11-5].
 */
export const mayReadPlanText = (which: 'explanation' | 'feasibility', plan: ReadPlan, reader: PlanReader): boolean => {
  if (reader.isCustomer) return which === 'explanation';
  return isClose(plan, reader) || (plan.state === 'submitted' && reader.roles.some((role) => supervision.includes(role)));
};
