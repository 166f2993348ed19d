import type { ServiceRequest } from './launcher/app-processes.js';
import { observerEnvironment, serviceNames, type ServiceName } from './launcher/environment.js';
import { Launcher } from './launcher/launcher.js';
import { Ops } from './launcher/ops.js';
import { serveOps } from './launcher/ops-server.js';
import { readPorts, type Ports } from './ports.js';
import type { Addresses } from './launcher/run-file.js';

export type { ServiceRequest } from './launcher/app-processes.js';
export type { ServiceName } from './launcher/environment.js';
export type { Ops, ProcessStatus, SystemStatus } from './launcher/ops.js';
export { askOps } from './launcher/ops-client.js';

/** Where a test's system lives; every test run has a folder and an offset of its own. */
export interface TestPlace {
  readonly dataDir: string;
  readonly portOffset: number;
}

export type TestEngine = 'postgres' | 'kafka' | 'temporal';

export interface RunningEngines {
  /** Superuser URL; a spec creates its own databases. Empty when not asked for, like the others. */
  readonly postgresUrl: string;
  readonly kafkaBrokers: string;
  readonly temporalAddress: string;
  /** Kill, stop, start, signal and status of the engines. */
  readonly ops: Ops;
  stop(): Promise<void>;
}

export interface RunningSystem {
  /** Base URLs of the services, `gateway` with `/graphql`. */
  readonly urls: Readonly<Record<ServiceName | 'gateway' | 'oidc', string>>;
  readonly ports: Ports;
  readonly addresses: Addresses;
  /** The environment that programs looking from outside get, e.g. GATEWAY_URL and DATABASE_ADMIN_URL. */
  readonly env: Readonly<Record<string, string>>;
  readonly ops: Ops;
  /** Starts one more process, e.g. a second intake with a name and a port of its own. */
  startService(request: ServiceRequest): Promise<void>;
  stop(): Promise<void>;
}

export interface StartSystemOptions extends TestPlace {
  /** Default: all four, and the gateway. With a list the gateway starts only when all four are in it. */
  readonly services?: readonly (ServiceName | ServiceRequest)[];
  /** Added to the environment of every service and of the gateway. */
  readonly env?: Readonly<Record<string, string>>;
  readonly say?: (name: string, line: string) => void;
}

const quiet = (): void => undefined;

/** Starts engines alone, all three unless `only` says less. Stop them, or they end with this process. */
export async function startEngines(options: TestPlace & { readonly only?: readonly TestEngine[]; readonly say?: StartSystemOptions['say'] }): Promise<RunningEngines> {
  const launcher = await open(options, options.say ?? quiet);
  return orStop(launcher, async () => {
    await launcher.startEngines(options.only ?? ['postgres', 'kafka', 'temporal']);
    const { postgresUrl, kafkaBrokers, temporalAddress } = launcher.system.addresses;
    return { postgresUrl, kafkaBrokers, temporalAddress, ops: new Ops(launcher.group), stop: () => launcher.stop() };
  });
}

/** Starts a whole system from compiled output and resolves when every part is ready. */
export async function startSystem(options: StartSystemOptions): Promise<RunningSystem> {
  const launcher = await open(options, options.say ?? quiet);
  return orStop(launcher, async () => {
    const ops = new Ops(launcher.group);
    const socket = await serveOps(launcher.socket, ops);
    const requests = (options.services ?? serviceNames).map((service) => (typeof service === 'string' ? { app: service } : service));
    await launcher.startEngines(['postgres', 'kafka', 'temporal']);
    await launcher.startFoundations();
    await launcher.startServices(requests, options.env);
    if (serviceNames.every((name) => requests.some(({ app }) => app === name))) await launcher.startGateway(options.env);
    launcher.markReady();
    const stop = async (): Promise<void> => {
      await launcher.stop();
      socket.close();
    };
    return describe(launcher, ops, options.env ?? {}, stop);
  });
}

function describe(launcher: Launcher, ops: Ops, env: Readonly<Record<string, string>>, stop: () => Promise<void>): RunningSystem {
  const { ports, addresses } = launcher.system;
  const url = (port: number): string => `http://127.0.0.1:${port}`;
  return {
    urls: {
      gateway: `${url(ports.gateway)}/graphql`,
      intake: url(ports.intake),
      dispatch: url(ports.dispatch),
      'field-service': url(ports['field-service']),
      'quality-analytics': url(ports['quality-analytics']),
      oidc: addresses.oidcIssuer,
    },
    ports,
    addresses,
    env: observerEnvironment(launcher.system),
    ops,
    startService: (request) => launcher.startServices([request], env),
    stop,
  };
}

function open(place: TestPlace, say: (name: string, line: string) => void): Promise<Launcher> {
  const env = { ...process.env, MENDLINE_PORT_OFFSET: String(place.portOffset) };
  return Launcher.open({ dataFolder: place.dataDir, ports: readPorts(env), env, say, temporalUi: false });
}

async function orStop<T>(launcher: Launcher, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await launcher.stop();
    throw error;
  }
}
