import type { OwedStep, TicketState } from '@mendline/contracts/ticket';
import { waitOf } from '@mendline/contracts/ticket';
import type { Change, Decider, FlowDraft } from './decision.js';
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

/** The search's result: an offer stands, or nobody is left and the supervisor's queue has it. */
export const proposeOwner: Decider<'propose-owner'> = (state, { data }) => {
  if (waitOf(state.status, state.flow, state.settings.route) !== 'owner-search') return refuse('ticket.not-searching');
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

/** A supervisor gives the ticket to another owner, or, while there is none, starts the search afresh. */
export const reassign: Decider<'reassign'> = (state, { data }) => {
  if (state.ownerId === null) {
    return data.ownerId === null ? restartSearch(state) : refuse('ticket.no-owner');
  }
  if (data.ownerId === null) return refuse('ticket.owner-missing');
  return data.ownerId === state.ownerId ? refuse('ticket.same-owner') : { to: 'same', ownerId: data.ownerId };
};

const restartSearch = (state: TicketState): Change => ({ to: 'same', flow: { ...searchOver, owed: withdrawOffer(state) } });

/** The owner hands the ticket over, logged with a reason; its clocks go on. */
export const handOver: Decider<'hand-over'> = (state, { data }) => {
  if (state.ownerId === null) return refuse('ticket.no-owner');
  return data.ownerId === state.ownerId ? refuse('ticket.same-owner') : { to: 'same', ownerId: data.ownerId };
};
