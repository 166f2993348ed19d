import { parseArgs } from 'node:util';

/** What a long run is asked to do. */
export interface LongOptions {
  readonly name: string;
  readonly seed: number;
  /** Tickets. */
  readonly count: number;
  /** So many, one after the other, each with the next seed. */
  readonly runs: number;
  /** `chaos`: seconds between two faults, at most. */
  readonly pause: number;
  /** `restore`: seconds between the backup and the restore. */
  readonly span: number;
  /** `deadlines`: seconds for which the workers are down. */
  readonly down: number;
}

/** A wrong word on the command line; the message is for the person at the terminal. */
export class LongUsage extends Error {}

const whole = (name: string, text: string, least: number, most: number): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) throw new LongUsage(`--${name} takes a whole number from ${least} to ${most}, not ${text}`);
  return value;
};

/** `NAME [--count N] [--seed S] [--runs N] [--pause SECONDS] [--span SECONDS] [--down SECONDS]`; counts differ from run to run. Throws LongUsage. */
export const readLongOptions = (argv: readonly string[], counts: Readonly<Record<string, number>>): LongOptions => {
  const usage = `usage: npm run long -- NAME [--count N] [--seed S] [--runs N] [--pause SECONDS] [--span SECONDS] [--down SECONDS]\nnames: ${Object.keys(counts).join(', ')}; oracle needs no system`;
  try {
    const text = { type: 'string' } as const;
    const { values, positionals } = parseArgs({ args: [...argv], strict: true, allowPositionals: true, options: { count: text, seed: text, runs: text, pause: text, span: text, down: text } });
    const [name = ''] = positionals;
    const count = Object.hasOwn(counts, name) ? counts[name] : undefined;
    if (count === undefined) throw new LongUsage(name === '' ? 'which one?' : `there is no long run "${name}"`);
    return {
      name,
      count: whole('count', values.count ?? String(count), 1, 1_000_000),
      seed: whole('seed', values.seed ?? '1', 0, 2_147_483_647),
      runs: whole('runs', values.runs ?? '1', 1, 1_000),
      pause: whole('pause', values.pause ?? '15', 1, 3_600),
      span: whole('span', values.span ?? '300', 1, 86_400),
      down: whole('down', values.down ?? '60', 1, 3_600),
    };
  } catch (error) {
    throw new LongUsage(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
};
