import type { TicketState } from '@mendline/contracts/ticket';
import { isComplaint, isClosedForCustomer } from '@mendline/contracts/ticket';
import type { Change, Decider, Refusal } from './decision.js';
import { refuse } from './decision.js';

/** People complained about: none of them ever handles the ticket [A3-13]. */
export const accusedOf = ({ flow }: Pick<TicketState, 'flow'>): readonly string[] => flow.accused ?? [];

/** Whether somebody is complained about in a ticket. */
export const isAccused = (state: TicketState, personId: string | null): boolean => personId !== null && accusedOf(state).includes(personId);

/** Tickets that come first and have not ended yet. */
export const waitsForOf = ({ flow }: Pick<TicketState, 'flow'>): readonly string[] => flow.waitsFor ?? [];

/** The initial opinion, with the promised point of the next feedback [A6-6, C13]. */
export const giveOpinion: Decider<'give-opinion'> = (_state, { data, receivedAt }) =>
  Date.parse(data.nextFeedbackAt) > Date.parse(receivedAt) ? { to: 'next' } : refuse('opinion.feedback-not-ahead');

/** What happened, and who answers for it; from then on nobody of these handles the complaint [A3-13]. */
export const investigate: Decider<'investigate'> = (state, { data }) => heldResponsible(state, data.responsibleIds, { to: 'next' });

/** What is done about it [A3-13]. */
export const handleComplaint: Decider<'handle-complaint'> = () => ({ to: 'next' });

/** The facts go to the general manager, whose own clock begins [A3-14]. */
export const reportFacts: Decider<'report-facts'> = () => ({ to: 'next' });

/** Same-model goods in process and in stock, improvement, the responsible [A3-14, A12-7]. */
export const contain: Decider<'contain'> = (state, { data }) => heldResponsible(state, data.responsibleIds, { to: 'next' });

const heldResponsible = (state: TicketState, responsibleIds: readonly string[], change: Change): Change | Refusal => {
  if (state.ownerId !== null && responsibleIds.includes(state.ownerId)) return refuse('complaint.owner-responsible');
  return { ...change, flow: { ...change.flow, accused: [...new Set([...accusedOf(state), ...responsibleIds])] } };
};

/** Ties two tickets together; a complaint waits for a needed service, which comes first [A3-13, A3-14]. */
export const link: Decider<'link'> = (state, { data }) => {
  if (data.ticketId === state.ticketId) return refuse('link.to-itself');
  if (data.relation !== 'waits-for' || !isComplaint(state.kind)) return { to: 'same' };
  if (isClosedForCustomer(state.status) || state.status === 'result-told') return refuse('link.too-late');
  return { to: 'same', flow: { waitsFor: [...new Set([...waitsForOf(state), data.ticketId])] } };
};

/** A ticket that came first has ended. */
export const linkedEnded: Decider<'linked-ended'> = (state, { data }) =>
  waitsForOf(state).includes(data.ticketId) ? { to: 'same', flow: { waitsFor: waitsForOf(state).filter((one) => one !== data.ticketId) } } : refuse('link.not-waited-for');
