import { createRequire } from 'node:module';
import { loadConfig, platformEnv } from '@mendline/platform/config';
import { z } from 'zod';
import type { LinkBases } from './link/link.giver.js';

/** Name in logs, in the list of database connections and in Kafka. */
export const serviceName = 'intake';

const bundled = (): string => createRequire(import.meta.url).resolve('@mendline/workflows/bundle');

const linkBase = z
  .url({ protocol: /^https?$/u })
  .transform((url) => url.replace(/\/+$/u, ''))
  .optional();

const intakeEnv = platformEnv.extend({
  /** The workflows, bundled at build time; the one of the workspace by default. */
  WORKFLOW_BUNDLE: z.string().min(1).default(bundled),
  /** How often the reconciler looks for open tickets without a workflow. */
  RECONCILE_EVERY: z.string().regex(/^\d+[smh]$/u, 'must look like 5m').default('5m'),
  /** Hosts of the enterprise's own network that channels may call, without TLS too: names or addresses, separated by commas. No other private address is ever called. */
  NOTICES_OWN_HOSTS: z.string().max(2000).default('').transform((text) => text.split(',').map((host) => host.trim()).filter((host) => host !== '')),
  /** Where customers reach this service's `/l`; without it notices bring no links. */
  LINKS_PUBLIC_URL: linkBase,
  /** Where customers reach field-service's `/q`, where plans are agreed to; the same place by default. */
  LINKS_CONSENT_URL: linkBase,
});

export type IntakeConfig = z.infer<typeof intakeEnv>;

/** Where the links of notices lead. */
export const linkBases = ({ LINKS_PUBLIC_URL: pages, LINKS_CONSENT_URL: consent }: Pick<IntakeConfig, 'LINKS_PUBLIC_URL' | 'LINKS_CONSENT_URL'>): LinkBases => ({ pages: pages ?? null, consent: consent ?? pages ?? null });

/** Validated environment; the only reader of process.env in this service. Throws `ConfigError`. */
export const readConfig = (): IntakeConfig => loadConfig(intakeEnv);
