import { readdirSync, readFileSync } from 'node:fs';

/** A process whose children count with it. */
export interface Part {
  readonly name: string;
  readonly pid: number;
}

/** The fields of /proc/PID/stat after the program's name: state, parent, … */
export const statFields = (pid: number): readonly number[] | undefined => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold spaces.
    return text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number);
  } catch {
    return undefined;
  }
};

const parents = (): Map<number, number> =>
  new Map(readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name) => [Number(name), statFields(Number(name))?.[1] ?? 0]));

/** Process ids by part, its own and those of all below it; empty where there is no /proc. */
export const treesOf = (parts: readonly Part[]): ReadonlyMap<string, readonly number[]> => {
  const trees = new Map(parts.map(({ name }): [string, number[]] => [name, []]));
  const roots = new Map(parts.map(({ name, pid }) => [pid, name]));
  try {
    const parentOf = parents();
    for (const pid of parentOf.keys()) {
      for (let at: number | undefined = pid; at !== undefined && at > 1; at = parentOf.get(at)) {
        const name = roots.get(at);
        if (name === undefined) continue;
        trees.get(name)?.push(pid);
        break;
      }
    }
  } catch {
    return new Map();
  }
  return trees;
};
