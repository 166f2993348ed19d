import { AdoptionForecaster } from './adoption.forecaster.js';
import { EscalationEntity, TicketClockEntity, TicketHoldEntity } from './clock.entity.js';
import { ClockReader } from './clock.reader.js';
import { ClockResolver, TicketClocksResolver } from './clock.resolver.js';
import { ClockService } from './clock.service.js';
import { OverviewReader } from './overview.reader.js';
import { OverviewResolver } from './overview.resolver.js';
import { OpenClockService } from './open-clock.service.js';

/** Tables of this folder. */
export const clockEntities = [TicketClockEntity, EscalationEntity, TicketHoldEntity];

/** What the folder puts into the service's module. */
export const clockProviders = [ClockService, OpenClockService, AdoptionForecaster, ClockReader, ClockResolver, TicketClocksResolver, OverviewReader, OverviewResolver];
