import { readdirSync, readFileSync } from 'node:fs';
import type { PartCpu } from '../report/figure.types.js';

/** A process whose children count with it. */
export interface Part {
  readonly name: string;
  readonly pid: number;
}

/** Clock ticks a second, the same on every Linux that Node runs on. */
const ticksPerSecond = 100;

interface Stat {
  readonly parent: number;
  readonly ticks: number;
}

const statOf = (pid: string): Stat | undefined => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold spaces.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number);
    const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15);
    return { parent: fields[1] ?? 0, ticks: user + system + childUser + childSystem };
  } catch {
    return undefined;
  }
};

const ticksOfTrees = (parts: readonly Part[]): Map<string, number> => {
  const stats = new Map(readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((pid) => {
    const stat = statOf(pid);
    return stat ? [[Number(pid), stat] as const] : [];
  }));
  const roots = new Map(parts.map(({ name, pid }) => [pid, name]));
  const sums = new Map(parts.map(({ name }) => [name, 0]));
  for (const [pid, { ticks }] of stats) {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = stats.get(at)?.parent) {
      const name = roots.get(at);
      if (name === undefined) continue;
      sums.set(name, (sums.get(name) ?? 0) + ticks);
      break;
    }
  }
  return sums;
};

/** Processor time of processes and their children between two readings; nothing where there is no /proc. */
export class CpuMeter {
  private readonly before: Map<string, number>;

  constructor(private readonly parts: readonly Part[]) {
    this.before = this.read();
  }

  /** Seconds since the meter was made, by part. */
  sinceStart(): readonly PartCpu[] {
    return [...this.read()].map(([part, ticks]) => ({ part, seconds: Math.max(0, ticks - (this.before.get(part) ?? 0)) / ticksPerSecond }));
  }

  private read(): Map<string, number> {
    try {
      return ticksOfTrees(this.parts);
    } catch {
      return new Map();
    }
  }
}
