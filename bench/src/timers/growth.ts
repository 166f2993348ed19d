import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import type { BenchSystem } from '../system/bench.system.js';
import { memoryOf } from '../system/process.memory.js';

/** Megabytes by what holds them: memory of each part of the system, and what lies on disk. */
export type Sizes = ReadonlyMap<string, number>;

const megabyte = 2 ** 20;
/** Parts that have to do with open tickets. */
const watched = ['intake', 'dispatch', 'temporal', 'postgres'];

const folderSize = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile()).reduce((sum, { parentPath, name }) => sum + (statSync(join(parentPath, name), { throwIfNoEntry: false })?.size ?? 0), 0);

export const readSizes = async (system: BenchSystem, database: pg.Client): Promise<Sizes> => {
  const memory = memoryOf((await system.parts()).filter(({ name }) => watched.includes(name)));
  const { rows } = await database.query<{ bytes: string }>(`select sum(pg_database_size(datname)) as bytes from pg_database where datname like 'mendline%'`);
  return new Map([
    ...[...memory].map(([name, size]): [string, number] => [`memory of ${name}`, size]),
    ['databases', Number(rows[0]?.bytes ?? 0) / megabyte],
    ["Temporal's file", folderSize(join(system.dataDir, 'temporal')) / megabyte],
  ]);
};

/** `90 → 240 MB (15 kB each)` by what has grown, between nothing and so many open tickets. */
export const growthWords = (before: Sizes, after: Sizes, open: number): Record<string, string> =>
  Object.fromEntries([...after].map(([name, size]) => {
    const first = before.get(name) ?? 0;
    return [name, `${first.toFixed(0)} → ${size.toFixed(0)} MB (${(((size - first) * 1024) / open).toFixed(1)} kB each)`];
  }));
