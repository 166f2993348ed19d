import { visitProposalKeyOf } from '@mendline/contracts/dispatch';
import { visitIdOf } from '@mendline/contracts/field-service';
import type { OwedStep, TicketState, TicketStatus, TicketVisit } from '@mendline/contracts/ticket';
import { stageOf, waitOf } from '@mendline/contracts/ticket';
import type { Decider, FlowDraft, Refusal } from './decision.js';
import { refuse } from './decision.js';

const isSeeking = (state: TicketState): boolean => waitOf(state.status, state.flow, state.settings.route) === 'engineer-search';

const withdrawal = (offerId: string, outcome: 'withdrawn' | 'expired' = 'withdrawn'): OwedStep => ({
  key: `${offerId}:${outcome}`, step: 'settle-offer', offerId, outcome,
});

/** Takes a visit's open offer back; dispatch is told after the transition is recorded. */
export const withdrawVisitOffer = ({ flow }: TicketState, outcome: 'withdrawn' | 'expired' = 'withdrawn'): readonly OwedStep[] =>
  flow.visit?.offer ? [withdrawal(flow.visit.offer.offerId, outcome)] : [];

/** Asks the next engineer: whoever let it pass is not asked again for this visit. */
export const askNextEngineer = (visit: TicketVisit): TicketVisit => ({
  ...visit, offer: null, excluded: visit.offer ? [...visit.excluded, visit.offer.personId] : visit.excluded,
});

/** A ticket that comes to the dispatch without a visit begins its next one [C9]. */
export const beginVisit = (state: TicketState, to: TicketStatus, flow: FlowDraft): FlowDraft =>
  flow.visit || stageOf(to, state.settings.route) !== 'dispatched' ? flow : { ...flow, ...nextVisit(state) };

/** The next visit of a ticket: an engineer is sought, or a supervisor names one at once [C9]. */
export const nextVisit = ({ ticketId, flow, settings }: TicketState, excluded: readonly string[] = []): Pick<FlowDraft, 'visits' | 'visit'> => {
  const visits = flow.visits + 1;
  const queue = settings.dispatchMode === 'manual' ? 'supervisor' : null;
  return { visits, visit: { visitId: visitIdOf(ticketId, visits), offer: null, asked: 0, excluded, queue, engineerId: null, window: null, onSite: false } };
};

/** A search for an engineer that is left without a result owes dispatch the withdrawal of the offer that may still come of it. */
export const leaveVisitSearch = (state: TicketState, to: TicketStatus, flow: FlowDraft): FlowDraft => {
  const { visit } = state.flow;
  const still = waitOf(to, { ...flow, deadline: null }, state.settings.route) === 'engineer-search' && flow.visit?.visitId === visit?.visitId;
  if (!visit || !isSeeking(state) || still) return flow;
  const stays = flow.visit?.visitId === visit.visitId;
  const next = stays && flow.visit ? { ...flow.visit, asked: visit.asked + 1 } : flow.visit;
  const answered = stays && next !== null && (next.offer !== null || next.queue !== null);
  const late = withdrawal(visitProposalKeyOf(visit.visitId, visit.asked));
  return { ...flow, visit: next, owed: answered ? flow.owed : [...flow.owed, late] };
};

/** The search's result: an engineer is asked, or a supervisor has the word: nobody is left, or the rule only proposes [C9]. */
export const proposeEngineer: Decider<'propose-engineer'> = (state, { data }) => {
  const { visit } = state.flow;
  if (!visit || !isSeeking(state) || data.proposalKey !== visitProposalKeyOf(visit.visitId, visit.asked)) return refuse('ticket.not-searching');
  if (data.offerId === null || data.personId === null) return { to: 'same', flow: { visit: { ...visit, queue: 'supervisor' } } };
  return { to: 'same', flow: { visit: { ...visit, offer: { offerId: data.offerId, personId: data.personId } } } };
};

const openOffer = ({ flow }: TicketState, offerId: string): TicketVisit | Refusal =>
  flow.visit?.offer?.offerId === offerId ? flow.visit : refuse('offer.not-open');

/** The asked engineer takes the visit: its one engineer from now on. */
export const acceptVisit: Decider<'accept-visit'> = (state, { data }) => {
  const visit = openOffer(state, data.offerId);
  if ('refusal' in visit) return visit;
  if (!visit.offer) return refuse('offer.not-open');
  return {
    to: 'next',
    flow: given(state, visit, visit.offer.personId),
    part: { part: 'settle-offer', offerId: data.offerId, outcome: 'accepted' },
  };
};

/** The asked engineer declines; the next one is asked. */
export const declineVisit: Decider<'decline-visit'> = (state, { data }) => {
  const visit = openOffer(state, data.offerId);
  if ('refusal' in visit) return visit;
  return { to: 'same', flow: { visit: askNextEngineer(visit) }, part: { part: 'settle-offer', offerId: data.offerId, outcome: 'declined' } };
};

/** A supervisor names the engineer; before arrival also another one [A7-12], whose window is to be agreed anew. */
export const assignEngineer: Decider<'assign-engineer'> = (state, { data }) => {
  const { visit } = state.flow;
  if (!visit) return refuse('visit.unknown');
  if (visit.onSite) return refuse('visit.begun');
  if (visit.engineerId === data.engineerId) return refuse('visit.same-engineer');
  const owed = [...state.flow.owed, ...withdrawVisitOffer(state), ...freeWindow(state, visit)];
  return { to: 'dispatched', flow: given({ ...state, flow: { ...state.flow, owed } }, visit, data.engineerId) };
};

/** What frees the engineer's time that a visit holds; `seq` tells one agreement of the same visit from the next. */
export const freeWindow = (state: TicketState, visit: TicketVisit): readonly OwedStep[] =>
  visit.window ? [{ key: `${visit.visitId}:free:${state.seq}`, step: 'release-window', visitId: visit.visitId }] : [];

/** Undoes what a visit holds with others, in reverse order of its making: window, engineer, offer. */
export const undoVisit = (state: TicketState): readonly OwedStep[] => {
  const { visit } = state.flow;
  if (!visit) return [];
  const opened: readonly OwedStep[] = visit.engineerId ? [{ key: `${visit.visitId}:abandon`, step: 'abandon-visit', visitId: visit.visitId }] : [];
  return [...freeWindow(state, visit), ...opened, ...withdrawVisitOffer(state)];
};

const given = ({ flow, seq }: TicketState, visit: TicketVisit, engineerId: string): Partial<FlowDraft> => {
  const { plan } = flow;
  const opening: readonly OwedStep[] = plan
    ? [{ key: `${visit.visitId}:open:${seq}`, step: 'open-visit', visitId: visit.visitId, engineerId, plan: { planId: plan.planId, version: plan.version } }]
    : [];
  return {
    visit: { ...visit, engineerId, offer: null, queue: null, excluded: [], window: null },
    owed: [...flow.owed, ...opening],
  };
};
