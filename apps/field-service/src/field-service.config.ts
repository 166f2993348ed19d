import { loadConfig, platformEnv } from '@mendline/platform/config';
import { checkFilesEnv, filesEnv } from '@mendline/platform/files';
import type { z } from 'zod';

/** Injection token of {@link FieldServiceConfig}. */
export const FIELD_SERVICE_CONFIG = Symbol('field-service.config');

const fieldServiceEnv = platformEnv.extend(filesEnv.shape).superRefine(checkFilesEnv);

export type FieldServiceConfig = z.infer<typeof fieldServiceEnv>;

/** Name in logs, facts and topics. */
export const serviceName = 'field-service';

/** The only reader of the environment. Throws a `ConfigError` that lists everything that is wrong. */
export const loadFieldServiceConfig = (env?: NodeJS.ProcessEnv): FieldServiceConfig => loadConfig(fieldServiceEnv, env);
