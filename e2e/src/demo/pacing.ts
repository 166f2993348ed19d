/** Commands that one life takes on the average; the measured ones count when there are some. */
const usualCommands = 15;
/** Arrivals keep to this share of what the system was measured to do. */
const share = 0.6;
/** What the last lives take after the last arrival, in seconds. */
const tailSeconds = 95;
const fewest = 100;

/** What was measured by lives in which nobody waits for anything. */
export interface Measured {
  readonly commands: number;
  /** Lives that these commands stand for. */
  readonly lives: number;
  readonly seconds: number;
  /** Requests that came in for the measurement. */
  readonly done: number;
}

/** How the rest of the requests come in. */
export interface Pace {
  /** Lives a second that the system can do. */
  readonly capacity: number;
  /** Arrivals a second. */
  readonly rate: number;
  /** Requests that come in altogether, those of the measurement included. */
  readonly tickets: number;
}

/**
 * Arrivals at most 60 % of the measured capacity and no faster than needed. Where the time does not do for all, as many as fit, at least 100.
 * @param spent seconds gone by already
 */
export const paceFor = (wanted: number, measured: Measured, budgetSeconds: number, spent: number): Pace => {
  const commandsPerLife = measured.lives > 0 ? Math.max(usualCommands, measured.commands / measured.lives) : usualCommands;
  const capacity = measured.commands / Math.max(measured.seconds, 0.001) / commandsPerLife;
  const window = Math.max(10, budgetSeconds - spent - tailSeconds);
  const allowed = share * capacity;
  const rest = wanted - measured.done;
  const fits = Math.floor(allowed * window);
  const least = Math.max(0, Math.min(rest, fewest - measured.done));
  const coming = Math.max(least, Math.min(rest, fits));
  return { capacity, rate: Math.min(allowed, Math.max(coming / window, 0.05)), tickets: measured.done + coming };
};
