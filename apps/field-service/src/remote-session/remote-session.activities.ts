import type { FieldServiceActivities } from '@mendline/contracts/field-service';
import type { RemoteSessionService } from './remote-session.service.js';

/** Field-service's part in the life of a ticket, on its own queue. */
export const createFieldServiceActivities = (sessions: Pick<RemoteSessionService, 'open' | 'close' | 'abandon'>): FieldServiceActivities => ({
  openRemoteSession: (input) => sessions.open(input),
  closeRemoteSession: (input) => sessions.close(input),
  abandonRemoteSession: (input) => sessions.abandon(input),
});
