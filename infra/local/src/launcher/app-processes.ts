import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../paths.js';
import { probeHttp } from '../system/network.js';
import { gatewayEnvironment, oidcEnvironment, serviceEnvironment, type ServiceName, type SystemFacts } from './environment.js';
import type { ProcessSpec } from './process-spec.js';

/** Compiled code that is not there; the message says how to get it. */
export class NotBuilt extends Error {}

/** A service process; a second one of the same service has a name and a port of its own. */
export interface ServiceRequest {
  readonly app: ServiceName;
  readonly name?: string;
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
}

export function serviceProcess(system: SystemFacts, request: ServiceRequest): ProcessSpec {
  const port = request.port ?? system.ports[request.app];
  const env = { ...serviceEnvironment(system, request.app, port), ...request.env };
  return nodeProcess({ name: request.name ?? request.app, main: `apps/${request.app}/dist/main.js`, env, port: { name: request.app, port }, ready: '/readyz' });
}

export function gatewayProcess(system: SystemFacts, env: Readonly<Record<string, string>>): ProcessSpec {
  const port = system.ports.gateway;
  return nodeProcess({ name: 'gateway', main: 'apps/gateway/dist/main.js', env: { ...gatewayEnvironment(system), ...env }, port: { name: 'gateway', port }, ready: '/readyz' });
}

export function oidcProcess(system: SystemFacts): ProcessSpec {
  const port = system.ports.oidc;
  return nodeProcess({ name: 'oidc', main: 'infra/local/dist/oidc/main.js', env: oidcEnvironment(system), port: { name: 'oidc', port }, ready: '/readyz' });
}

interface NodeProcess {
  readonly name: string;
  readonly main: string;
  readonly env: Readonly<Record<string, string>>;
  readonly port: ProcessSpec['ports'][number];
  readonly ready: string;
}

function nodeProcess(request: NodeProcess): ProcessSpec {
  const main = join(workspaceRoot, request.main);
  return {
    name: request.name,
    command: process.execPath,
    args: [main],
    cwd: workspaceRoot,
    env: { ...process.env, ...request.env },
    ports: [request.port],
    stopSignal: 'SIGTERM',
    // Services drain their worker for up to 25 s before the pools close.
    stopWithin: 35_000,
    readyWithin: 90_000,
    probe: () => probeHttp(`http://127.0.0.1:${request.port.port}${request.ready}`),
    prepare: () => requireBuilt(main, request.main),
  };
}

function requireBuilt(path: string, shown: string): Promise<void> {
  if (existsSync(path)) return Promise.resolve();
  return Promise.reject(new NotBuilt(`${shown} is missing: it has not been compiled. Run npm run build.`));
}
