import { join } from 'node:path';
import { databaseOf } from '../../../postgres/provision.mjs';
import type { Ports } from '../ports.js';
import { socketPath } from './ops-socket.js';
import type { KeyFiles } from './keys.js';
import type { Addresses } from './run-file.js';

export const serviceNames = ['intake', 'dispatch', 'field-service', 'quality-analytics'] as const;
export type ServiceName = (typeof serviceNames)[number];

export function isServiceName(name: string): name is ServiceName {
  return (serviceNames as readonly string[]).includes(name);
}

export const temporalNamespace = 'mendline';
const oidcAudience = 'mendline';

/** All that the environment of a process is made of. */
export interface SystemFacts {
  readonly ports: Ports;
  readonly addresses: Addresses;
  readonly keys: KeyFiles;
  readonly dataFolder: string;
}

/** What every process of the system shares: cell, engines, issuer, keys. */
export function commonEnvironment(system: SystemFacts): Record<string, string> {
  const { addresses, keys, dataFolder } = system;
  return {
    MENDLINE_CELL: process.env['MENDLINE_CELL'] ?? 'cn1',
    MENDLINE_DATA_DIR: dataFolder,
    KAFKA_BROKERS: addresses.kafkaBrokers,
    TEMPORAL_ADDRESS: addresses.temporalAddress,
    TEMPORAL_NAMESPACE: temporalNamespace,
    OIDC_ISSUER: addresses.oidcIssuer,
    OIDC_AUDIENCE: oidcAudience,
    KMS_MASTER_KEY_FILE: keys.kmsMaster,
    PAYLOAD_KEY_FILE: keys.payload,
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'info',
    NODE_ENV: process.env['NODE_ENV'] ?? 'production',
  };
}

/** Environment of one service, of its processes and of its command-line tools. */
export function serviceEnvironment(system: SystemFacts, service: ServiceName, port = system.ports[service]): Record<string, string> {
  const { urls } = databaseOf(system.addresses.postgresUrl, service);
  return {
    ...commonEnvironment(system),
    ROLES: process.env['ROLES'] ?? 'api,worker,relay,notices',
    HTTP_HOST: '127.0.0.1',
    HTTP_PORT: String(port),
    DATABASE_URL: urls.app,
    DATABASE_OWNER_URL: urls.owner,
    DATABASE_SYSTEM_URL: urls.system,
    ...(service === 'intake' && intakeOnly(system, port)),
    ...(service === 'field-service' && { FILES_FOLDER: join(system.dataFolder, 'files'), FILES_PUBLIC_URL: `http://127.0.0.1:${port}` }),
  };
}

/** Links lead back to this machine, and so may messages: whatever takes short messages here is the enterprise's own. */
function intakeOnly({ ports }: SystemFacts, port: number): Record<string, string> {
  return { LINKS_PUBLIC_URL: `http://127.0.0.1:${port}`, LINKS_CONSENT_URL: `http://127.0.0.1:${ports['field-service']}`, NOTICES_OWN_HOSTS: process.env['NOTICES_OWN_HOSTS'] ?? '127.0.0.1' };
}

export function gatewayEnvironment(system: SystemFacts): Record<string, string> {
  const subgraphs = serviceNames.map((name) => `${name}=http://127.0.0.1:${system.ports[name]}/graphql`).join(',');
  return { ...commonEnvironment(system), HTTP_HOST: '127.0.0.1', HTTP_PORT: String(system.ports.gateway), SUBGRAPHS: subgraphs };
}

export function oidcEnvironment(system: SystemFacts): Record<string, string> {
  return {
    OIDC_HOST: '127.0.0.1',
    OIDC_PORT: String(system.ports.oidc),
    OIDC_ISSUER: system.addresses.oidcIssuer,
    OIDC_KEYS_FILE: join(system.dataFolder, 'keys/oidc.json'),
  };
}

/**
 * Environment of programs that look at a system from outside (demonstration, end-to-end tests, bench): URLs of every
 * service, and the superuser of its engines for checks behind the services' backs.
 */
export function observerEnvironment(system: SystemFacts): Record<string, string> {
  const { ports, addresses } = system;
  const url = (port: number): string => `http://127.0.0.1:${port}`;
  const services = serviceNames.map((name): [string, string] => [`${name.toUpperCase().replaceAll('-', '_')}_URL`, url(ports[name])]);
  const databases = serviceNames.map((name): [string, string] => [
    `${name.toUpperCase().replaceAll('-', '_')}_DATABASE_URL`,
    databaseOf(addresses.postgresUrl, name).urls.system,
  ]);
  return {
    ...commonEnvironment(system),
    ...Object.fromEntries([...services, ...databases]),
    GATEWAY_URL: `${url(ports.gateway)}/graphql`,
    DATABASE_ADMIN_URL: addresses.postgresUrl,
    MENDLINE_OPS_SOCKET: socketPath(system.dataFolder),
  };
}
