import { Launcher } from '../launcher/launcher.js';
import { serviceNames } from '../launcher/environment.js';
import { Ops } from '../launcher/ops.js';
import { serveOps } from '../launcher/ops-server.js';
import { watchNpm } from '../launcher/parent-watch.js';
import { dataFolder } from '../paths.js';
import { assertPortFree, portNames, readPorts } from '../ports.js';
import { printProgress } from '../engines/progress.js';
import { printUrls } from './urls.js';
import { runDemonstration } from './dispatch.command.js';

/**
 * `npm run serve` and, with the demonstration, `npm start`: runs the whole system until a signal ends it. Resolves with
 * the exit code.
 */
export async function serve(options: { readonly demonstrate: boolean; readonly enginesOnly: boolean }): Promise<number> {
  const began = Date.now();
  const ports = readPorts(process.env);
  const launcher = await Launcher.open({ dataFolder: dataFolder(process.env), ports, env: process.env, say: printProgress, temporalUi: true });
  const ended = endOf(launcher);
  try {
    await Promise.race([startAll(launcher, options.enginesOnly), ended.then(() => { throw new Interrupted(); })]);
  } catch (error) {
    if (!(error instanceof Interrupted)) printProgress('launcher', 'start failed; stopping what runs');
    await launcher.stop();
    if (error instanceof Interrupted) return 0;
    throw error;
  }
  launcher.markReady();
  console.log(`\nReady in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
  printUrls(launcher.system, options.enginesOnly);
  const over = new AbortController();
  const demonstration = options.demonstrate ? demonstrate(launcher, over.signal) : Promise.resolve(0);
  await ended;
  over.abort();
  const [code] = await Promise.all([demonstration, launcher.stop()]);
  console.log('Stopped.');
  return code;
}

/** Runs the demonstration and leaves the system up whatever comes of it; resolves with its exit code. */
async function demonstrate(launcher: Launcher, over: AbortSignal): Promise<number> {
  try {
    const code = await runDemonstration(launcher.system, over);
    if (over.aborted) return 0;
    console.log(code === 0 ? '\nThe demonstration is over and checked; the system stays up.' : '\nThe demonstration failed; the system stays up.');
    printUrls(launcher.system, false);
    return code;
  } catch (error) {
    printProgress('demonstration', error instanceof Error ? error.message : String(error));
    return 1;
  }
}

class Interrupted extends Error {}

async function startAll(launcher: Launcher, enginesOnly: boolean): Promise<void> {
  const ops = await serveOps(launcher.socket, new Ops(launcher.group));
  process.on('exit', () => { ops.close(); });
  await checkPorts(launcher, enginesOnly);
  await launcher.startEngines(['postgres', 'kafka', 'temporal']);
  if (enginesOnly) return;
  await launcher.startFoundations();
  await launcher.startServices(serviceNames.map((app) => ({ app })));
  await launcher.startGateway();
}

/** All ports before anything starts: a taken gateway port should not be found out after half a minute. */
async function checkPorts(launcher: Launcher, enginesOnly: boolean): Promise<void> {
  const { ports } = launcher.system;
  const given = { postgres: 'DATABASE_ADMIN_URL', kafka: 'KAFKA_BROKERS', temporal: 'TEMPORAL_ADDRESS', oidc: 'OIDC_ISSUER' } as const;
  const elsewhere = Object.entries(given).filter(([, variable]) => process.env[variable] !== undefined).map(([name]) => name);
  for (const name of portNames) {
    const engine = name.split('-')[0] ?? name;
    if (elsewhere.includes(engine)) continue;
    if (enginesOnly && !['postgres', 'kafka', 'temporal'].includes(engine)) continue;
    await assertPortFree(name, ports[name]);
  }
}

/** Resolves at Ctrl-C, SIGTERM, SIGHUP or when npm is gone; a second Ctrl-C kills what is still stopping. */
function endOf(launcher: Launcher): Promise<void> {
  return new Promise((resolve) => {
    const end = (why: string): void => {
      if (launcher.isStopping) {
        launcher.group.killAll();
        return;
      }
      printProgress('launcher', `${why}: stopping everything`);
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => { end(signal); });
    watchNpm(process.env, () => { end('npm is gone'); });
  });
}
