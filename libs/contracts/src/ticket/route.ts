import type { CommandName } from './command.js';
import { commandsAfterClosing, commonCommands, stages } from './stages.js';
import type { CommandRule, Stage } from './stages.js';
import { ticketStatuses } from './status.js';
import type { Milestone, TicketStatus, Wait } from './status.js';
import type { DeadlineKind, TicketFlow } from './flow.js';

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

/** How a wait for a person is kept from being forgotten: by an SLA clock, by a flow deadline, or by both. */
export interface WaitGuard {
  readonly wait: Wait;
  readonly clock: string | null;
  readonly deadline: DeadlineKind | null;
}

/** What may be waited for in a stage: the owner search is a wait for dispatch or for people, by its state. */
const waitsOfStage = (stage: Stage): readonly Wait[] =>
  stage === 'assigned' ? ['owner-search', 'offer-answer', 'supervisor-assignment'] : [stages[stage].wait];

/** Every stage that a ticket of this route can be in; the mandatory review [C10] also where the route leaves it out. */
export const stagesOf = (route: Route): readonly Stage[] => [
  ...new Set(ticketStatuses.filter((status) => route.includes(status as Milestone) || status.startsWith('closed-') || status === 'cancelled')
    .map((status) => stageOf(status, route))
    .filter((stage) => stage !== null)),
];

/** Every wait of a route with what guards it. A hold always ends by its own deadline. */
export const waitGuards = (route: Route): readonly WaitGuard[] => [
  ...stagesOf(route).flatMap((stage) =>
    waitsOfStage(stage).map((wait): WaitGuard => {
      const { clock, deadline } = stages[stage];
      return { wait, clock, deadline: wait === stages[stage].wait ? deadline : null };
    }),
  ),
  { wait: 'hold-end', clock: null, deadline: 'hold-end' },
];

/** Codes of the SLA targets without which a wait for a person would have no guard: a pack must have each, escalating. */
export const requiredClocks = (route: Route): readonly string[] => [
  ...new Set(waitGuards(route).flatMap(({ clock, deadline }) => (clock !== null && deadline === null ? [clock] : []))),
];
