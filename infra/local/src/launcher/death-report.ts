import { existsSync, readFileSync } from 'node:fs';

/** How a process ended, in words. */
export function describeDeath(code: number | null, signal: NodeJS.Signals | null): string {
  return signal === null ? `exit code ${String(code ?? '?')}` : signal;
}

/** The last lines of a log file, indented for the terminal. */
export function lastLines(file: string, count: number): string {
  if (!existsSync(file)) return '    (no log)';
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count);
  return lines.map((line) => `    ${line.slice(0, 400)}`).join('\n');
}
