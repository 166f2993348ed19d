import { CalendarDesk } from './calendar.desk.js';
import { CalendarEntity } from './calendar.entity.js';
import { CalendarReader } from './calendar.reader.js';
import { CalendarResolver } from './calendar.resolver.js';
import { CalendarService } from './calendar.service.js';
import { CalendarWriter } from './calendar.writer.js';
import { CalendarForecaster } from './calendar.forecaster.js';
import { RecomputeService } from './recompute.service.js';

/** Tables of this folder. */
export const calendarEntities = [CalendarEntity];

/** What the folder puts into the service's module. */
export const calendarProviders = [CalendarService, CalendarWriter, CalendarForecaster, CalendarDesk, CalendarReader, CalendarResolver, RecomputeService];
