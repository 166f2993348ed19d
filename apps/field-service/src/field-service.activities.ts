import type { FieldServiceActivities } from '@mendline/contracts/field-service';
import type { PartReleaseService } from './part/part-release.service.js';
import type { PartReservationService } from './part/part-reservation.service.js';
import type { PlanService } from './plan/plan.service.js';
import type { RemoteSessionService } from './remote-session/remote-session.service.js';
import type { VisitEndService } from './visit/visit-end.service.js';
import type { VisitService } from './visit/visit.service.js';

/** Who does field-service's parts. */
export interface FieldServiceParts {
  readonly sessions: Pick<RemoteSessionService, 'open' | 'close' | 'abandon'>;
  readonly plans: Pick<PlanService, 'submit' | 'settle'>;
  readonly reservations: Pick<PartReservationService, 'reserve'>;
  readonly releases: Pick<PartReleaseService, 'release'>;
  readonly visits: Pick<VisitService, 'open' | 'schedule' | 'mark'>;
  readonly ends: Pick<VisitEndService, 'close' | 'abandon'>;
}

/** Field-service's part in the life of a ticket, on its own queue. */
export const createFieldServiceActivities = ({ sessions, plans, reservations, releases, visits, ends }: FieldServiceParts): FieldServiceActivities => ({
  openRemoteSession: (input) => sessions.open(input),
  closeRemoteSession: (input) => sessions.close(input),
  abandonRemoteSession: (input) => sessions.abandon(input),
  submitPlan: (input) => plans.submit(input),
  settlePlan: (input) => plans.settle(input),
  reserveParts: (input) => reservations.reserve(input),
  releaseParts: (input) => releases.release(input),
  openVisit: (input) => visits.open(input),
  scheduleVisit: (input) => visits.schedule(input),
  markVisit: (input) => visits.mark(input),
  closeVisit: (input) => ends.close(input),
  abandonVisit: (input) => ends.abandon(input),
});
