import { loadConfig } from '@mendline/platform/config';
import { z } from 'zod';

const packEnv = z.object({
  /** Bearer token of an administrator. */
  MENDLINE_TOKEN: z.string().optional(),
  /** The endpoint to publish at; else the service's own, else the gateway of a local system. */
  GATEWAY_URL: z.url().optional(),
  HTTP_HOST: z.string().optional(),
  HTTP_PORT: z.string().optional(),
});

/** Validated environment of the pack command. Throws `ConfigError`. */
export const readPackConfig = (): z.infer<typeof packEnv> => loadConfig(packEnv);
