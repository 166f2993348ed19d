import type { Language } from '@mendline/platform/graphql';
import type { ShownSession, ShownStep } from './remote-session-list.service.js';
import { type RemoteSession, RemoteSessionResultEnum, RemoteSessionStateEnum, type RemoteStep, RemoteStepResultEnum, type SelfCheckItem } from './remote-session.types.js';
import { isSelfCheck, selfChecks, selfCheckWords } from './self-check.words.js';

const states = { open: RemoteSessionStateEnum.OPEN, closed: RemoteSessionStateEnum.CLOSED, abandoned: RemoteSessionStateEnum.ABANDONED } as const;
const results = { solved: RemoteSessionResultEnum.SOLVED, unsolved: RemoteSessionResultEnum.UNSOLVED, abandoned: RemoteSessionResultEnum.ABANDONED } as const;
const stepResults = { helped: RemoteStepResultEnum.HELPED, 'no-effect': RemoteStepResultEnum.NO_EFFECT, 'not-possible': RemoteStepResultEnum.NOT_POSSIBLE } as const;

const wordsOf = (code: string, language: Language): string => (isSelfCheck(code) ? selfCheckWords(code, language) : code);

/** The self-check list in the caller's language [A5-3]. */
export const selfCheckViews = (language: Language): SelfCheckItem[] => selfChecks.map((code) => ({ code, words: selfCheckWords(code, language) }));

/** A step as callers see it. */
export const stepView = ({ stepId, checkCode, result, note, noteWithheld, occurredAt, recordedAt, byId }: ShownStep, language: Language): RemoteStep => ({
  id: stepId,
  check: checkCode,
  checkWords: wordsOf(checkCode, language),
  result: stepResults[result],
  note,
  noteWithheld,
  at: occurredAt,
  recordedAt,
  byId,
});

/** A session as callers see it. */
export const sessionView = ({ sessionId, state, ownerId, openedAt, closedAt, result, note, noteWithheld, shownSteps }: ShownSession, language: Language): RemoteSession => ({
  id: sessionId,
  state: states[state],
  ownerId,
  openedAt,
  closedAt,
  result: result && results[result],
  note,
  noteWithheld,
  steps: shownSteps.map((step) => stepView(step, language)),
});
