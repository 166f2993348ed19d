import type { ComplaintKind, TicketState } from '@mendline/contracts/ticket';
import type { Change, Decider } from './decision.js';
import { refuse } from './decision.js';

/** Another round, or, at the limit, the end that a supervisor must review: never a silent close [A10-5, C10]. */
const rework = (state: TicketState): Change =>
  state.flow.round >= state.settings.maxRounds
    ? { to: 'closed-unconfirmed' }
    : { to: 'assigned', flow: { ...nextRound, round: state.flow.round + 1 } };

const nextRound = { remoteSessionId: null, remoteResult: null, plan: null, planReady: false, visit: null, reminders: 0, returnVisitTries: 0 } as const;

/** The customer confirms; the matter is closed at the same time [A10-2]. */
export const confirm: Decider<'confirm'> = () => ({ to: 'next' });

/** The customer is not satisfied and says why [A10-5, A10-8]. */
export const reject: Decider<'reject'> = (state, { data }) => (data.reasonCode ? rework(state) : refuse('rejection.reason-missing'));

/** What was done is taken up again for a reason, until the archive: another round, or, at the limit, the supervisor's review [C10]. */
export const reopen: Decider<'reopen'> = (state, { data }) => (data.reasonCode ? rework(state) : refuse('reopening.reason-missing'));

/** The service stays done; the dissatisfaction is a ticket of its own, tied to this one [A10-15]. */
const complained = ({ ticketId, seq, flow }: TicketState, kind: ComplaintKind, commandId: string): Change => ({
  to: 'next',
  flow: { owed: [...flow.owed, { key: `${ticketId}:complaint:${seq}`, step: 'open-complaint', kind, commandId }] },
});

/**
 * The return visit by telephone, or the customer's own answers to the survey [A10-9, A10-11]: NG goes back to handling, or becomes a complaint
 * [A10-15]; unreached is tried a limited number of times.
 */
export const returnVisit: Decider<'return-visit'> = (state, { data, commandId, actor }) => {
  if (!data.reached) {
    if (actor.kind === 'customer') return refuse('return-visit.result-missing');
    const returnVisitTries = state.flow.returnVisitTries + 1;
    return { to: returnVisitTries >= state.settings.returnVisitTries ? 'next' : 'same', flow: { returnVisitTries } };
  }
  if (data.result === null) return refuse('return-visit.result-missing');
  if (data.result === 'ok') return { to: 'next' };
  if (!data.reasonCode) return refuse('return-visit.reason-missing');
  return data.complaint ? complained(state, data.complaint, commandId) : rework(state);
};

/** A level of a late clock makes the review mandatory; each level once. */
export const openReview: Decider<'open-review'> = ({ flow: { reviews = [] } }, { data, receivedAt }) => {
  const asked = reviews.some(({ target, round, lap, level }) => target === data.target && round === data.round && lap === data.lap && level === data.level);
  return { to: 'same', ...(!asked && { flow: { reviews: [...reviews, { ...data, since: receivedAt }] } }) };
};

/** The supervisor's review after the return visit, or the mandatory one of an unconfirmed end [A10-14]. */
export const supervisorReview: Decider<'supervisor-review'> = (_state, { data }) =>
  data.result === 'improve' && !data.reasonCode ? refuse('supervisor-review.reason-missing') : { to: 'next' };
