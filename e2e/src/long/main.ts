import { runChaos } from './chaos.long.js';
import { LongUsage, readLongOptions, type LongOptions } from './long.options.js';
import type { LongResult, Say } from './long.result.js';
import { runNumbers } from './numbers.long.js';
import { runRestore } from './restore.long.js';

/** Runs that take longer than a test may, against a running system: by name, with their usual counts. */
const runs: Readonly<Record<string, { readonly count: number; readonly run: (options: LongOptions, say: Say) => Promise<LongResult> }>> = {
  numbers: { count: 10_000, run: runNumbers },
  chaos: { count: 200, run: runChaos },
  restore: { count: 40, run: runRestore },
};

const main = async (): Promise<number> => {
  const options = readLongOptions(process.argv.slice(2), Object.fromEntries(Object.entries(runs).map(([name, { count }]) => [name, count])));
  const began = Date.now();
  const result = await runs[options.name]?.run(options, (line) => void process.stderr.write(`${line}\n`));
  if (!result) return 1;
  for (const problem of result.problems) process.stderr.write(`PROBLEM ${problem}\n`);
  const ok = result.problems.length === 0;
  process.stdout.write(`${JSON.stringify({ ok, ...options, ...result.figures, seconds: Math.round((Date.now() - began) / 100) / 10 })}\n`);
  return ok ? 0 : 1;
};

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof LongUsage ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = error instanceof LongUsage ? 2 : 1;
}
