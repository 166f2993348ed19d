import type { PlanDecision } from '@mendline/contracts/field-service';
import type { Role } from '@mendline/contracts/ticket';
import { type Quote, quoteProblem } from './quote.domain.js';

/** What is done about the cause [A8-2]. */
export const measures = [
  'replace-part', 'return-to-factory', 'repair-part', 'patch', 'configure', 'reinstall', 'clean', 'lubricate', 'calibrate', 'adjust', 'replace-device', 'train', 'other',
] as const;
export type Measure = (typeof measures)[number];

/** How it is delivered [A9-7]. */
export const planMethods = ['on-site', 'courier', 'carried-back', 'return-to-factory', 'mail-part', 'remote'] as const;
export type PlanMethod = (typeof planMethods)[number];

export interface PlannedPart {
  readonly partNumber: string;
  readonly quantity: number;
}

/** What a version of a plan says, without its texts. */
export interface PlanContent {
  readonly causeCode: string;
  readonly measures: readonly Measure[];
  readonly method: PlanMethod;
  readonly tools: readonly string[];
  readonly parts: readonly PlannedPart[];
  readonly labourMinutes: number;
  readonly travelMinutes: number;
  /** What the customer is told [A8-4]. */
  readonly expectedMinutes: number;
  readonly inWarranty: boolean;
  /** By which rule it is in warranty, as intake found [A4-1, C11]. */
  readonly entitlementCode: string | null;
  readonly quote: Quote;
}

export type PlanState = 'draft' | 'submitted' | PlanDecision | 'superseded';

const code = /^[a-z][a-z0-9-]{0,39}$/;
const partNumber = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,59}$/;
const longestMinutes = 60 * 24 * 90;
const mostOfOne = 10_000;

const isCount = (value: number, least: number, most: number): boolean => Number.isSafeInteger(value) && value >= least && value <= most;
const unique = (values: readonly string[]): boolean => new Set(values).size === values.length;

/** What is wrong with a plan's content; null for a sound one. */
export const planProblem = (plan: PlanContent): `plan.${string}` | `part.${string}` | `quote.${string}` | null => {
  const numbers = plan.parts.map((part) => part.partNumber);
  if (!code.test(plan.causeCode)) return 'plan.cause-invalid';
  if (plan.measures.length === 0 || !unique(plan.measures)) return 'plan.measures-missing';
  if (plan.tools.length > 50 || !plan.tools.every((tool) => code.test(tool))) return 'plan.tool-invalid';
  if (plan.entitlementCode !== null && !code.test(plan.entitlementCode)) return 'plan.entitlement-invalid';
  if (![plan.labourMinutes, plan.travelMinutes].every((minutes) => isCount(minutes, 0, longestMinutes)) || !isCount(plan.expectedMinutes, 1, longestMinutes)) return 'plan.minutes-invalid';
  if (plan.parts.length > 50 || !numbers.every((number) => partNumber.test(number))) return 'part.number-invalid';
  if (!unique(numbers)) return 'plan.part-twice';
  if (!plan.parts.every(({ quantity }) => isCount(quantity, 1, mostOfOne))) return 'part.quantity-invalid';
  if (plan.measures.includes('replace-part') && plan.parts.length === 0) return 'plan.parts-missing';
  if (plan.quote.lines.some((line) => line.partNumber !== null && !numbers.includes(line.partNumber))) return 'quote.part-not-planned';
  return quoteProblem(plan.quote);
};

/** Who wants to write or change a plan. */
export interface Planner {
  readonly roles: readonly Role[];
  readonly isOwner: boolean;
  readonly isVisitEngineer: boolean;
}

const supervision: readonly Role[] = ['supervisor', 'manager'];

/** The owner plans, on site the visit's engineer, and a supervisor may for them [A8-1]. */
export const mayPlan = ({ roles, isOwner, isVisitEngineer }: Planner): boolean => isOwner || isVisitEngineer || roles.some((role) => supervision.includes(role));

/** Whether a version may become the one that is decided on; the same again is success. */
export const submissionOf = (state: PlanState | null): 'submit' | 'nothing' | 'plan.unknown' | 'plan.superseded' => {
  if (state === null) return 'plan.unknown';
  if (state === 'submitted') return 'nothing';
  return state === 'draft' ? 'submit' : 'plan.superseded';
};

const decidable: Readonly<Record<PlanDecision, readonly PlanState[]>> = {
  approved: ['submitted'],
  declined: ['submitted'],
  agreed: ['submitted', 'approved'],
  refused: ['submitted', 'approved'],
};

/** Whether a decision may fall on a version: only on the one that is decided on; the same again is success. */
export const settlementOf = (state: PlanState | null, decision: PlanDecision): 'settle' | 'nothing' | 'plan.unknown' | 'plan.not-current' => {
  if (state === null) return 'plan.unknown';
  if (state === decision) return 'nothing';
  return decidable[decision].includes(state) ? 'settle' : 'plan.not-current';
};

/** Whether the version is the one that is decided on, or was agreed. */
export const isCurrent = (state: PlanState): boolean => ['submitted', 'approved', 'agreed'].includes(state);
