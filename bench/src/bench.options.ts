import { parseArgs } from 'node:util';

/** The measurements, in the order in which they are taken: what one leaves behind disturbs no later one. */
export const figureNames = ['sla', 'what-if', 'consultations', 'repairs', 'timers', 'intake', 'ranking', 'qa', 'relay'] as const;
export type FigureName = (typeof figureNames)[number];

export interface BenchOptions {
  readonly figures: readonly FigureName[];
  /** Seconds of each load run of `intake`. */
  readonly seconds: number;
  /** Consultations, and repairs, of one run. */
  readonly lives: number;
  /** Of them at once. */
  readonly concurrency: number;
  /** Facts of the backlogs of the relay and of the quality reader. */
  readonly facts: number;
  /** Open tickets of `timers`. */
  readonly open: number;
  /** Of them registered at intake one by one; the others are written as it writes them. */
  readonly registered: number;
  readonly dataDir: string;
  readonly portOffset: number;
}

export const usage = `npm run bench [-- NAME …]      NAME: ${figureNames.join(', ')}; all without a name
  sla and what-if need no system
  --seconds N       length of a load run of intake (12)
  --lives N         consultations, and repairs, of a run (60)
  --concurrency N   of them at once (8)
  --facts N         backlog of the relay and of the quality reader (80000)
  --open N          open tickets of timers (2000)
  --registered N    of them, so many are registered at intake one by one (2000); the others are written as it writes them`;

/** Beside a system on the same machine. */
const ownOffset = 8_000;

/** A word on the command line that cannot be understood. */
export class BenchUsageError extends Error {}

const isFigure = (name: string): name is FigureName => (figureNames as readonly string[]).includes(name);

/** Reads the command line. Folder and ports never are those of a system in use. */
export const readOptions = (argv: readonly string[], env: NodeJS.ProcessEnv, dataDir: string): BenchOptions => {
  const text = { type: 'string' } as const;
  const { values, positionals } = parsed(() =>
    parseArgs({ args: [...argv], allowPositionals: true, options: { seconds: text, lives: text, concurrency: text, facts: text, open: text, registered: text } }),
  );
  const unknown = positionals.find((name) => !isFigure(name));
  if (unknown !== undefined) throw new BenchUsageError(`There is no measurement "${unknown}".\n${usage}`);
  const count = (name: keyof typeof values, fallback: number, least: number): number => {
    const value = Number(values[name] ?? fallback);
    if (!Number.isInteger(value) || value < least) throw new BenchUsageError(`--${name} is a whole number from ${least}.`);
    return value;
  };
  return {
    figures: positionals.length === 0 ? figureNames : figureNames.filter((name) => positionals.includes(name)),
    seconds: count('seconds', 12, 1),
    lives: count('lives', 60, 1),
    concurrency: count('concurrency', 8, 1),
    facts: count('facts', 80_000, 1_000),
    open: count('open', 2_000, 10),
    registered: count('registered', 2_000, 10),
    dataDir,
    portOffset: Number(env['MENDLINE_PORT_OFFSET'] ?? 0) + ownOffset,
  };
};

const parsed = <T>(parse: () => T): T => {
  try {
    return parse();
  } catch (error) {
    throw new BenchUsageError(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
};
