import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { isReached, shareOf, type Measurement } from './figure.types.js';

/** Writes what was measured, with the machine, as JSON. */
export const writeResults = (path: string, at: Date, measurement: Measurement, failures: readonly string[]): void => {
  const machine = { cores: cpus().length, cpu: cpus()[0]?.model ?? 'unknown', memoryGb: Math.round(totalmem() / 2 ** 30), node: process.versions.node };
  const figures = measurement.figures.map((figure) => ({ ...figure, share: shareOf(figure), reached: isReached(figure) }));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify({ at: at.toISOString(), machine, figures, cpu: measurement.cpu ?? [], failures }, null, 2)}\n`);
};
