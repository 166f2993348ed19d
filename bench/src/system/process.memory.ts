import { readFileSync } from 'node:fs';
import { treesOf, type Part } from './process.trees.js';

const kilobytesOf = (pid: number): number => {
  try {
    // Memory that processes share counts once among them.
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
};

/** Megabytes of memory by part, each with its children; nothing where there is no /proc. */
export const memoryOf = (parts: readonly Part[]): ReadonlyMap<string, number> =>
  new Map([...treesOf(parts)].map(([name, pids]) => [name, pids.reduce((sum, pid) => sum + kilobytesOf(pid), 0) / 1024]));
