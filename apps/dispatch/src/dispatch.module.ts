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
import { entities } from './database/entities.js';
import { DISPATCH_CONFIG, type DispatchConfig, serviceName } from './dispatch.config.js';
import './dispatch.messages.js';
import { ProfileRepository } from './profile/profile.repository.js';
import { ProfileResolver } from './profile/profile.resolver.js';
import { ProfileService } from './profile/profile.service.js';
import { StaffConsumer } from './staff/staff.consumer.js';
import { StaffRepository } from './staff/staff.repository.js';
import { StaffService } from './staff/staff.service.js';
import { WorkloadConsumer } from './workload/workload.consumer.js';
import { WorkloadRepository } from './workload/workload.repository.js';
import { WorkloadService } from './workload/workload.service.js';

const repositories = [ColleagueRepository, OfferRepository, ProfileRepository, StaffRepository, WorkloadRepository];
const services = [OwnerSearchService, OfferService, OfferListService, OfferAnswerService, ProfileService, StaffService, WorkloadService];

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
        ExchangeModule.forRoot({ service: serviceName, source: 'dispatch', config }),
        core,
        WorkerModule.forRoot({
          active: roles.includes('worker'),
          imports: [core],
          inject: [OwnerSearchService, OfferService],
          settings: (searches: OwnerSearchService, offers: OfferService) => ({ taskQueue: dispatchQueue, activities: createDispatchActivities(searches, offers) }),
        }),
        ...(roles.includes('api') ? [graphqlModule({ introspection: false })] : []),
      ],
      providers: roles.includes('api') ? [AssignmentResolver, ProfileResolver] : [],
    };
  }
}
