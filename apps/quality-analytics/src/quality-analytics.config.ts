import { loadConfig, platformEnv } from '@mendline/platform/config';
import type { PlatformConfig } from '@mendline/platform/config';

/** Name in logs, in the list of database connections and in Kafka. */
export const serviceName = 'quality-analytics';

/** Validated environment; the only reader of process.env in this service. Throws `ConfigError`. */
export const readConfig = (env?: NodeJS.ProcessEnv): PlatformConfig => loadConfig(platformEnv, env);
