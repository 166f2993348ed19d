import { EscalationEntity, TicketClockEntity, TicketHoldEntity } from './clock.entity.js';
import { ClockService } from './clock.service.js';
import { OpenClockService } from './open-clock.service.js';

/** Tables of this folder. */
export const clockEntities = [TicketClockEntity, EscalationEntity, TicketHoldEntity];

/** What the folder puts into the service's module. */
export const clockProviders = [ClockService, OpenClockService];
