/** What one phase of the test run came to. */
export interface PhaseResult {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly seconds: number;
  /** One line or block per failure, for the person at the terminal. */
  readonly failures: readonly string[];
}

export type Counts = Omit<PhaseResult, 'name' | 'seconds'>;

/** Runs one phase and takes its time; an exception is one failure with its message. */
export async function phase(name: string, work: () => Promise<Counts>): Promise<PhaseResult> {
  console.log(`\n== ${name}`);
  const began = Date.now();
  const seconds = (): number => Math.round((Date.now() - began) / 100) / 10;
  try {
    const counts = await work();
    return { name, ...counts, seconds: seconds() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { name, passed: 0, failed: 1, skipped: 0, seconds: seconds(), failures: [`${name}: ${message}`] };
  }
}

/** Table, failures, and the last line `N passed, N failed`. */
export function report(phases: readonly PhaseResult[]): string {
  const rows = phases.map(({ name, passed, failed, skipped, seconds }) => `${name.padEnd(34)}${cell(passed)}${cell(failed)}${cell(skipped)}${cell(seconds)}`);
  const failures = phases.flatMap((result) => result.failures);
  const total = (key: 'passed' | 'failed'): number => phases.reduce((sum, result) => sum + result[key], 0);
  return [
    ...(failures.length > 0 ? ['', 'Failures', ...failures] : []),
    '',
    `${'phase'.padEnd(34)}${cell('passed')}${cell('failed')}${cell('skipped')}${cell('seconds')}`,
    ...rows,
    '',
    `${total('passed')} passed, ${total('failed')} failed`,
  ].join('\n');
}

function cell(value: number | string): string {
  return String(value).padStart(9);
}
