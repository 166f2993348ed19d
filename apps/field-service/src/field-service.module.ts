import { fieldServiceQueue } from '@mendline/contracts/field-service';
import { AuthModule } from '@mendline/platform/auth';
import { ExchangeModule } from '@mendline/platform/exchange';
import { graphqlModule } from '@mendline/platform/graphql';
import { PrivacyModule } from '@mendline/platform/privacy';
import { ServiceModule } from '@mendline/platform/service';
import { TemporalModule, type TemporalOptions, WorkerModule } from '@mendline/platform/temporal';
import { type DynamicModule, Module } from '@nestjs/common';
import { entities } from './database/entities.js';
import { FIELD_SERVICE_CONFIG, type FieldServiceConfig, serviceName } from './field-service.config.js';
import './field-service.messages.js';
import { OwnershipConsumer } from './ownership/ownership.consumer.js';
import { OwnershipRepository } from './ownership/ownership.repository.js';
import { OwnershipService } from './ownership/ownership.service.js';
import { FinishNoteService } from './remote-session/finish-note.service.js';
import { RemoteFinishService } from './remote-session/remote-finish.service.js';
import { RemoteNoteService } from './remote-session/remote-note.service.js';
import { createFieldServiceActivities } from './remote-session/remote-session.activities.js';
import { RemoteSessionFacts } from './remote-session/remote-session.facts.js';
import { RemoteSessionListService } from './remote-session/remote-session-list.service.js';
import { RemoteSessionRepository } from './remote-session/remote-session.repository.js';
import { RemoteSessionResolver } from './remote-session/remote-session.resolver.js';
import { RemoteSessionService } from './remote-session/remote-session.service.js';
import { Ticket } from './remote-session/remote-session.types.js';
import { RemoteStepService } from './remote-session/remote-step.service.js';

const services = [RemoteSessionService, RemoteStepService, RemoteFinishService, RemoteSessionListService, OwnershipService];
const inner = [OwnershipRepository, RemoteSessionRepository, RemoteSessionFacts, RemoteNoteService, FinishNoteService, OwnershipConsumer];

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
        ExchangeModule.forRoot({ service: serviceName, source: 'field-service', config }),
        core,
        WorkerModule.forRoot({
          active: roles.includes('worker'),
          imports: [core],
          inject: [RemoteSessionService],
          settings: (sessions: RemoteSessionService) => ({ taskQueue: fieldServiceQueue, activities: createFieldServiceActivities(sessions) }),
        }),
        ...(roles.includes('api') ? [graphqlModule({ introspection: false, orphanedTypes: [Ticket] })] : []),
      ],
      providers: roles.includes('api') ? [RemoteSessionResolver] : [],
    };
  }
}
