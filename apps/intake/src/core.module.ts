import { customerLinksProvider } from '@mendline/platform/links';
import { type DynamicModule, Module } from '@nestjs/common';
import { archiveProviders } from './archive/archive.providers.js';
import { ArchiveRunService } from './archive/archive-run.service.js';
import { auditProviders } from './audit/audit.providers.js';
import { calendarProviders } from './calendar/calendar.providers.js';
import { RecomputeService } from './calendar/recompute.service.js';
import { channelProviders } from './channel/channel.providers.js';
import { Outbound } from './channel/outbound.js';
import { clockProviders } from './clock/clock.providers.js';
import { commandProviders } from './command/command.providers.js';
import { customerProviders } from './customer/customer.providers.js';
import { deliveryProviders, senderProviders } from './delivery/delivery.providers.js';
import { deviceProviders } from './device/device.providers.js';
import { diagnosisProviders } from './diagnosis/diagnosis.providers.js';
import { linkBases } from './intake.config.js';
import type { IntakeConfig } from './intake.config.js';
import { CELL, LINK_BASES } from './intake.tokens.js';
import { IntakeLinkDesk } from './link/intake-link.desk.js';
import { linkProviders } from './link/link.providers.js';
import { lifecycleProviders } from './lifecycle/lifecycle.providers.js';
import { ReconcilerService } from './lifecycle/reconciler.service.js';
import { RECONCILE_EVERY } from './lifecycle/reconcile.schedule.js';
import { moveProviders } from './move/move.providers.js';
import { noteProviders } from './note/note.providers.js';
import { noticeProviders } from './notice/notice.providers.js';
import { NumberingService } from './numbering/numbering.service.js';
import { peopleProviders } from './people/people.providers.js';
import { policyPackProviders } from './policy-pack/policy-pack.providers.js';
import { requestProviders } from './request/request.providers.js';
import { subscriptionProviders } from './subscription/subscription.providers.js';
import { ComplaintOpening } from './ticket/complaint.opening.js';
import { ticketProviders } from './ticket/ticket.providers.js';
import { TransitionService } from './ticket/transition.service.js';
import { timelineProviders } from './timeline/timeline.providers.js';

/** Everything of intake that is not an engine: the folders' services and resolvers. Global, for the worker's activities. */
@Module({})
export class CoreModule {
  static forRoot(config: IntakeConfig): DynamicModule {
    return {
      module: CoreModule,
      global: true,
      providers: [
        { provide: CELL, useValue: config.MENDLINE_CELL },
        { provide: RECONCILE_EVERY, useValue: config.RECONCILE_EVERY },
        NumberingService,
        ...ticketProviders,
        ...calendarProviders,
        { provide: Outbound, useValue: new Outbound(config.NOTICES_OWN_HOSTS) },
        ...channelProviders,
        ...deliveryProviders,
        ...(config.ROLES.includes('notices') ? senderProviders : []),
        ...clockProviders,
        ...customerProviders,
        ...deviceProviders,
        ...diagnosisProviders,
        ...peopleProviders,
        ...moveProviders,
        ...noteProviders,
        ...noticeProviders,
        ...policyPackProviders,
        ...archiveProviders,
        ...auditProviders,
        ...commandProviders,
        ...requestProviders,
        ...subscriptionProviders,
        ...timelineProviders,
        ...lifecycleProviders,
        customerLinksProvider,
        { provide: LINK_BASES, useValue: linkBases(config) },
        ...linkProviders,
      ],
      exports: [IntakeLinkDesk, TransitionService, ReconcilerService, ComplaintOpening, RecomputeService, ArchiveRunService],
    };
  }
}
