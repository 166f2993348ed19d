import { loadConfig, platformEnv, type PlatformConfig } from '@mendline/platform/config';

/** Injection token of {@link FieldServiceConfig}. */
export const FIELD_SERVICE_CONFIG = Symbol('field-service.config');

export type FieldServiceConfig = PlatformConfig;

/** Name in logs, facts and topics. */
export const serviceName = 'field-service';

/** The only reader of the environment. Throws a `ConfigError` that lists everything that is wrong. */
export const loadFieldServiceConfig = (env?: NodeJS.ProcessEnv): FieldServiceConfig => loadConfig(platformEnv, env);
