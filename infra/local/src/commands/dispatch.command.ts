import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NotBuilt } from '../launcher/app-processes.js';
import { isServiceName, observerEnvironment, serviceEnvironment, serviceNames, type SystemFacts } from '../launcher/environment.js';
import { workspaceRoot } from '../paths.js';
import { UsageError } from './arguments.js';
import { requireSystem } from './running-system.js';

/** Programs that work with a running system from outside. */
const observers = {
  demo: 'e2e/dist/demo/main.js',
  long: 'e2e/dist/long/main.js',
} as const;

/** Command-line tools of one service, run in the environment of that service. */
const intakeTools = {
  reconcile: 'apps/intake/dist/cli/reconcile.js',
  pack: 'apps/intake/dist/cli/pack.js',
  notices: 'apps/intake/dist/cli/notices.js',
} as const;

export type ObserverName = keyof typeof observers;
export type IntakeToolName = keyof typeof intakeTools;

export function isObserver(name: string): name is ObserverName {
  return name in observers;
}

export function isIntakeTool(name: string): name is IntakeToolName {
  return name in intakeTools;
}

/** Resolves with the exit code of the program. */
export function runObserver(name: ObserverName, args: readonly string[]): Promise<number> {
  if (name === 'long' && args[0] === 'oracle') return runOracle(args.slice(1));
  return runNode(observers[name], args, observerEnvironment(requireSystem()));
}

export function runIntakeTool(name: IntakeToolName, args: readonly string[]): Promise<number> {
  return runNode(intakeTools[name], args, serviceEnvironment(requireSystem(), 'intake'));
}

/** The demonstration of `npm start` against the system that has just become ready; the signal ends it early. */
export async function runDemonstration(system: SystemFacts, signal: AbortSignal): Promise<number> {
  return runNode(observers.demo, [], observerEnvironment(system), signal);
}

/** `facts` or `keys ACTION [--service NAME] …`: one service, or every service one after the other. */
export async function runServiceTool(tool: 'facts' | 'keys', args: readonly string[]): Promise<number> {
  const at = args.indexOf('--service');
  const asked = at < 0 ? undefined : (args[at + 1] ?? '');
  if (asked !== undefined && !isServiceName(asked)) throw new UsageError(`There is no service "${asked}". Known: ${serviceNames.join(', ')}.`);
  const rest = at < 0 ? args : [...args.slice(0, at), ...args.slice(at + 2)];
  const system = requireSystem();
  let worst = 0;
  for (const service of asked === undefined ? serviceNames : [asked]) {
    if (asked === undefined) console.log(`— ${service}`);
    worst = Math.max(worst, await runNode(`apps/${service}/dist/cli/${tool}.js`, rest, serviceEnvironment(system, service)));
  }
  return worst;
}

/** The report of rules shown by tests; needs no running system. */
export function runRules(args: readonly string[]): Promise<number> {
  return runNode('e2e/dist/rules/main.js', args, {});
}

/** The measurements start a system of their own, in a folder and on ports of their own. */
export function runBench(args: readonly string[]): Promise<number> {
  return runNode('bench/dist/main.js', args, {});
}

/** The long run of libs/sla beside its oracle; needs no running system and, as a program of tests, runs from its sources. */
function runOracle(args: readonly string[]): Promise<number> {
  const fromSources = ['--conditions=@mendline/source', '--no-warnings', '--import', '@swc-node/register/esm-register'];
  return runChild([...fromSources, 'test/oracle/main.ts', ...args], join(workspaceRoot, 'libs/sla'), {});
}

/** Runs a compiled program of the workspace in an environment of its own. Resolves with its exit code. */
export function runNode(main: string, args: readonly string[], env: Readonly<Record<string, string>>, ended?: AbortSignal): Promise<number> {
  const path = join(workspaceRoot, main);
  if (!existsSync(path)) throw new NotBuilt(`${main} is missing: it has not been compiled. Run npm run build.`);
  return runChild([path, ...args], process.env['INIT_CWD'] ?? workspaceRoot, env, ended);
}

function runChild(argv: readonly string[], cwd: string, env: Readonly<Record<string, string>>, ended?: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...argv], { cwd, env: { ...process.env, ...env }, stdio: 'inherit' });
    ended?.addEventListener('abort', () => child.kill('SIGTERM'));
    child.once('error', reject);
    child.once('exit', (code, signal) => { resolve(signal === null ? (code ?? 1) : 130); });
  });
}
