import { join } from 'node:path';
import { provision } from '../../../postgres/provision.mjs';
import { prepareEngines, type EngineName, type PreparedEngines } from '../engines/engines.js';
import { kafkaProcess } from '../engines/kafka.engine.js';
import { postgresProcess, postgresUrl } from '../engines/postgres.engine.js';
import { temporalProcess } from '../engines/temporal.engine.js';
import type { Ports } from '../ports.js';
import { identify } from '../system/process-identity.js';
import { gatewayProcess, oidcProcess, serviceProcess, type ServiceRequest } from './app-processes.js';
import { serviceNames, type SystemFacts } from './environment.js';
import { takeInstance, type Instance } from './instance.js';
import { createKeys, readSecret, type KeyFiles } from './keys.js';
import { ProcessGroup } from './process-group.js';
import { writeRunFile, type Addresses } from './run-file.js';
import { socketPath } from './ops-socket.js';

export interface LauncherOptions {
  readonly dataFolder: string;
  readonly ports: Ports;
  /** Addresses of engines that somebody else runs are read from here. */
  readonly env: NodeJS.ProcessEnv;
  readonly say: (name: string, line: string) => void;
  readonly temporalUi: boolean;
}

type RunnableEngine = Exclude<EngineName, 'test-server' | 'mail-server'>;

/** Starts, watches and stops the processes of one local system. */
export class Launcher {
  readonly group: ProcessGroup;
  readonly keys: KeyFiles;
  readonly socket: string;
  private readonly addresses: { -readonly [K in keyof Addresses]?: string } = {};
  private stopping: Promise<void> | undefined;
  private ready = false;

  private constructor(
    private readonly options: LauncherOptions,
    private readonly instance: Instance,
  ) {
    this.keys = createKeys(instance.dataFolder);
    this.socket = socketPath(instance.dataFolder);
    this.group = new ProcessGroup({ dataFolder: instance.dataFolder, say: options.say, onChange: () => { this.note(); } });
  }

  /** Takes the data folder and clears what a killed run left. Throws `AlreadyRunning`. */
  static async open(options: LauncherOptions): Promise<Launcher> {
    const instance = await takeInstance(options.dataFolder, (line) => { options.say('launcher', line); });
    const launcher = new Launcher(options, instance);
    launcher.note();
    return launcher;
  }

  /** Addresses, ports and keys, complete once the engines run. */
  get system(): SystemFacts {
    const { postgresUrl: postgres = '', kafkaBrokers = '', temporalAddress = '' } = this.addresses;
    const oidcIssuer = this.addresses.oidcIssuer ?? this.issuer();
    return {
      ports: this.options.ports,
      addresses: { postgresUrl: postgres, kafkaBrokers, temporalAddress, oidcIssuer },
      keys: this.keys,
      dataFolder: this.instance.dataFolder,
    };
  }

  get isStopping(): boolean {
    return this.stopping !== undefined;
  }

  /** Finds or prepares the engines, then starts them side by side. */
  async startEngines(names: readonly RunnableEngine[]): Promise<void> {
    const { say } = this.options;
    const prepared = await prepareEngines(names, this.options.env, say);
    await Promise.all(names.map((name) => this.startEngine(name, prepared)));
    this.note();
  }

  /** Database and roles of every service, and the issuer of tokens unless OIDC_ISSUER names another. */
  async startFoundations(): Promise<void> {
    const databases = serviceNames.map((service) => provision(this.system.addresses.postgresUrl, service));
    this.addresses.oidcIssuer = this.issuer();
    const issuer = this.options.env['OIDC_ISSUER'] === undefined ? this.group.launch(oidcProcess(this.system)) : Promise.resolve();
    await Promise.all([...databases, issuer]);
  }

  /** The services side by side; they answer /readyz when they can serve. */
  async startServices(requests: readonly ServiceRequest[], env: Readonly<Record<string, string>> = {}): Promise<void> {
    await Promise.all(requests.map((request) => this.group.launch(serviceProcess(this.system, { ...request, env: { ...env, ...request.env } }))));
  }

  async startGateway(env: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.group.launch(gatewayProcess(this.system, env));
  }

  markReady(): void {
    this.ready = true;
    this.note();
  }

  /** Stops everything in reverse order; a second call waits for the first. */
  stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  private async stopAll(): Promise<void> {
    this.note();
    const engines = ['oidc', 'temporal', 'kafka', 'postgres'];
    const services = this.group.all().map(({ name }) => name).filter((name) => name !== 'gateway' && !engines.includes(name));
    await this.group.stopInSteps([['gateway'], services, ['oidc', 'temporal', 'kafka'], ['postgres']]);
    this.note();
    this.instance.release();
  }

  private async startEngine(name: RunnableEngine, prepared: PreparedEngines): Promise<void> {
    switch (name) {
      case 'postgres':
        return this.startPostgres(prepared.postgres);
      case 'kafka':
        return this.startKafka(prepared.kafka);
      case 'temporal':
        return this.startTemporal(prepared.temporal);
    }
  }

  private async startPostgres(found: PreparedEngines['postgres']): Promise<void> {
    if (found?.source === 'given') this.addresses.postgresUrl = this.given('postgres', found.address);
    if (found === undefined || found.source === 'given') return;
    const settings = { dataFolder: join(this.instance.dataFolder, 'postgres'), port: this.options.ports.postgres, password: readSecret(this.keys.postgresPassword) };
    this.addresses.postgresUrl = postgresUrl(settings);
    await this.group.launch(postgresProcess(found.distribution, settings));
  }

  private async startKafka(found: PreparedEngines['kafka']): Promise<void> {
    if (found?.source === 'given') this.addresses.kafkaBrokers = this.given('kafka', found.address);
    if (found === undefined || found.source === 'given') return;
    const { ports } = this.options;
    this.addresses.kafkaBrokers = `127.0.0.1:${ports.kafka}`;
    const dataFolder = join(this.instance.dataFolder, 'kafka');
    await this.group.launch(kafkaProcess(found.distribution, { dataFolder, port: ports.kafka, controllerPort: ports['kafka-controller'] }));
  }

  private async startTemporal(found: PreparedEngines['temporal']): Promise<void> {
    if (found?.source === 'given') this.addresses.temporalAddress = this.given('temporal', found.address);
    if (found === undefined || found.source === 'given') return;
    const { ports, temporalUi } = this.options;
    this.addresses.temporalAddress = `127.0.0.1:${ports.temporal}`;
    const settings = { dataFolder: join(this.instance.dataFolder, 'temporal'), port: ports.temporal, uiPort: temporalUi ? ports['temporal-ui'] : undefined };
    await this.group.launch(temporalProcess(found.distribution, settings));
  }

  private given(name: string, address: string): string {
    this.options.say(name, 'used as given by the environment');
    return address;
  }

  private issuer(): string {
    return this.options.env['OIDC_ISSUER'] ?? `http://127.0.0.1:${this.options.ports.oidc}`;
  }

  /** Keeps run.json true: the next launcher finds its orphans in it, the other commands find the system. */
  private note(): void {
    const self = identify(process.pid) ?? { pid: process.pid, started: '' };
    writeRunFile(this.instance.dataFolder, {
      launcher: self,
      stopping: this.isStopping,
      ready: this.ready && !this.isStopping,
      socket: this.socket,
      ports: this.options.ports,
      addresses: this.addresses,
      processes: this.group.living(),
    });
  }
}
