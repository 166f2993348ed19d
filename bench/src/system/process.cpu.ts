import type { PartCpu } from '../report/figure.types.js';
import { statFields, treesOf, type Part } from './process.trees.js';

/** Clock ticks a second, the same on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** Of the process and of its children that have ended. */
const ticksOf = (pid: number): number => (statFields(pid)?.slice(11, 15) ?? []).reduce((sum, ticks) => sum + ticks, 0);

/** Processor time of processes and their children between two readings; nothing where there is no /proc. */
export class CpuMeter {
  private readonly before: ReadonlyMap<string, number>;

  constructor(private readonly parts: readonly Part[]) {
    this.before = this.read();
  }

  /** Seconds since the meter was made, by part. */
  sinceStart(): readonly PartCpu[] {
    return [...this.read()].map(([part, ticks]) => ({ part, seconds: Math.max(0, ticks - (this.before.get(part) ?? 0)) / ticksPerSecond }));
  }

  private read(): ReadonlyMap<string, number> {
    return new Map([...treesOf(this.parts)].map(([name, pids]) => [name, pids.reduce((sum, pid) => sum + ticksOf(pid), 0)]));
  }
}
