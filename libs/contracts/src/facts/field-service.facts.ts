import { z } from 'zod';
import { defineFact } from './definition.js';

const instant = z.iso.datetime();

/** A remote session began [A5-2]. */
export const remoteSessionOpened = defineFact(
  'field-service.remote-session.opened.v1',
  z.object({ sessionId: z.string(), ownerId: z.string(), openedAt: instant }),
  { sessionId: 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ.r0', ownerId: 'p_huaxin_spec1', openedAt: '2024-05-01T01:55:00.000Z' },
);

/** One self-check or guided step was tried [A5-3, A5-4]. */
export const remoteStepRecorded = defineFact(
  'field-service.remote-session.step-recorded.v1',
  z.object({ sessionId: z.string(), stepId: z.string(), check: z.string(), result: z.enum(['helped', 'no-effect', 'not-possible']), byId: z.string(), at: instant }),
  { sessionId: 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ.r0', stepId: 's_01', check: 'power', result: 'no-effect', byId: 'p_huaxin_spec1', at: '2024-05-01T01:56:00.000Z' },
);

/** A remote session ended. */
export const remoteSessionClosed = defineFact(
  'field-service.remote-session.closed.v1',
  z.object({ sessionId: z.string(), result: z.enum(['solved', 'unsolved', 'abandoned']), steps: z.int(), closedAt: instant }),
  { sessionId: 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ.r0', result: 'solved', steps: 3, closedAt: '2024-05-01T02:05:00.000Z' },
);

/** Every fact that field-service writes. */
export const fieldServiceFacts = [remoteSessionOpened, remoteStepRecorded, remoteSessionClosed] as const;
