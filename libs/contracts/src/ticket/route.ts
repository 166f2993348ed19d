import type { CommandName } from './command.js';
import { commandsAfterClosing, commonCommands, reopenable, stages } from './stages.js';
import type { CommandRule, CommandTarget, Stage } from './stages.js';
import { isComplaint, milestones, ticketStatuses } from './status.js';
import type { Milestone, TicketKind, TicketStatus, Wait } from './status.js';
import type { DeadlineKind, TicketFlow } from './flow.js';

/** A route is the ordered list of milestones of a kind: pack data. It begins at `registered` and ends at `archived`. */
export type Route = readonly Milestone[];

/** Milestones that every route needs, in this order; the others may be left out [C9, C21]. */
export const requiredMilestones: Route = ['registered', 'assigned', 'result-told', 'confirmed', 'archived'];

/** Milestones of a plan and of visits: a route has all of these or none; `approved` and `consented` only beside them. */
export const visitMilestones: Route = ['planned', 'dispatched', 'scheduled', 'arrived', 'solved'];
export const decisionMilestones: Route = ['approved', 'consented'];

/** Milestones that only complaints have. */
export const complaintMilestones: Route = ['opinion-given', 'investigated', 'handled', 'reported', 'contained'];

const complaintRoute = (...own: Milestone[]): Route =>
  milestones.filter((milestone) => [...['registered', 'reviewed', 'assigned', 'contacted'], ...own].includes(milestone) || milestones.indexOf(milestone) >= milestones.indexOf('result-told'));

/** The longest route of each kind: a consultation makes no plan, a repair is solved instead of answered, a complaint is handled. */
export const fullRoutes: Readonly<Record<TicketKind, Route>> = {
  consultation: milestones.filter((milestone) => ![...visitMilestones, ...decisionMilestones, ...complaintMilestones].includes(milestone)),
  repair: milestones.filter((milestone) => milestone !== 'answered' && !complaintMilestones.includes(milestone)),
  'complaint-service': complaintRoute('opinion-given', 'investigated', 'handled'),
  'complaint-quality': complaintRoute('opinion-given', 'reported', 'contained'),
};

/** What a route of a kind needs beside the milestones that all need: a complaint is called about at once and handled as the handbook has it [A3-13, A3-14]. */
const requiredOf: Readonly<Partial<Record<TicketKind, Route>>> = {
  'complaint-service': ['contacted', 'investigated', 'handled'],
  'complaint-quality': ['contacted', 'reported', 'contained'],
};

/** What is wrong with a route for its kind, as milestones that are missing and milestones that do not belong there. */
export const kindProblems = (kind: TicketKind, route: Route): { readonly missing: Route; readonly alien: Route } => ({
  missing: (requiredOf[kind] ?? []).filter((milestone) => !route.includes(milestone)),
  alien: isComplaint(kind) ? route.filter((milestone) => !fullRoutes[kind].includes(milestone)) : route.filter((milestone) => complaintMilestones.includes(milestone)),
});

/** What a plan or a visit needs of a route, as `a needs b` problems; empty when it fits. */
export const visitProblems = (route: Route): readonly string[] => {
  const some = [...visitMilestones, ...decisionMilestones].some((milestone) => route.includes(milestone));
  return some ? visitMilestones.filter((milestone) => !route.includes(milestone)) : [];
};

/** The route of a ticket: its kind's, with the supervisor's review where an escalation has made one mandatory. */
export const routeWithReview = (route: Route, { reviews = [] }: Pick<TicketFlow, 'reviews'>): Route =>
  reviews.length === 0 || route.includes('supervisor-reviewed') ? route : [...route.filter((milestone) => milestone !== 'archived'), 'supervisor-reviewed', 'archived'];

const closedMatter: readonly TicketStatus[] = [
  'confirmed',
  'return-visited',
  'supervisor-reviewed',
  'closed-duplicate',
  'closed-out-of-scope',
  'closed-invalid',
  'closed-quote-declined',
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
    case 'closed-quote-declined':
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
  if (command === 'reopen' && !reopenable.includes(status)) return null;
  // The result is told: the customer has the word.
  if (command === 'change-kind' && status === 'result-told') return null;
  return commonCommands[command] ?? null;
};

/** Whether the table lets `command` lead from one status to another: the guard of workflow and database alike. */
export const isAllowed = (from: TicketStatus, command: CommandName, to: TicketStatus, route: Route): boolean => {
  const rule = ruleFor(from, command, route);
  if (!rule) return false;
  return rule.to.some((target) => targetStatus(target, from, route) === to);
};

