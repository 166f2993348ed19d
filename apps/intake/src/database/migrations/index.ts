import { platformMigrations } from '@mendline/platform/database';
import { CreateIntake1700000001000 } from './1700000001000-create-intake.js';
import { NotifyChanges1700000002000 } from './1700000002000-notify-changes.js';
import { DeferLoginUniqueness1700000003000 } from './1700000003000-defer-login-uniqueness.js';
import { LapsAndVisits1700000004000 } from './1700000004000-laps-and-visits.js';
import { Devices1700000005000 } from './1700000005000-devices.js';
import { Calendars1700000021000 } from './1700000021000-calendars.js';
import { Complaints1700000022000 } from './1700000022000-complaints.js';
import { PackParents1700000031000 } from './1700000031000-pack-parents.js';
import { ClockRisk1700000041000 } from './1700000041000-clock-risk.js';
import { OnCall1700000042000 } from './1700000042000-on-call.js';
import { NoticeChannels1700000051000 } from './1700000051000-notice-channels.js';
import { NoticeDeliveries1700000052000 } from './1700000052000-notice-deliveries.js';
import { Queues1700000061000 } from './1700000061000-queues.js';
import { Requests1700000062000 } from './1700000062000-requests.js';
import { CancellationFees1700000063000 } from './1700000063000-cancellation-fees.js';
import { ArchiveRuns1700000071000 } from './1700000071000-archive-runs.js';
import { NoticeLinks1700000081000 } from './1700000081000-notice-links.js';
import { ColumnsOfOldClocks1700000082000 } from './1700000082000-columns-of-old-clocks.js';
import { IndexCommandAges1700000090000 } from './1700000090000-index-command-ages.js';
import { RaisedAgain1700000101000 } from './1700000101000-raised-again.js';
import { Fences1700000102000 } from './1700000102000-fences.js';
import { ServiceAddresses1700000103000 } from './1700000103000-service-addresses.js';

/** Every migration of the service, the platform's first. */
export const migrations = [
  ...platformMigrations, CreateIntake1700000001000, NotifyChanges1700000002000, DeferLoginUniqueness1700000003000, LapsAndVisits1700000004000,
  Devices1700000005000, Calendars1700000021000, Complaints1700000022000,
  PackParents1700000031000,
  ClockRisk1700000041000, OnCall1700000042000,
  NoticeChannels1700000051000, NoticeDeliveries1700000052000,
  Queues1700000061000, Requests1700000062000, CancellationFees1700000063000,
  ArchiveRuns1700000071000,
  NoticeLinks1700000081000,
  ColumnsOfOldClocks1700000082000,
  IndexCommandAges1700000090000,
  RaisedAgain1700000101000, Fences1700000102000, ServiceAddresses1700000103000,
];
