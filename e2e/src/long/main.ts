import { runChaos } from './chaos.long.js';
import { runDeadlines } from './deadlines.long.js';
import { LongUsage, readLongOptions, type LongOptions } from './long.options.js';
import { sumsOf, type LongLine, type LongResult, type Say } from './long.result.js';
import { runNumbers } from './numbers.long.js';
import { runRestore } from './restore.long.js';

/** Runs that take longer than a test may, against a running system: by name, with their usual counts. */
const runs: Readonly<Record<string, { readonly count: number; readonly run: (options: LongOptions, say: Say) => Promise<LongResult> }>> = {
  numbers: { count: 10_000, run: runNumbers },
  chaos: { count: 200, run: runChaos },
  deadlines: { count: 1_000, run: runDeadlines },
  restore: { count: 40, run: runRestore },
};

const print = ({ ok, options, figures }: LongLine): void => void process.stdout.write(`${JSON.stringify({ ok, ...options, ...figures })}\n`);

const runOnce = async (options: LongOptions): Promise<LongLine> => {
  const began = Date.now();
  const result = await runs[options.name]?.run(options, (line) => void process.stderr.write(`${line}\n`));
  if (!result) throw new LongUsage(`there is no long run "${options.name}"`);
  for (const problem of result.problems) process.stderr.write(`PROBLEM ${problem}\n`);
  return { ok: result.problems.length === 0, options, figures: { problems: result.problems.length, ...result.figures, seconds: Math.round((Date.now() - began) / 100) / 10 } };
};

/** One line a run; of several runs one more, with the sums of what they counted. */
const main = async (): Promise<number> => {
  const options = readLongOptions(process.argv.slice(2), Object.fromEntries(Object.entries(runs).map(([name, { count }]) => [name, count])));
  const lines: LongLine[] = [];
  for (let n = 0; n < options.runs; n += 1) {
    const line = await runOnce({ ...options, seed: options.seed + n });
    print(line);
    lines.push(line);
  }
  const ok = lines.every((line) => line.ok);
  if (options.runs > 1) print({ ok, options, figures: sumsOf(lines.map(({ figures }) => figures)) });
  return ok ? 0 : 1;
};

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof LongUsage ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = error instanceof LongUsage ? 2 : 1;
}
