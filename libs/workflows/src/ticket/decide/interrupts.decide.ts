import type { OwedStep, Role, TicketState } from '@mendline/contracts/ticket';
import { askNext, searchOver, withdrawOffer } from './assignment.decide.js';
import type { Change, Decider, Refusal } from './decision.js';
import { refuse } from './decision.js';
import { releaseParts } from './plan.decide.js';
import { askNextEngineer, undoVisit, withdrawVisitOffer } from './visit-search.decide.js';

/** A hold needs a reason and an expected end; it ends by itself then [A9-10]. */
export const hold: Decider<'hold'> = (state, { data, receivedAt }) => {
  if (state.flow.hold) return refuse('ticket.on-hold');
  if (!(Date.parse(data.expectedEnd) > Date.parse(receivedAt))) return refuse('hold.end-not-ahead');
  return { to: 'same', flow: { hold: { reason: data.reason, since: receivedAt, expectedEnd: data.expectedEnd } } };
};

/** The stage goes on; its flow deadline is armed anew. */
export const resume: Decider<'resume'> = (state) => (state.flow.hold ? { to: 'same', flow: { hold: null } } : refuse('ticket.not-on-hold'));

/** Another urgency: running clocks are retargeted by intake, from the facts, with their pauses kept. */
export const changePriority: Decider<'change-priority'> = (state, { data }) =>
  data.priority === state.priority ? refuse('ticket.same-priority') : { to: 'same', priority: data.priority };

/**
 * Ends the request for a reason. Once work has begun there is something to settle: whoever is no supervisor only asks for it, and the work rests until a
 * supervisor has decided; a hold ends with the request.
 */
export const cancel: Decider<'cancel'> = (state, { data, actor, receivedAt }) => {
  if (!data.reasonCode) return refuse('cancellation.reason-missing');
  if (!state.flow.workBegun || actor.roles.some((role) => supervision.includes(role))) return cancelled(state);
  if (state.flow.cancelRequest) return refuse('cancellation.requested');
  return { to: 'same', flow: { hold: null, cancelRequest: { reasonCode: data.reasonCode, since: receivedAt, passed: 0 } } };
};

/** The supervisor's word on a cancellation that was asked for: granted, the ticket ends; declined for a reason, it goes on where it was. */
export const settleCancel: Decider<'settle-cancel'> = (state, { data }) => {
  if (!state.flow.cancelRequest) return refuse('cancellation.not-requested');
  if (data.fee && (data.decision !== 'grant' || !Number.isSafeInteger(data.fee.amount) || data.fee.amount <= 0)) return refuse('cancellation.fee-invalid');
  if (data.decision === 'grant') return cancelled(state);
  return data.reasonCode ? { to: 'same', flow: { cancelRequest: null } } : refuse('cancellation.decline-reason-missing');
};

/** The request was made before: this ticket ends, what it has come to is seen on the other one. After work has begun only a supervisor does so. */
export const merge: Decider<'merge'> = (state, { data, actor }) => {
  if (!data.reasonCode) return refuse('merge.reason-missing');
  if (data.intoId === state.ticketId) return refuse('link.to-itself');
  if (state.flow.workBegun && !actor.roles.some((role) => supervision.includes(role))) return refuse('merge.work-begun');
  return undone(state, 'closed-duplicate');
};

const cancelled = (state: TicketState): Change => undone(state, 'cancelled');

/** An end before the work is done: what other owners hold is taken back in reverse order. */
const undone = (state: TicketState, to: 'cancelled' | 'closed-duplicate'): Change => {
  const undone = [...undoVisit(state), ...releaseParts(state), ...abandonSession(state)];
  const earlier = { ...state, flow: { ...state.flow, owed: [...state.flow.owed, ...undone] } };
  return { to, flow: { ...searchOver, visit: null, hold: null, ...(state.flow.cancelRequest && { cancelRequest: null }), owed: withdrawOffer(earlier) } };
};

const supervision: readonly Role[] = ['supervisor', 'manager'];

/** Ends a remote session that is open. */
export const abandonSession = ({ flow }: TicketState): readonly OwedStep[] =>
  flow.remoteSessionId && !flow.remoteResult ? [{ key: `${flow.remoteSessionId}:abandon`, step: 'abandon-remote-session', sessionId: flow.remoteSessionId }] : [];

/** Ends the life. Retention goes on in rows. */
export const archive: Decider<'archive'> = () => ({ to: 'archived' });

/** A flow deadline has passed. A deadline that is no longer armed changes nothing. */
export const passDeadline: Decider<'pass-deadline'> = (state, { data }) => {
  const { deadline } = state.flow;
  if (!deadline || deadline.id !== data.deadlineId) return refuse('deadline.not-armed');
  switch (deadline.kind) {
    case 'offer-expiry':
      return { to: 'same', flow: { ...askNext(state), owed: withdrawOffer(state, 'expired') } };
    case 'visit-offer-expiry':
      return state.flow.visit
        ? { to: 'same', flow: { visit: askNextEngineer(state.flow.visit), owed: [...state.flow.owed, ...withdrawVisitOffer(state, 'expired')] } }
        : refuse('deadline.not-armed');
    case 'confirmation':
      return silence(state);
    case 'hold-end':
      return { to: 'same', flow: { hold: null } };
    case 'cancel-decision':
      return state.flow.cancelRequest
        ? { to: 'same', flow: { cancelRequest: { ...state.flow.cancelRequest, passed: state.flow.cancelRequest.passed + 1 } }, rearm: true }
        : refuse('deadline.not-armed');
    case 'archive':
      return { to: 'archived' };
  }
};

/** The customer stays silent: reminders first, then an end that says so. */
const silence = (state: TicketState): Change | Refusal =>
  state.flow.reminders < state.settings.confirmationReminders
    ? { to: 'same', flow: { reminders: state.flow.reminders + 1 }, rearm: true }
    : { to: 'closed-no-answer' };
