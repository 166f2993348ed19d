import type { Role } from '@mendline/contracts/ticket';
import { isSelfCheck } from './self-check.words.js';

export type SessionState = 'open' | 'closed' | 'abandoned';
export type SessionResult = 'solved' | 'unsolved' | 'abandoned';

export const stepResults = ['helped', 'no-effect', 'not-possible'] as const;
export type StepResult = (typeof stepResults)[number];

/** What the rules need of a session's row. */
export interface SessionStanding {
  readonly ticketId: string;
  readonly ownerId: string | null;
  readonly state: SessionState;
  readonly result: SessionResult | null;
  readonly steps: number;
}

/** Who wants to record a step. */
export interface Recorder {
  readonly personId: string;
  readonly roles: readonly Role[];
}

export interface Refusal {
  readonly refusal: `remote-session.${string}` | `remote-step.${string}`;
}

/** Supervisors may record for the owner; the step names them. */
const supervision: readonly Role[] = ['supervisor', 'manager'];

const refuse = (refusal: Refusal['refusal']): Refusal => ({ refusal });

/** Whether a step may be recorded: in an open session, by the ticket's owner or a supervisor, from the list [A5-3, A5-4]. */
export const refuseStep = (session: SessionStanding, recorder: Recorder, check: string): Refusal | null => {
  if (!isSelfCheck(check)) return refuse('remote-step.check-unknown');
  if (session.state !== 'open') return refuse('remote-session.closed');
  const mayRecord = recorder.personId === session.ownerId || recorder.roles.some((role) => supervision.includes(role));
  return mayRecord ? null : refuse('remote-session.not-owner');
};

export type Closing = 'close' | 'nothing' | Refusal;

/**
 * Whether a session may end with a result: only once, and only after something was tried, since a result without a
 * step would be a claim that nobody can trace [A5-2, A5-4].
 */
export const closingOf = (session: SessionStanding | null, ticketId: string, result: 'solved' | 'unsolved'): Closing => {
  if (session === null || session.ticketId !== ticketId) return refuse('remote-session.unknown');
  if (session.state !== 'open') return session.result === result ? 'nothing' : refuse('remote-session.closed');
  return session.steps > 0 ? 'close' : refuse('remote-session.no-steps');
};

export type Abandoning = 'abandon' | 'bury' | 'nothing';

/** A session that never came to be is buried, so that a late opening finds it ended; an ended one stays as it ended. */
export const abandoningOf = (session: SessionStanding | null): Abandoning => {
  if (session === null) return 'bury';
  return session.state === 'open' ? 'abandon' : 'nothing';
};
