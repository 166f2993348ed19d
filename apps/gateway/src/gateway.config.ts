import { loadConfig, rolesSchema } from '@mendline/platform/config';
import { z } from 'zod';

/** A service behind the gateway. */
export interface Subgraph {
  readonly name: string;
  readonly url: string;
}

const subgraphList = z.string().transform((text, context): Subgraph[] =>
  text.split(',').map((part) => {
    const [name = '', url = ''] = part.trim().split(/=(.*)/s);
    if (!/^[a-z][a-z0-9-]*$/.test(name) || !URL.canParse(url)) context.addIssue({ code: 'custom', message: 'must look like intake=http://127.0.0.1:4001/graphql,…' });
    return { name, url };
  }),
);

const positive = (value: number): z.ZodDefault<z.ZodCoercedNumber> => z.coerce.number().positive().default(value);
const flag = (value: 'true' | 'false'): z.ZodType<boolean> =>
  z
    .enum(['true', 'false'])
    .default(value)
    .transform((text) => text === 'true');

const environment = z
  .object({
    ROLES: rolesSchema.refine((roles) => roles.includes('api'), 'the gateway has the role api only'),
    HTTP_HOST: z.string().min(1).default('127.0.0.1'),
    HTTP_PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
    SUBGRAPHS: subgraphList,
    OIDC_ISSUER: z.url(),
    OIDC_AUDIENCE: z.string().min(1).default('mendline'),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    /** Longest request in bytes. */
    BODY_LIMIT: positive(256 * 1024),
    INTROSPECTION: flag('true'),
    /** JSON `{ "<sha256>": "<document>" }` of our own clients. */
    TRUSTED_DOCUMENTS_FILE: z.string().optional(),
    TRUSTED_DOCUMENTS_ONLY: flag('false'),
    RATE_CLIENT_BURST: positive(400),
    RATE_CLIENT_PER_SECOND: positive(200),
    RATE_TENANT_BURST: positive(4_000),
    RATE_TENANT_PER_SECOND: positive(2_000),
    /** How long a service may take for a query or mutation; subscriptions have no end. */
    UPSTREAM_TIMEOUT_SECONDS: positive(20),
    /** How often the schemas of the services are read again. */
    SCHEMA_POLL_SECONDS: positive(15),
  })
  .refine((values) => !values.TRUSTED_DOCUMENTS_ONLY || values.TRUSTED_DOCUMENTS_FILE !== undefined, {
    path: ['TRUSTED_DOCUMENTS_FILE'],
    message: 'needed by TRUSTED_DOCUMENTS_ONLY',
  });

/** Validated environment of the gateway. */
export type GatewayConfig = z.infer<typeof environment>;

/** Reads the environment; throws a `ConfigError` that names every wrong variable. */
export const readGatewayConfig = (env: NodeJS.ProcessEnv = process.env): GatewayConfig => loadConfig(environment, env);
