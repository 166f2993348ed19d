import type { PlatformConfig } from '@mendline/platform/config';
import { LOGGER } from '@mendline/platform/logging';
import type { Logger } from '@mendline/platform/logging';
import { PgNotifications } from '@mendline/platform/notifications';
import { PLATFORM_CONFIG } from '@mendline/platform/service';
import { IntakeChanges, LISTENS } from './intake.changes.js';
import { AtRiskWatch } from './at-risk.watch.js';
import { SubscriptionReader } from './subscription.reader.js';
import { SubscriptionResolver } from './subscription.resolver.js';

type Config = Pick<PlatformConfig, 'DATABASE_URL' | 'ROLES'>;

const notifications = {
  provide: PgNotifications,
  inject: [PLATFORM_CONFIG, LOGGER],
  useFactory: ({ DATABASE_URL: url }: Config, log: Logger) => new PgNotifications(url, log),
};

const listens = { provide: LISTENS, inject: [PLATFORM_CONFIG], useFactory: ({ ROLES: roles }: Config) => roles.includes('api') };

/** What the folder puts into the service's module. */
export const subscriptionProviders = [notifications, listens, IntakeChanges, AtRiskWatch, SubscriptionReader, SubscriptionResolver];
