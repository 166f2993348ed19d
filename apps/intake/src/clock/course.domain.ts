import type { SlaTarget } from '@mendline/contracts/policy-pack';
import { stageOf, statusBefore } from '@mendline/contracts/ticket';
import type { CommandName, Milestone, Route, Stage, TicketStatus } from '@mendline/contracts/ticket';

/** A step of a ticket's life, as far as the course of its clocks depends on it. */
export interface Step {
  readonly from: TicketStatus | null;
  readonly to: TicketStatus;
  readonly command: CommandName | null;
  readonly route: Route;
  /** The kind that it had, where the step makes it another: by a change of kind, or by the review [A3-12]. */
  readonly kindBefore?: string;
}

/** What is still ahead of a ticket that left its route [C10, C21]. */
const aheadOf: Partial<Record<TicketStatus, readonly TicketStatus[]>> = {
  'closed-unconfirmed': ['supervisor-reviewed', 'archived'],
  'closed-no-answer': ['return-visited', 'supervisor-reviewed', 'archived'],
  'closed-duplicate': ['archived'],
  'closed-out-of-scope': ['archived'],
  'closed-invalid': ['archived'],
  'closed-quote-declined': ['archived'],
  cancelled: ['archived'],
};

/** Ends that are a finished stage: a review that ends in an exit is a review [A6-1], a declined quote the customer's word. */
const finishedBy: Partial<Record<TicketStatus, Milestone>> = {
  'closed-duplicate': 'reviewed',
  'closed-out-of-scope': 'reviewed',
  'closed-invalid': 'reviewed',
  'closed-quote-declined': 'consented',
};

/** Commands that finish their stage wherever they lead: a decision is made also when it is no. */
const decisions: Partial<Record<CommandName, Milestone>> = { review: 'reviewed', 'approve-plan': 'approved', consent: 'consented' };

/**
 * The events that entering a status stands for when clocks are started: an unconfirmed end waits for its review as if
 * visited, an unanswered one for its return visit as if confirmed.
 */
const entered = (status: TicketStatus): string => {
  if (status === 'closed-unconfirmed') return 'return-visited';
  return status === 'closed-no-answer' ? 'confirmed' : status;
};

const isForward = ({ from, to, route }: Step): boolean => from !== null && placeOf(from, route) >= 0 && placeOf(to, route) > placeOf(from, route);

const isBackward = ({ from, to, route }: Step): boolean => from !== null && placeOf(to, route) >= 0 && placeOf(to, route) < placeOf(from, route);

const placeOf = (status: string, route: Route): number => route.findIndex((milestone) => milestone === status);

/** Milestones that a step passes: where it leads, and what its own stage led to, also where it jumps over that. */
const passed = (step: Step): readonly string[] => {
  const stage = step.from && isForward(step) ? stageOf(step.from, step.route) : null;
  return stage ? [step.to, stage] : [step.to];
};

/** Of another kind a ticket has reached what it had reached: the new kind's clocks of these milestones begin with the change. */
const reachedBy = ({ to, route }: Step): readonly string[] => route.slice(0, placeOf(to, route) + 1);

/** A review that follows the confirmation at once waits as if visited. */
const skipsVisit = ({ to, route }: Step): boolean => to === 'confirmed' && stageOf(to, route) === 'supervisor-reviewed';

/** Events of a step at which clocks start. */
export const startsOf = (step: Step): readonly string[] => {
  if (step.kindBefore !== undefined) return reachedBy(step);
  if (step.from === step.to) return [];
  const again = isBackward(step) && step.command && decisions[step.command] ? ['plan-declined'] : [];
  return [...passed(step), entered(step.to), ...(skipsVisit(step) ? ['return-visited'] : []), ...again];
};

/** Milestones at which running clocks are met or missed by a step. A review may find a kind that has none, and leave the ticket where it is. */
export const endsOf = (step: Step): readonly string[] => {
  const decided = step.command ? decisions[step.command] : undefined;
  if (step.from === step.to) return decided && step.kindBefore !== undefined ? [decided] : [];
  return [...passed(step), ...(decided ? [decided] : []), ...(finishedBy[step.to] ? [finishedBy[step.to] as string] : [])];
};

/** Where in the route a target's span begins; the start of a queue counts as the status in which one queues. */
const beginOf = (start: SlaTarget['start'], route: Route): number => {
  const before: Partial<Record<string, Stage>> = { queued: 'assigned', 'dispatch-queued': 'dispatched', 'plan-declined': 'planned' };
  const stage = before[start];
  return placeOf(stage ? (statusBefore(stage, route) ?? start) : start, route);
};

/** Whether a status lies in the span of a target: not before its start, and its stop still ahead. */
export const isWithin = ({ start, stop }: Pick<SlaTarget, 'start' | 'stop'>, status: TicketStatus, route: Route): boolean => {
  const ahead = aheadOf[status];
  if (ahead) return ahead.includes(stop);
  const place = placeOf(status, route);
  if (place < 0) return stop === 'archived';
  return beginOf(start, route) <= place && placeOf(stop, route) > place;
};
