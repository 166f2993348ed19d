import { z } from 'zod';
import { retentionEnv } from '../retention/retention.settings.js';
import { rolesSchema } from './roles.js';

const wholeNumber = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const postgresUrl = z.string().regex(/^postgres(ql)?:\/\/\S+$/u, 'must be a postgres:// URL');
const commaList = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .refine((parts) => parts.length > 0, 'must name at least one');

/** Environment that every service process reads. A service extends it by its own variables. */
export const platformEnv = z.object({
  MENDLINE_CELL: z
    .string()
    .regex(/^[a-z]{2,8}\d{1,3}$/u, 'must look like cn1')
    .default('cn1'),
  ROLES: rolesSchema,
  HTTP_HOST: z.string().min(1).default('127.0.0.1'),
  HTTP_PORT: wholeNumber(0, 65_535),
  DATABASE_URL: postgresUrl,
  DATABASE_OWNER_URL: postgresUrl,
  DATABASE_SYSTEM_URL: postgresUrl,
  DATABASE_POOL: wholeNumber(1, 500).default(16),
  DATABASE_SYSTEM_POOL: wholeNumber(1, 500).default(8),
  KAFKA_BROKERS: commaList,
  TEMPORAL_ADDRESS: z.string().regex(/^\S+:\d+$/u, 'must be host:port'),
  TEMPORAL_NAMESPACE: z.string().min(1).default('mendline'),
  OIDC_ISSUER: z.url(),
  OIDC_AUDIENCE: z.string().min(1).default('mendline'),
  KMS_MASTER_KEY_FILE: z.string().min(1),
  PAYLOAD_KEY_FILE: z.string().min(1),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  ...retentionEnv.shape,
});

/** Validated environment of a service process. */
export type PlatformConfig = z.infer<typeof platformEnv>;
