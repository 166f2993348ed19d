import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { databaseOf } from '../../../infra/postgres/provision.mjs';

const root = new URL('../../../', import.meta.url).pathname;
type Service = 'intake' | 'dispatch' | 'field-service' | 'quality-analytics';

const readyWithinMs = 120_000;
const lastOutput = 4_000;

/** Environment of one more process of a service, from that of a program which looks on from outside. */
const serviceEnvironment = (env: NodeJS.ProcessEnv, service: Service = 'intake'): NodeJS.ProcessEnv => {
  const { urls } = databaseOf(env['DATABASE_ADMIN_URL'] ?? '', service);
  return { ...env, NODE_OPTIONS: '', HTTP_HOST: '127.0.0.1', HTTP_PORT: env['HTTP_PORT'] ?? '4001', DATABASE_URL: urls.app, DATABASE_OWNER_URL: urls.owner, DATABASE_SYSTEM_URL: urls.system };
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });

/** A process of the test's own: nobody starts it again, and it ends with the test at the latest. */
export class ExtraProcess {
  private output = '';
  private readonly endWithParent = (): void => void this.child.kill('SIGKILL');
  private readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {
    process.once('exit', this.endWithParent);
    const take = (chunk: Buffer): void => void (this.output = (this.output + chunk.toString('utf8')).slice(-lastOutput));
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    this.ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        process.off('exit', this.endWithParent);
        resolve({ code, signal });
      });
    });
  }

  /** One more intake, for example with `ROLES` or a failpoint of its own. It may end before it is ever ready. */
  static async intake(env: NodeJS.ProcessEnv, own: Readonly<Record<string, string>>): Promise<ExtraProcess> {
    const port = await freePort();
    const child = spawn(process.execPath, [`${root}apps/intake/dist/main.js`], {
      cwd: root, env: { ...serviceEnvironment(env), HTTP_PORT: String(port), ...own }, stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new ExtraProcess(child, `http://127.0.0.1:${port}`);
  }

  /** `npm run reconcile` on the running system. Answers its report. Throws with its last words when it fails. */
  static async reconcile(env: NodeJS.ProcessEnv): Promise<{ readonly checked: number; readonly started: number }> {
    const output = await ExtraProcess.tool(env, 'apps/intake/dist/cli/reconcile.js', []);
    const report = output.split('\n').find((line) => line.startsWith('{"checked"'));
    if (report === undefined) throw new Error(`reconcile reported nothing: ${output}`);
    return JSON.parse(report) as { checked: number; started: number };
  }

  /** A program of the workspace in the environment of a service. Answers its last words; throws with them when it fails. */
  static async tool(env: NodeJS.ProcessEnv, main: string, args: readonly string[], service: Service = 'intake'): Promise<string> {
    const child = spawn(process.execPath, [`${root}${main}`, ...args], { cwd: root, env: serviceEnvironment(env, service), stdio: ['ignore', 'pipe', 'pipe'] });
    const tool = new ExtraProcess(child, '');
    const { code } = await tool.ended;
    if (code !== 0) throw new Error(`${main} ended with ${String(code)}: ${tool.output}`);
    return tool.output;
  }

  /** Resolves when it serves. Throws with its last words when it ends before. */
  async ready(): Promise<this> {
    const until = Date.now() + readyWithinMs;
    while (!(await this.serves())) {
      if (this.child.exitCode !== null || this.child.signalCode !== null || Date.now() > until) throw new Error(`the process is not ready: ${this.output}`);
      await delay(100);
    }
    return this;
  }

  /** How it ended; waits for that. */
  exit(): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }> {
    return this.ended;
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    this.child.kill(signal);
    await this.ended;
  }

  private async serves(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(2_000) })).ok;
    } catch {
      return false;
    }
  }
}
