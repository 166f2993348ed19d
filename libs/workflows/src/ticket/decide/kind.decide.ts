import type { Milestone, Route, TicketState } from '@mendline/contracts/ticket';
import { isComplaint, stageOf } from '@mendline/contracts/ticket';
import { restartSearch } from './assignment.decide.js';
import type { Decider, FlowDraft } from './decision.js';
import { isRefusal, refuse } from './decision.js';
import { abandonSession } from './interrupts.decide.js';
import { releaseParts } from './plan.decide.js';
import { undoVisit } from './visit-search.decide.js';

const kept = ['registered', 'reviewed', 'assigned', 'contacted', 'tried'] as const;
type Kept = (typeof kept)[number];

/**
 * The ticket turns out to be of another kind. It stays at the last milestone that it has reached and that the new route has, too; what was begun beyond that is
 * undone. Complaints are tickets of their own [A2-18]; once an engineer was there the kind stays.
 */
export const changeKind: Decider<'change-kind'> = (state, { data }) => {
  if (data.kind === state.kind) return refuse('kind.same');
  if (isComplaint(state.kind) || isComplaint(data.kind)) return refuse('kind.complaint');
  if (state.flow.workBegun) return refuse('kind.work-begun');
  const { kind, ...rules } = data;
  return { to: placeOn(state, rules.route), kind, rules, flow: begunAnew(state, rules.route) };
};

/** The customer is called again where the new route tries from afar and no session is open. */
const placeOn = ({ status, flow, settings }: TicketState, route: Route): Kept => {
  const reached = settings.route.slice(0, settings.route.indexOf(status as Milestone) + 1);
  const withoutSession = route.includes('tried') && flow.remoteSessionId === null;
  return kept.findLast((milestone) => reached.includes(milestone) && route.includes(milestone) && !(milestone === 'contacted' && withoutSession)) ?? 'registered';
};

const begunAnew = (state: TicketState, route: Route): Partial<FlowDraft> => {
  const search = stageOf(state.status, state.settings.route) === 'assigned' ? restartSearch(state) : null;
  const found = search && !isRefusal(search) ? search.flow : undefined;
  const session = route.includes('tried') ? [] : abandonSession(state);
  return {
    ...found,
    plan: null, planReady: false, visit: null,
    ...(session.length > 0 && { remoteSessionId: null }),
    owed: [...(found?.owed ?? state.flow.owed), ...undoVisit(state), ...releaseParts(state), ...session],
  };
};
