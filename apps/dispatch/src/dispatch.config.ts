import { loadConfig, platformEnv, type PlatformConfig } from '@mendline/platform/config';

/** Injection token of {@link DispatchConfig}. */
export const DISPATCH_CONFIG = Symbol('dispatch.config');

export type DispatchConfig = PlatformConfig;

/** Name in logs, facts and topics. */
export const serviceName = 'dispatch';

/** The only reader of the environment. Throws a `ConfigError` that lists everything that is wrong. */
export const loadDispatchConfig = (env?: NodeJS.ProcessEnv): DispatchConfig => loadConfig(platformEnv, env);
