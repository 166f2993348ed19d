import { ticketQueue } from '@mendline/contracts/intake';
import { AuthModule } from '@mendline/platform/auth';
import { ExchangeModule } from '@mendline/platform/exchange';
import { graphqlModule } from '@mendline/platform/graphql';
import { LinksModule } from '@mendline/platform/links';
import { PrivacyModule } from '@mendline/platform/privacy';
import { ServiceModule } from '@mendline/platform/service';
import { TemporalModule, WorkerModule } from '@mendline/platform/temporal';
import type { TemporalClient, TemporalOptions } from '@mendline/platform/temporal';
import { type DynamicModule, Module } from '@nestjs/common';
import { archiveScheduleHandler } from './archive/archive-schedule.js';
import { ArchiveRunService, createArchiveActivities } from './archive/archive-run.service.js';
import { recomputeHandler } from './calendar/batch.starter.js';
import { createRecomputeActivities, RecomputeService } from './calendar/recompute.service.js';
import { CoreModule } from './core.module.js';
import { entities } from './database/entities.js';
import { serviceName } from './intake.config.js';
import type { IntakeConfig } from './intake.config.js';
import { retention } from './intake.retention.js';
import { createReconcileActivities } from './lifecycle/reconciler.activities.js';
import { ReconcilerService } from './lifecycle/reconciler.service.js';
import { reloadHandler, startHandler, wakeHandler } from './lifecycle/ticket-starter.js';
import { IntakeLinkDesk } from './link/intake-link.desk.js';
import { ComplaintOpening } from './ticket/complaint.opening.js';
import { createTicketActivities } from './ticket/ticket.activities.js';
import { TransitionService } from './ticket/transition.service.js';

/** Wiring of the service; which parts run is said by the roles of the process. */
@Module({})
export class IntakeModule {
  /** `starter` is the connection by which the relay starts lives; its owner closes it. */
  static forRoot(config: IntakeConfig, temporal: TemporalOptions, starter: TemporalClient): DynamicModule {
    const { ROLES: roles } = config;
    return {
      module: IntakeModule,
      imports: [
        ServiceModule.forRoot({ service: serviceName, config, entities }),
        PrivacyModule.forRoot({ masterKeyFile: config.KMS_MASTER_KEY_FILE }),
        TemporalModule.forRoot(temporal),
        ExchangeModule.forRoot({ service: serviceName, source: 'intake', config, retention, handlers: { 'temporal.start': startHandler(starter), 'temporal.wake': wakeHandler(starter), 'temporal.reload': reloadHandler(starter), 'temporal.recompute': recomputeHandler(starter), 'temporal.archive-schedule': archiveScheduleHandler(starter) } }),
        AuthModule.forRoot({ issuer: config.OIDC_ISSUER, audience: config.OIDC_AUDIENCE }),
        CoreModule.forRoot(config),
        WorkerModule.forRoot({
          active: roles.includes('worker'),
          inject: [TransitionService, ReconcilerService, ComplaintOpening, RecomputeService, ArchiveRunService],
          settings: (transitions: TransitionService, reconciler: ReconcilerService, complaints: ComplaintOpening, recompute: RecomputeService, archive: ArchiveRunService) => ({
            taskQueue: ticketQueue,
            activities: { ...createTicketActivities(transitions, complaints), ...createReconcileActivities(reconciler), ...createRecomputeActivities(recompute), ...createArchiveActivities(archive) },
            workflowBundlePath: config.WORKFLOW_BUNDLE,
          }),
        }),
        ...(roles.includes('api') ? [graphqlModule({ introspection: false }), LinksModule.forDesk(IntakeLinkDesk)] : []),
      ],
    };
  }
}
