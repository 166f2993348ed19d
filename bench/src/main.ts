import { fileURLToPath } from 'node:url';
import { BenchUsageError, readOptions, type BenchOptions, type FigureName } from './bench.options.js';
import { measureConsultations } from './consultations/consultation.figure.js';
import { measureIntake } from './intake/intake.figure.js';
import { measureQuality } from './quality/quality.figure.js';
import { measureRanking } from './ranking/ranking.figure.js';
import { measureRelay } from './relay/relay.figure.js';
import type { Measurement } from './report/figure.types.js';
import { measureRepairs } from './repairs/repair.figure.js';
import { progressFrom, type Say } from './report/progress.js';
import { writeResults } from './report/result.file.js';
import { cpuLines, figureLines } from './report/table.printer.js';
import { measureSla } from './sla/sla.figure.js';
import { measureWhatIf } from './sla/what-if.figure.js';
import { startBenchSystem, type BenchSystem } from './system/bench.system.js';
import { measureTimers } from './timers/timer.figure.js';

/** Pure computation; it comes first. */
const pure = { sla: measureSla, 'what-if': measureWhatIf } as const;
type PureFigure = keyof typeof pure;
/** Figures of the running system. */
type SystemFigure = Exclude<FigureName, PureFigure>;

const measurements: Readonly<Record<SystemFigure, (system: BenchSystem, options: BenchOptions, say: Say) => Promise<Measurement>>> = {
  consultations: measureConsultations,
  repairs: measureRepairs,
  timers: measureTimers,
  intake: measureIntake,
  ranking: measureRanking,
  qa: measureQuality,
  relay: measureRelay,
};

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const print = (line: string): void => { console.log(line); };

/** Takes the measurements one after the other; a failed one is reported and does not end the others. */
const bench = async (options: BenchOptions): Promise<number> => {
  const say = progressFrom(print);
  const all: Measurement[] = [];
  const failures: string[] = [];
  const measure = async (name: FigureName, take: () => Measurement | Promise<Measurement>): Promise<void> => {
    say(`— ${name}`);
    try {
      all.push(await take());
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      say(failures.at(-1) ?? '');
    }
  };
  const isPure = (name: FigureName): name is PureFigure => Object.hasOwn(pure, name);
  for (const name of options.figures.filter(isPure)) await measure(name, () => pure[name](say));
  const ofSystem = options.figures.filter((name): name is SystemFigure => !isPure(name));
  if (ofSystem.length > 0) {
    await withSystem(options, say, async (system) => {
      for (const name of ofSystem) await measure(name, () => measurements[name](system, options, say));
    });
  }
  const result = { figures: all.flatMap(({ figures }) => figures), cpu: all.flatMap(({ cpu }) => cpu ?? []) };
  writeResults(file('../results/latest.json'), new Date(), result, failures);
  for (const line of ['', ...figureLines(result.figures), ...result.cpu.flatMap((table) => ['', ...cpuLines(table)]), '', ...failures]) print(line);
  print('Written to bench/results/latest.json.');
  return failures.length > 0 ? 1 : 0;
};

const withSystem = async (options: BenchOptions, say: Say, work: (system: BenchSystem) => Promise<void>): Promise<void> => {
  const system = await startBenchSystem(options, say);
  const stop = once(() => system.stop());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop().then(() => process.exit(130)));
  try {
    await work(system);
  } finally {
    await stop();
  }
};

const once = (work: () => Promise<void>): (() => Promise<void>) => {
  let result: Promise<void> | undefined;
  return () => (result ??= work());
};

try {
  process.exit(await bench(readOptions(process.argv.slice(2), process.env, file('../../.tmp/bench'))));
} catch (error) {
  console.error(error instanceof BenchUsageError ? error.message : error);
  process.exit(1);
}
