import { proposalKeyOf } from '@mendline/contracts/dispatch';
import type { FlowSettings, OwedStep, TicketState, TicketStatus } from '@mendline/contracts/ticket';
import { stageOf, waitOf } from '@mendline/contracts/ticket';
import type { Change, Decider, FlowDraft, Refusal } from './decision.js';
import { refuse } from './decision.js';

/** The search is over: nobody is asked any more. */
export const searchOver: Partial<FlowDraft> = { offer: null, excluded: [], queue: null };

/** Takes an open offer back; dispatch is told after the transition is recorded, so that its absence blocks nobody. */
export const withdrawOffer = (state: TicketState, outcome: 'withdrawn' | 'expired' = 'withdrawn'): readonly OwedStep[] => {
  const { offer, owed } = state.flow;
  return offer ? [...owed, { key: `${offer.offerId}:${outcome}`, step: 'settle-offer', offerId: offer.offerId, outcome }] : owed;
};

/** Asks the next candidate: whoever let it pass is not asked again in this search [A7-8]. */
export const askNext = (state: TicketState): Partial<FlowDraft> => ({
  offer: null,
  excluded: state.flow.offer ? [...state.flow.excluded, state.flow.offer.personId] : state.flow.excluded,
});

const isSearching = (state: TicketState): boolean => waitOf(state.status, state.flow, state.settings.route) === 'owner-search';

const lateProposal = (state: TicketState): OwedStep => {
  const offerId = proposalKeyOf(state.ticketId, state.flow.asked);
  return { key: `${offerId}:withdrawn`, step: 'settle-offer', offerId, outcome: 'withdrawn' };
};

/**
 * A search that is left is over for good: the next one asks under a new key. Left without a result (cancelled, held,
 * assigned by hand), it owes dispatch the withdrawal of the offer that may still come of it.
 */
export const leaveSearch = (state: TicketState, to: TicketStatus, flow: FlowDraft, after: FlowSettings): FlowDraft => {
  const still = waitOf(to, { ...flow, deadline: null }, after.route) === 'owner-search';
  const restarted = flow.asked > state.flow.asked;
  if (!isSearching(state) || still || restarted) return flow;
  const answered = flow.offer !== null || flow.queue !== null;
  return { ...flow, asked: state.flow.asked + 1, owed: answered ? flow.owed : [...flow.owed, lateProposal(state)] };
};

/** By the pack's rule a ticket that comes to be assigned, or becomes of another kind before it is, is asked of nobody: it waits in its department's queue. */
export const enterQueue = (state: TicketState, to: TicketStatus, flow: FlowDraft, after: FlowSettings): FlowDraft => {
  const comes = (to !== state.status || after !== state.settings) && waitOf(to, { ...flow, deadline: null }, after.route) === 'owner-search';
  return comes && after.queueFirst ? { ...flow, queue: 'department' } : flow;
};

/** The search's result: an offer stands, or nobody is left and the supervisor's queue has it. */
export const proposeOwner: Decider<'propose-owner'> = (state, { data }) => {
  if (!isSearching(state) || data.proposalKey !== proposalKeyOf(state.ticketId, state.flow.asked)) return refuse('ticket.not-searching');
  if (data.offerId === null || data.personId === null) return { to: 'same', flow: { queue: 'supervisor' } };
  return { to: 'same', flow: { offer: { offerId: data.offerId, personId: data.personId } } };
};

const openOffer = (state: TicketState, offerId: string): boolean => state.flow.offer?.offerId === offerId;

/** The offered person takes the ticket: from now on its one owner [A7-4, A7-8]. */
export const acceptOffer: Decider<'accept-offer'> = (state, { data }) => {
  if (!state.flow.offer || !openOffer(state, data.offerId)) return refuse('offer.not-open');
  return {
    to: 'next',
    ownerId: state.flow.offer.personId,
    flow: searchOver,
    part: { part: 'settle-offer', offerId: data.offerId, outcome: 'accepted' },
  };
};

/** The offered person declines; the next candidate is asked. */
export const declineOffer: Decider<'decline-offer'> = (state, { data }) => {
  if (!openOffer(state, data.offerId)) return refuse('offer.not-open');
  return { to: 'same', flow: askNext(state), part: { part: 'settle-offer', offerId: data.offerId, outcome: 'declined' } };
};

/** A supervisor names the owner; an open offer is withdrawn. */
export const assign: Decider<'assign'> = (state, { data }) => ({
  to: 'next',
  ownerId: data.ownerId,
  flow: { ...searchOver, owed: withdrawOffer(state) },
});

/** Somebody takes the ticket out of a queue: its owner from now on. Of two who do so at once the first one has it, by the epoch that both saw. */
export const claim: Decider<'claim'> = (state, { actor }) => {
  const { owners } = state.settings;
  if (state.flow.queue === null) return refuse('claim.not-queued');
  if (owners && !actor.roles.some((role) => owners.includes(role))) return refuse('claim.not-eligible');
  return actor.personId === null ? refuse('ticket.actor-not-allowed') : { to: 'next', ownerId: actor.personId, flow: searchOver };
};

/** A supervisor gives the ticket to another owner, or, while there is none, starts the search afresh. */
export const reassign: Decider<'reassign'> = (state, { data }) => {
  if (state.ownerId === null) {
    return data.ownerId === null ? restartSearch(state) : refuse('ticket.no-owner');
  }
  if (data.ownerId === null) return refuse('ticket.owner-missing');
  return data.ownerId === state.ownerId ? refuse('ticket.same-owner') : { to: 'same', ownerId: data.ownerId };
};

/** Asks anew for an owner. */
export const restartSearch = (state: TicketState): Change | Refusal => {
  if (stageOf(state.status, state.settings.route) !== 'assigned') return refuse('ticket.not-searching');
  if (!isSearching(state)) return { to: 'same', flow: { ...searchOver, owed: withdrawOffer(state) } };
  return { to: 'same', flow: { ...searchOver, asked: state.flow.asked + 1, owed: [...state.flow.owed, lateProposal(state)] } };
};

/** The owner hands the ticket over, logged with a reason; its clocks go on. */
export const handOver: Decider<'hand-over'> = (state, { data }) => {
  if (state.ownerId === null) return refuse('ticket.no-owner');
  return data.ownerId === state.ownerId ? refuse('ticket.same-owner') : { to: 'same', ownerId: data.ownerId };
};
