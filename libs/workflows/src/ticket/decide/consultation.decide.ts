import { remoteSessionIdOf } from '@mendline/contracts/field-service';
import type { Decider } from './decision.js';
import { refuse } from './decision.js';

/** The owner calls the customer [A6-3]; reached = the remote session of this round opens [A5-2], unless the customer insists on a visit [A5-8]. */
export const contact: Decider<'contact'> = (state, { data }) => {
  if (!data.reached) return { to: 'same' };
  if (data.insists) return state.settings.route.includes('planned') ? { to: 'planning' } : refuse('contact.no-visits');
  if (!state.settings.route.includes('tried') || state.ownerId === null) return { to: 'next' };
  const sessionId = remoteSessionIdOf(state.ticketId, state.flow.round);
  return {
    to: 'next',
    flow: {
      remoteSessionId: sessionId,
      remoteResult: null,
      owed: [...state.flow.owed, { key: `${sessionId}:open`, step: 'open-remote-session', sessionId, ownerId: state.ownerId }],
    },
  };
};

/** The remote session ended, with its result; field-service keeps what was tried. A solved repair needs no plan. */
export const finishRemote: Decider<'finish-remote'> = (state, { data }) => {
  if (state.flow.remoteSessionId !== data.sessionId) return refuse('remote-session.unknown');
  const solved = data.result === 'solved' && state.settings.route.includes('solved');
  return {
    to: solved ? 'solved' : 'next',
    flow: { remoteResult: data.result },
    part: { part: 'close-remote-session', sessionId: data.sessionId, result: data.result },
  };
};

/** The question is answered [A6-13]. */
export const answer: Decider<'answer'> = () => ({ to: 'next' });

/** The result is told to the customer [A10-1]; the wait for the confirmation begins. */
export const tellResult: Decider<'tell-result'> = () => ({ to: 'next', flow: { reminders: 0 } });
