import type { TicketState, TicketVisit, VisitOutcome, VisitRef } from '@mendline/contracts/ticket';
import type { VisitNode } from '@mendline/contracts/field-service';
import type { Change, Decider, Refusal } from './decision.js';
import { isRefusal, refuse } from './decision.js';
import { releaseParts } from './plan.decide.js';
import { freeWindow, nextVisit } from './visit-search.decide.js';

const current = (state: TicketState, { visitId }: VisitRef): (TicketVisit & { readonly engineerId: string }) | Refusal => {
  const { visit } = state.flow;
  if (visit?.visitId !== visitId || visit.engineerId === null) return refuse('visit.not-current');
  return { ...visit, engineerId: visit.engineerId };
};

/** The window agreed with the customer, first or again [A7-10, A6-22]; dispatch keeps the engineer's time for it. */
export const agreeWindow: Decider<'agree-window'> = (state, { data, receivedAt }) => {
  const visit = current(state, data);
  if ('refusal' in visit) return visit;
  const window = { from: data.from, to: data.to };
  const lasts = Date.parse(window.to) - Date.parse(window.from);
  if (!(lasts > 0) || !(Date.parse(window.to) > Date.parse(receivedAt))) return refuse('visit.window-impossible');
  if (!(lasts <= longestWindowMs)) return refuse('visit.window-too-long');
  return {
    to: 'scheduled',
    flow: {
      visit: { ...visit, window },
      owed: [...state.flow.owed, { key: `${visit.visitId}:schedule:${state.seq}`, step: 'schedule-visit', visitId: visit.visitId, window }],
    },
    part: { part: 'book-window', visitId: visit.visitId, engineerId: visit.engineerId, window },
  };
};

const longestWindowMs = 24 * 3_600_000;

/** The engineer is on the way [A9-5]. */
export const depart: Decider<'depart'> = (state, command) => mark(state, command, 'departed');

/** The call before arrival [A6-21, A9-2]. */
export const callAhead: Decider<'call-ahead'> = (state, command) => mark(state, command, 'called-ahead');

/** The engineer is there: the on-site target stops, the work begins. */
export const arrive: Decider<'arrive'> = (state, command) => {
  const change = mark(state, command, 'arrived');
  if (isRefusal(change) || !state.flow.visit) return change;
  return { ...change, to: 'next', flow: { visit: { ...state.flow.visit, onSite: true }, workBegun: true } };
};

const mark = (state: TicketState, { data, occurredAt }: { readonly data: VisitRef; readonly occurredAt: string }, node: VisitNode): Change | Refusal => {
  const visit = current(state, data);
  if ('refusal' in visit) return visit;
  return { to: 'same', part: { part: 'mark-visit', visitId: visit.visitId, node, at: occurredAt } };
};

/**
 * The visit ends: solved, another visit, or the quote declined on site. While its changed plan is still decided on it may end too,
 * and the ticket goes on waiting for the word; only done it cannot be.
 */
export const finishVisit: Decider<'finish-visit'> = (state, { data }) => {
  const visit = current(state, data);
  if ('refusal' in visit) return visit;
  if (!visit.onSite && data.outcome !== 'customer-absent') return refuse('visit.not-arrived');
  if (data.outcome !== 'done' && !data.reasonCode) return refuse('visit.reason-missing');
  const undecided = visit.onSite && !state.flow.planReady;
  if (data.outcome === 'done' && undecided) return refuse('plan.not-decided');
  const part = { part: 'close-visit', visitId: visit.visitId, outcome: data.outcome } as const;
  const owed = [...state.flow.owed, ...freeWindow(state, visit)];
  const end = { visit: null, owed: [...owed, ...releaseParts(state)] };
  switch (data.outcome) {
    case 'done':
      return { to: 'solved', flow: end, part };
    case 'quote-declined':
      return { to: 'closed-quote-declined', flow: end, part };
    default:
      return undecided ? { to: 'same', flow: { visit: null, owed }, part } : { to: 'dispatching', flow: { ...nextVisit(state, notAgain(visit, data.outcome)), owed }, part };
  }
};

/** Who lacked the skill is not asked for the next visit. */
const notAgain = ({ engineerId }: TicketVisit, outcome: VisitOutcome): readonly string[] => (outcome === 'wrong-skill' && engineerId ? [engineerId] : []);
