import type { CommandName } from './command.js';
import { commandsAfterClosing, commonCommands, stages } from './stages.js';
import type { CommandRule, Stage } from './stages.js';
import type { Milestone, TicketStatus, Wait } from './status.js';
import type { TicketFlow } from './flow.js';

/** A route is the ordered list of milestones of a kind: pack data. It begins at `registered` and ends at `archived`. */
export type Route = readonly Milestone[];

/** Milestones that every route needs, in this order; the others may be left out [C9, C21]. */
export const requiredMilestones: Route = ['registered', 'assigned', 'result-told', 'confirmed', 'archived'];

const closedMatter: readonly TicketStatus[] = [
  'confirmed',
  'return-visited',
  'supervisor-reviewed',
  'closed-duplicate',
  'closed-out-of-scope',
  'closed-invalid',
  'closed-unconfirmed',
  'closed-no-answer',
  'cancelled',
  'archived',
];

/** Whether the matter is closed for the customer [C21]. */
export const isClosedForCustomer = (status: TicketStatus): boolean => closedMatter.includes(status);

const after = (milestone: Milestone, route: Route): Stage | null => {
  const next = route[route.indexOf(milestone) + 1];
  return route.includes(milestone) && next !== undefined && next !== 'registered' ? next : null;
};

/**
 * The stage that a ticket is in, named by the milestone that it leads to; null once archived.
 * `closed-unconfirmed` always leads to the supervisor's review, also where the route leaves it out [C10].
 */
export const stageOf = (status: TicketStatus, route: Route): Stage | null => {
  switch (status) {
    case 'archived':
      return null;
    case 'closed-unconfirmed':
      return 'supervisor-reviewed';
    case 'closed-no-answer':
      return after('confirmed', route);
    case 'closed-duplicate':
    case 'closed-out-of-scope':
    case 'closed-invalid':
    case 'cancelled':
      return 'archived';
    case 'supervisor-reviewed':
      return after('supervisor-reviewed', route) ?? 'archived';
    default:
      return after(status, route);
  }
};

/** The rule for a command in a status, or null where the table has none. */
export const ruleFor = (status: TicketStatus, command: CommandName, route: Route): CommandRule | null => {
  const stage = stageOf(status, route);
  if (stage === null) return null;
  const own = stages[stage].commands[command];
  if (own) return own;
  if (isClosedForCustomer(status) && !commandsAfterClosing.includes(command)) return null;
  return commonCommands[command] ?? null;
};

/** Whether the table lets `command` lead from one status to another: the guard of workflow and database alike. */
export const isAllowed = (from: TicketStatus, command: CommandName, to: TicketStatus, route: Route): boolean => {
  const rule = ruleFor(from, command, route);
  if (!rule) return false;
  const stage = stageOf(from, route);
  return rule.to.some((target) => (target === 'same' ? to === from : target === 'next' ? to === stage : target === to));
};

/** What a ticket waits for; null once archived. */
export const waitOf = (status: TicketStatus, flow: TicketFlow, route: Route): Wait | null => {
  if (flow.hold) return 'hold-end';
  const stage = stageOf(status, route);
  if (stage === null) return null;
  if (stage !== 'assigned') return stages[stage].wait;
  if (flow.queue === 'supervisor') return 'supervisor-assignment';
  return flow.offer ? 'offer-answer' : 'owner-search';
};
