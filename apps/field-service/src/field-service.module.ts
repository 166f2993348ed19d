import { fieldServiceQueue } from '@mendline/contracts/field-service';
import { AuthModule } from '@mendline/platform/auth';
import { ExchangeModule } from '@mendline/platform/exchange';
import { FilesModule } from '@mendline/platform/files';
import { LinkActs, LinksModule } from '@mendline/platform/links';
import { graphqlModule } from '@mendline/platform/graphql';
import { PrivacyModule } from '@mendline/platform/privacy';
import { ServiceModule } from '@mendline/platform/service';
import { TemporalModule, type TemporalOptions, WorkerModule } from '@mendline/platform/temporal';
import { type DynamicModule, Module } from '@nestjs/common';
import { entities } from './database/entities.js';
import { createFieldServiceActivities, type FieldServiceParts } from './field-service.activities.js';
import { FIELD_SERVICE_CONFIG, type FieldServiceConfig, serviceName } from './field-service.config.js';
import { RepairFacts } from './field-service.facts.js';
import './field-service.messages.js';
import { retention } from './field-service.retention.js';
import './repair.messages.js';
import { ConsentLinkDesk } from './consent-link/consent-link.desk.js';
import { ConsentLinkReader } from './consent-link/consent-link.reader.js';
import { EvidencePolicy } from './evidence/evidence.policy.js';
import { EvidenceResolver } from './evidence/evidence.resolver.js';
import { EvidenceService } from './evidence/evidence.service.js';
import { OwnershipConsumer } from './ownership/ownership.consumer.js';
import { OwnershipRepository } from './ownership/ownership.repository.js';
import { OwnershipService } from './ownership/ownership.service.js';
import { TicketAccessService } from './ownership/ticket-access.service.js';
import { Ticket } from './ownership/ticket.types.js';
import { PartCatalogueService } from './part/part-catalogue.service.js';
import { PartHandOutService } from './part/part-hand-out.service.js';
import { PartHoldingService } from './part/part-holding.service.js';
import { PartReleaseService } from './part/part-release.service.js';
import { PartReservationService } from './part/part-reservation.service.js';
import { PartRepository } from './part/part.repository.js';
import { PartResolver } from './part/part.resolver.js';
import { PartUseService } from './part/part-use.service.js';
import { StockService } from './part/stock.service.js';
import { PersonalTextService } from './personal-text/personal-text.service.js';
import { PlanCommandService } from './plan/plan-command.service.js';
import { PlanDecisionService } from './plan/plan-decision.service.js';
import { PlanDraftService } from './plan/plan-draft.service.js';
import { PlanFlagService } from './plan/plan-flag.service.js';
import { PlanListService } from './plan/plan-list.service.js';
import { PlannerService } from './plan/planner.service.js';
import { PlanPartsService } from './plan/plan-parts.service.js';
import { PlanRepository } from './plan/plan.repository.js';
import { PlanResolver } from './plan/plan.resolver.js';
import { PlanService } from './plan/plan.service.js';
import { PlanVersionService } from './plan/plan-version.service.js';
import { FinishNoteService } from './remote-session/finish-note.service.js';
import { RemoteFinishService } from './remote-session/remote-finish.service.js';
import { RemoteSessionFacts } from './remote-session/remote-session.facts.js';
import { RemoteSessionListService } from './remote-session/remote-session-list.service.js';
import { RemoteSessionRepository } from './remote-session/remote-session.repository.js';
import { RemoteSessionResolver } from './remote-session/remote-session.resolver.js';
import { RemoteSessionService } from './remote-session/remote-session.service.js';
import { RemoteStepService } from './remote-session/remote-step.service.js';
import { TenantSettingsConsumer } from './tenant-settings/tenant-settings.consumer.js';
import { TenantSettingsRepository } from './tenant-settings/tenant-settings.repository.js';
import { TenantSettingsService } from './tenant-settings/tenant-settings.service.js';
import { VisitAcceptanceService } from './visit/visit-acceptance.service.js';
import { VisitCommandService } from './visit/visit-command.service.js';
import { VisitDeskService } from './visit/visit-desk.service.js';
import { VisitEndService } from './visit/visit-end.service.js';
import { VisitEngineerService } from './visit/visit-engineer.service.js';
import { VisitFindingService } from './visit/visit-finding.service.js';
import { VisitListService } from './visit/visit-list.service.js';
import { VisitPartService } from './visit/visit-part.service.js';
import { VisitRecordResolver } from './visit/visit-record.resolver.js';
import { VisitRepository } from './visit/visit.repository.js';
import { VisitResolver } from './visit/visit.resolver.js';
import { VisitService } from './visit/visit.service.js';