/** The status that a target of the table means on a route; null where the route does not have it. */
export const targetStatus = (target: CommandTarget, from: TicketStatus, route: Route): TicketStatus | null => {
  switch (target) {
    case 'same':
      return from;
    case 'next':
      return stageOf(from, route);
    case 'planning':
      return statusBefore('planned', route);
    case 'dispatching':
      return statusBefore('dispatched', route);
    default:
      return isMilestone(target) && !route.includes(target) ? null : target;
  }
};

const isMilestone = (status: TicketStatus): status is Milestone => (milestones as readonly TicketStatus[]).includes(status);

/** The status of a ticket that waits for a milestone of its route; null where the route does not have it. */
export const statusBefore = (milestone: Stage, route: Route): Milestone | null => route[route.indexOf(milestone) - 1] ?? null;

const afterLinked: readonly Stage[] = ['investigated', 'handled', 'reported', 'contained', 'result-told'];

/** Whether the work of a stage waits for linked tickets that come first: a needed service is arranged before anything is looked into [A3-13, A3-14]. */
export const comesAfterLinked = (stage: Stage): boolean => afterLinked.includes(stage);

/** What a ticket waits for; null once archived. */
export const waitOf = (status: TicketStatus, flow: TicketFlow, route: Route): Wait | null => {
  if (flow.cancelRequest) return 'cancel-decision';
  if (flow.hold) return 'hold-end';
  const stage = stageOf(status, route);
  if (stage === null) return null;
  if (stage === 'dispatched') return flow.visit?.queue ? 'supervisor-dispatch' : flow.visit?.offer ? 'visit-offer-answer' : 'engineer-search';
  if (comesAfterLinked(stage) && (flow.waitsFor ?? []).length > 0) return 'linked-ticket';
  if (stage !== 'assigned') return stages[stage].wait;
  if (flow.queue !== null) return flow.queue === 'supervisor' ? 'supervisor-assignment' : 'claim';
  return flow.offer ? 'offer-answer' : 'owner-search';
};

/** How a wait for a person is kept from being forgotten: by an SLA clock, by a flow deadline, or by both. */
export interface WaitGuard {
  readonly wait: Wait;
  /** Any one of these SLA targets guards the wait. */
  readonly clocks: readonly string[];
  readonly deadline: DeadlineKind | null;
}

/** What may be waited for in a stage: the owner search is a wait for dispatch or for people, by its state. */
const waitsOfStage = (stage: Stage): readonly Wait[] => {
  if (stage === 'assigned') return ['owner-search', 'offer-answer', 'supervisor-assignment', 'claim'];
  return stage === 'dispatched' ? ['engineer-search', 'visit-offer-answer', 'supervisor-dispatch'] : [stages[stage].wait];
};

/** Every stage that a ticket of this route can be in; the mandatory review [C10] also where the route leaves it out. */
export const stagesOf = (route: Route): readonly Stage[] => [
  ...new Set(ticketStatuses.filter((status) => route.includes(status as Milestone) || status.startsWith('closed-') || status === 'cancelled')
    .map((status) => stageOf(status, route))
    .filter((stage) => stage !== null)),
];

/** Every wait of a route with what guards it. A hold always ends by its own deadline; a cancellation that is asked for is brought up again by its own. */
export const waitGuards = (route: Route): readonly WaitGuard[] => [
  ...stagesOf(route).flatMap((stage) =>
    waitsOfStage(stage).map((wait): WaitGuard => {
      const { clocks, deadline } = stages[stage];
      return { wait, clocks, deadline: wait === stages[stage].wait ? deadline : null };
    }),
  ),
  ...(route.some((milestone) => complaintMilestones.includes(milestone)) ? [{ wait: 'linked-ticket', clocks: ['resolve'], deadline: null } as const] : []),
  { wait: 'hold-end', clocks: [], deadline: 'hold-end' },
  { wait: 'cancel-decision', clocks: [], deadline: 'cancel-decision' },
];

/** Codes of SLA targets without which a wait for a person would have no guard: a pack must have one of each list, escalating. */
export const requiredClocks = (route: Route): readonly (readonly string[])[] => [
  ...new Map(waitGuards(route).flatMap(({ clocks, deadline }) => (deadline === null && clocks.length > 0 ? [[clocks.join(), clocks] as const] : []))).values(),
];
