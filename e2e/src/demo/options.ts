import { parseArgs } from 'node:util';

/** What the demonstration is asked to do. */
export interface DemoOptions {
  readonly tickets: number;
  readonly seed: number;
  /** Any CSV with the columns of the Open Repair data. */
  readonly input: string;
  /** Only the last line, as JSON, on standard output. */
  readonly json: boolean;
  /** How long it may take, in seconds. */
  readonly seconds: number;
}

/** The repair log in the repository. */
export const defaultInput = new URL('../../../data/open-repair/repair-log-restart-202204.csv', import.meta.url).pathname;

/** A wrong option; the message is for the person at the terminal. */
export class OptionError extends Error {}

const wholeNumber = (name: string, text: string, least: number, most: number): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) throw new OptionError(`--${name} takes a whole number from ${least} to ${most}, not ${text}`);
  return value;
};

/** `--tickets N --seed S --input FILE --json --seconds T`. Throws OptionError. */
export const readOptions = (argv: readonly string[]): DemoOptions => {
  try {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({ args: [...argv], strict: true, options: { tickets: text, seed: text, input: text, seconds: text, json: { type: 'boolean' } } });
    return {
      tickets: wholeNumber('tickets', values.tickets ?? '200', 1, 10_000),
      seed: wholeNumber('seed', values.seed ?? '1', 0, 2_147_483_647),
      input: values.input ?? defaultInput,
      json: values.json ?? false,
      seconds: wholeNumber('seconds', values.seconds ?? '285', 60, 86_400),
    };
  } catch (error) {
    if (error instanceof OptionError) throw error;
    throw new OptionError(`${error instanceof Error ? error.message : String(error)}\nusage: npm run demo -- [--tickets N] [--seed S] [--input FILE] [--seconds T] [--json]`);
  }
};
