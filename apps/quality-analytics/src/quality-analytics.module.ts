import { type DynamicModule, Module } from '@nestjs/common';
import { AuthModule } from '@mendline/platform/auth';
import type { PlatformConfig } from '@mendline/platform/config';
import { FACT_BUS, KafkaFactBus } from '@mendline/platform/facts';
import { graphqlModule } from '@mendline/platform/graphql';
import { LOGGER, type Logger } from '@mendline/platform/logging';
import { PgNotifications } from '@mendline/platform/notifications';
import { PLATFORM_CONFIG, ServiceModule, ShutdownSequence } from '@mendline/platform/service';
import { AnalysisReader } from './analysis/analysis.reader.js';
import { entities } from './database/entities.js';
import { DefectAlertRepository } from './defect/defect-alert.repository.js';
import { DefectAlertResolver } from './defect/defect-alert.resolver.js';
import { DefectAlertService } from './defect/defect-alert.service.js';
import { DefectChanges } from './defect/defect-changes.js';
import { DefectClaimsRepository } from './defect/defect-claims.repository.js';
import { DefectDetector } from './defect/defect-detector.service.js';
import { DefectWatch } from './defect/defect-watch.js';
import { QualityDeviceService } from './device/quality-device.service.js';
import { FaultRepository } from './faults/fault.repository.js';
import { FaultResolver } from './faults/fault.resolver.js';
import { FaultService } from './faults/fault.service.js';
import { ConsumerSurroundings, FactIntakeConsumer } from './fact-intake/fact-intake.consumer.js';
import { FactIntakeService } from './fact-intake/fact-intake.service.js';
import { FactRelay } from './fact-relay.js';
import { LateCaseRepository } from './lateness/late-case.repository.js';
import { LateCaseResolver } from './lateness/late-case.resolver.js';
import { LateCaseService } from './lateness/late-case.service.js';
import { MetricsRepository } from './metrics/metrics.repository.js';
import { MetricsResolver } from './metrics/metrics.resolver.js';
import { MetricsService } from './metrics/metrics.service.js';
import { serviceName } from './quality-analytics.config.js';
import './quality-analytics.messages.js';
import { QualityFactRepository } from './quality-ticket/quality-fact.repository.js';
import { QualityTicketLoaders } from './quality-ticket/quality-ticket.loaders.js';
import { QualityTicketRepository } from './quality-ticket/quality-ticket.repository.js';
import { QualityTicketResolver } from './quality-ticket/quality-ticket.resolver.js';
import { QualityTicketService } from './quality-ticket/quality-ticket.service.js';
import { QualityTicketWriter } from './quality-ticket/quality-ticket.writer.js';
import { TicketFolder } from './quality-ticket/ticket-folder.service.js';
import { TenantSettingsRepository } from './tenant-settings/tenant-settings.repository.js';
import { TenantSettingsService } from './tenant-settings/tenant-settings.service.js';

const readModel = [
  FactIntakeService, QualityDeviceService, QualityFactRepository, QualityTicketRepository, QualityTicketService, QualityTicketWriter, TenantSettingsRepository, TenantSettingsService,
  TicketFolder, AnalysisReader, DefectAlertRepository,
];
const api = [
  QualityTicketLoaders, QualityTicketResolver, FaultRepository, FaultService, FaultResolver, LateCaseRepository, LateCaseService, LateCaseResolver, MetricsRepository,
  MetricsService, MetricsResolver, DefectChanges, DefectAlertService, DefectAlertResolver,
];
const reader = [ConsumerSurroundings, FactIntakeConsumer, DefectClaimsRepository, DefectDetector, DefectWatch];

const factBus = (config: Pick<PlatformConfig, 'KAFKA_BROKERS'>) => ({
  provide: FACT_BUS,
  inject: [LOGGER, ShutdownSequence],
  useFactory: (log: Logger, shutdown: ShutdownSequence) => {
    const bus = new KafkaFactBus({ brokers: config.KAFKA_BROKERS, clientId: serviceName, log });
    shutdown.register('pool', 'fact bus', () => bus.close());
    return bus;
  },
});

const notifications = {
  provide: PgNotifications,
  inject: [PLATFORM_CONFIG, LOGGER],
  useFactory: ({ DATABASE_URL: url }: PlatformConfig, log: Logger) => new PgNotifications(url, log),
};

/** What each role of a process adds. */
const ofRoles = ({ ROLES: roles, ...config }: PlatformConfig) => [
  ...(roles.includes('api') ? [notifications, ...api] : []),
  ...(roles.includes('worker') || roles.includes('relay') ? [factBus(config)] : []),
  ...(roles.includes('worker') ? reader : []),
  ...(roles.includes('relay') ? [FactRelay] : []),
];

/** Wiring of the service; which parts run is said by the roles of the process. */
@Module({})
export class QualityAnalyticsModule {
  static forRoot(config: PlatformConfig): DynamicModule {
    const { ROLES: roles } = config;
    return {
      module: QualityAnalyticsModule,
      imports: [
        ServiceModule.forRoot({ service: serviceName, config, entities }),
        AuthModule.forRoot({ issuer: config.OIDC_ISSUER, audience: config.OIDC_AUDIENCE }),
        ...(roles.includes('api') ? [graphqlModule({ introspection: false })] : []),
      ],
      providers: [...readModel, ...ofRoles(config)],
    };
  }
}
