/** Where an engine reports what it is doing; one short line each. */
export type Say = (engine: string, line: string) => void;

/** Plain lines on the terminal, `  engine  text`. */
export const printProgress: Say = (engine, line) => {
  process.stdout.write(`  ${engine.padEnd(18)} ${line}\n`);
};

/**
 * Runs long work and says every 20 s how far it is. `done()` answers the share finished (0..1) when that can be known;
 * otherwise time is compared with the estimate (seconds).
 */
export async function withEstimate<T>(say: (line: string) => void, what: string, estimateSeconds: number, work: () => Promise<T>, done?: () => number): Promise<T> {
  const began = Date.now();
  say(`${what} (about ${words(estimateSeconds)} on 2 cores)`);
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - began) / 1000);
    const share = done === undefined ? '' : `, ${Math.min(99, Math.round(done() * 100))} %`;
    say(`${what}: ${words(seconds)} of about ${words(Math.max(estimateSeconds, seconds))}${share}`);
  }, 20_000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    say(`${what}: done in ${words(Math.round((Date.now() - began) / 1000))}`);
  }
}

function words(seconds: number): string {
  return seconds < 90 ? `${seconds} s` : `${(seconds / 60).toFixed(1)} min`;
}
