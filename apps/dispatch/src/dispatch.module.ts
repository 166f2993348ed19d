import { dispatchQueue } from '@mendline/contracts/dispatch';
import { AuthModule } from '@mendline/platform/auth';
import { ExchangeModule } from '@mendline/platform/exchange';
import { graphqlModule } from '@mendline/platform/graphql';
import { PrivacyModule } from '@mendline/platform/privacy';
import { ServiceModule } from '@mendline/platform/service';
import { TemporalModule, type TemporalOptions, WorkerModule } from '@mendline/platform/temporal';
import { type DynamicModule, Module } from '@nestjs/common';
import { createDispatchActivities } from './assignment/assignment.activities.js';
import { AssignmentResolver } from './assignment/assignment.resolver.js';
import { ColleagueRepository } from './assignment/colleague.repository.js';
import { OfferAnswerService } from './assignment/offer-answer.service.js';
import { OfferListService } from './assignment/offer-list.service.js';
import { OfferRepository } from './assignment/offer.repository.js';
import { OfferService } from './assignment/offer.service.js';
import { OwnerSearchService } from './assignment/owner-search.service.js';
import { ProposalService } from './assignment/proposal.service.js';
import { EngineerChoiceService } from './assignment/visit/engineer-choice.service.js';
import { EngineerRepository } from './assignment/visit/engineer.repository.js';
import { EngineerSearchService } from './assignment/visit/engineer-search.service.js';
import { VisitAnswerService } from './assignment/visit/visit-answer.service.js';
import { VisitCandidatesService } from './assignment/visit/visit-candidates.service.js';
import { VisitResolver } from './assignment/visit/visit.resolver.js';
import { entities } from './database/entities.js';
import { DISPATCH_CONFIG, type DispatchConfig, serviceName } from './dispatch.config.js';
import './dispatch.messages.js';
import { retention } from './dispatch.retention.js';
import { BookingRepository } from './booking/booking.repository.js';
import { BookingService } from './booking/booking.service.js';
import { DayResolver } from './booking/day.resolver.js';
import { DayService } from './booking/day.service.js';
import { ProfileRepository } from './profile/profile.repository.js';
import { ProfileResolver } from './profile/profile.resolver.js';
import { ProfileService } from './profile/profile.service.js';
import { RegionRepository } from './region/region.repository.js';
import { RegionService } from './region/region.service.js';
import { RosterChangeService } from './roster/roster-change.service.js';
import { RosterRepository } from './roster/roster.repository.js';
import { RosterResolver } from './roster/roster.resolver.js';
import { RosterService } from './roster/roster.service.js';
import { StaffConsumer } from './staff/staff.consumer.js';
import { StaffRepository } from './staff/staff.repository.js';
import { StaffService } from './staff/staff.service.js';
import { WorkloadConsumer } from './workload/workload.consumer.js';
import { WorkloadRepository } from './workload/workload.repository.js';
import { WorkloadService } from './workload/workload.service.js';

const repositories = [
  BookingRepository, ColleagueRepository, EngineerRepository, OfferRepository, ProfileRepository, RegionRepository, RosterRepository, StaffRepository, WorkloadRepository,
];
const searching = [ProposalService, OwnerSearchService, EngineerChoiceService, EngineerSearchService, VisitCandidatesService];
const offering = [OfferService, OfferListService, OfferAnswerService, VisitAnswerService];
const keeping = [BookingService, DayService, ProfileService, RegionService, RosterChangeService, RosterService, StaffService, WorkloadService];
const services = [...searching, ...offering, ...keeping];
const resolvers = [AssignmentResolver, DayResolver, ProfileResolver, RosterResolver, VisitResolver];

/** The aggregates of dispatch, for the process and for its worker. */
@Module({})
class DispatchCore {
  static with(config: DispatchConfig): DynamicModule {
    const providers = [{ provide: DISPATCH_CONFIG, useValue: config }, ...repositories, ...services, StaffConsumer, WorkloadConsumer];
    return { module: DispatchCore, providers, exports: services };
  }
}

/** Wiring of the service; which parts run is said by the roles of the process. */
@Module({})
export class DispatchModule {
  static forRoot(config: DispatchConfig, temporal: TemporalOptions): DynamicModule {
    const { ROLES: roles } = config;
    const core = DispatchCore.with(config);
    return {
      module: DispatchModule,
      imports: [
        ServiceModule.forRoot({ service: serviceName, config, entities }),
        AuthModule.forRoot({ issuer: config.OIDC_ISSUER, audience: config.OIDC_AUDIENCE }),
        PrivacyModule.forRoot({ masterKeyFile: config.KMS_MASTER_KEY_FILE }),
        TemporalModule.forRoot(temporal),
        ExchangeModule.forRoot({ service: serviceName, source: 'dispatch', config, retention }),
        core,
        WorkerModule.forRoot({
          active: roles.includes('worker'),
          imports: [core],
          inject: [OwnerSearchService, EngineerSearchService, OfferService, BookingService],
          settings: (owners: OwnerSearchService, engineers: EngineerSearchService, offers: OfferService, bookings: BookingService) => ({
            taskQueue: dispatchQueue, activities: createDispatchActivities({ owners, engineers, offers, bookings }),
          }),
        }),
        ...(roles.includes('api') ? [graphqlModule({ introspection: false })] : []),
      ],
      providers: roles.includes('api') ? resolvers : [],
    };
  }
}
