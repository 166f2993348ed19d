import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '../commands/arguments.js';
import { engineNames, prepareEngines, type PreparedEngines } from '../engines/engines.js';
import { workspaceRoot } from '../paths.js';
import { endToEnd, integration } from './jest-phases.js';
import { build, inspect, unit } from './nx-phases.js';
import { phase, report, type PhaseResult } from './phase.js';
import { killTools } from './run-tool.js';

const kinds = ['unit', 'int', 'e2e'] as const;
type Kind = (typeof kinds)[number];

/** Away from the ports of a system that a person may have running; MENDLINE_TEST_PORT_OFFSET says another. */
const defaultOffset = 7000;

/**
 * `npm test`: builds, checks, and runs every test, those on real engines against engines of their own. The last line is
 * `N passed, N failed`; resolves with exit code 0 only when nothing failed and something passed.
 */
export async function test(args: readonly string[]): Promise<number> {
  const { only, patterns, noBuild } = parse(args);
  const folder = join(workspaceRoot, '.tmp/test-run');
  mkdirSync(folder, { recursive: true });
  endOnSignal();
  const phases = await runPhases(only, folder, patterns, noBuild);
  const failed = phases.some((result) => result.failed > 0);
  console.log(report(phases));
  if (!failed) for (const kind of ['int', 'e2e']) rmSync(join(folder, kind), { recursive: true, force: true });
  return failed || phases.every((result) => result.passed === 0) ? 1 : 0;
}

async function runPhases(only: readonly Kind[], folder: string, patterns: readonly string[], noBuild: boolean): Promise<PhaseResult[]> {
  const wantsEngines = only.includes('int') || only.includes('e2e');
  const preparing = wantsEngines ? settle(prepareEngines(engineNames, process.env)) : undefined;
  const phases = noBuild ? [] : [await phase('build', () => build(folder))];
  if (only.includes('unit')) phases.push(await phase('unit specs', () => unit(folder)));
  const inspecting = only.includes('unit') ? phase('lint, type check', () => inspect(folder)) : undefined;
  if (preparing !== undefined) phases.push(...(await onEngines(only, folder, patterns, preparing)));
  return inspecting === undefined ? phases : [...phases, await inspecting];
}

async function onEngines(only: readonly Kind[], folder: string, patterns: readonly string[], preparing: Promise<Settled>): Promise<PhaseResult[]> {
  const phases: PhaseResult[] = [];
  const place = async (): Promise<Parameters<typeof integration>[0]> => ({
    folder,
    patterns,
    portOffset: Number(process.env['MENDLINE_TEST_PORT_OFFSET'] ?? defaultOffset),
    engines: unwrap(await preparing),
  });
  if (only.includes('int')) phases.push(await phase('integration (real engines)', async () => integration(await place())));
  if (only.includes('e2e')) phases.push(await phase('end to end (whole system)', async () => endToEnd(await place())));
  return phases;
}

function parse(args: readonly string[]): { only: readonly Kind[]; patterns: string[]; noBuild: boolean } {
  const options = { only: { type: 'string' }, 'no-build': { type: 'boolean', default: false } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  const rest = { patterns: positionals, noBuild: values['no-build'] };
  if (values.only === undefined) return { only: kinds, ...rest };
  const kind = kinds.find((name) => name === values.only);
  if (kind === undefined) throw new UsageError(`--only takes one of ${kinds.join(', ')}.`);
  return { only: [kind], ...rest };
}

type Settled = { readonly value: PreparedEngines } | { readonly error: unknown };

/** The engines are prepared beside the checks; an error is told by the phase that needs them. */
function settle(work: Promise<PreparedEngines>): Promise<Settled> {
  return work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}

function unwrap(settled: Settled): PreparedEngines {
  if ('error' in settled) throw settled.error;
  return settled.value;
}

/** Ends tools at once; engines end with this process (their launcher sees to it). */
function endOnSignal(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      killTools();
      process.exit(130);
    });
  }
}