const services = [
  RemoteSessionService, RemoteStepService, RemoteFinishService, RemoteSessionListService, OwnershipService, PlanService, PlanDraftService, PlanCommandService, PlanListService,
  VisitService, VisitEndService, VisitCommandService, VisitFindingService, VisitPartService, VisitAcceptanceService, VisitListService, PartReservationService, PartReleaseService, StockService,
  EvidenceService, EvidencePolicy, ConsentLinkDesk,
];
const inner = [
  OwnershipRepository, TicketAccessService, RemoteSessionRepository, RemoteSessionFacts, PersonalTextService, FinishNoteService, OwnershipConsumer, RepairFacts,
  TenantSettingsRepository, TenantSettingsService, TenantSettingsConsumer, PlanRepository, PlanDecisionService, PlanFlagService, PlanPartsService, PlanVersionService, PlannerService,
  VisitRepository, VisitDeskService, VisitEngineerService, PartRepository, PartCatalogueService, PartHandOutService, PartHoldingService, PartUseService, ConsentLinkReader, LinkActs,
];
const resolvers = [RemoteSessionResolver, PlanResolver, VisitResolver, VisitRecordResolver, PartResolver, EvidenceResolver];
/** Who does the parts of tickets' lives, in the order of {@link partsOf}. */
const partDoers = [RemoteSessionService, PlanService, PartReservationService, PartReleaseService, VisitService, VisitEndService];
type PartDoers = readonly [RemoteSessionService, PlanService, PartReservationService, PartReleaseService, VisitService, VisitEndService];
const partsOf = ([sessions, plans, reservations, releases, visits, ends]: PartDoers): FieldServiceParts => ({ sessions, plans, reservations, releases, visits, ends });

/** The aggregates of field-service, for the process and for its worker. */
@Module({})
class FieldServiceCore {
  static with(config: FieldServiceConfig): DynamicModule {
    return { module: FieldServiceCore, providers: [{ provide: FIELD_SERVICE_CONFIG, useValue: config }, ...inner, ...services], exports: services };
  }
}

/** Wiring of the service; which parts run is said by the roles of the process. */
@Module({})
export class FieldServiceModule {
  static forRoot(config: FieldServiceConfig, temporal: TemporalOptions): DynamicModule {
    const { ROLES: roles } = config;
    const core = FieldServiceCore.with(config);
    return {
      module: FieldServiceModule,
      imports: [
        ServiceModule.forRoot({ service: serviceName, config, entities }),
        AuthModule.forRoot({ issuer: config.OIDC_ISSUER, audience: config.OIDC_AUDIENCE }),
        PrivacyModule.forRoot({ masterKeyFile: config.KMS_MASTER_KEY_FILE }),
        TemporalModule.forRoot(temporal),
        ExchangeModule.forRoot({ service: serviceName, source: 'field-service', config, retention }),
        FilesModule.forRoot({ service: serviceName, config, imports: [core], inject: [EvidencePolicy], policy: (policy: EvidencePolicy) => policy }),
        core,
        WorkerModule.forRoot({
          active: roles.includes('worker'),
          imports: [core],
          inject: partDoers,
          settings: (...doers: PartDoers) => ({ taskQueue: fieldServiceQueue, activities: createFieldServiceActivities(partsOf(doers)) }),
        }),
        ...(roles.includes('api') ? [graphqlModule({ introspection: false, orphanedTypes: [Ticket] }), LinksModule.forDesk(ConsentLinkDesk, [core])] : []),
      ],
      providers: roles.includes('api') ? resolvers : [],
    };
  }
}
