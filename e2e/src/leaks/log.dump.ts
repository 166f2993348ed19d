import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Every file below the logs of a data folder, rotated ones included, under its path. */
export const dumpLogs = async (dataFolder: string): Promise<ReadonlyMap<string, string>> => {
  const folder = join(dataFolder, 'logs');
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  return new Map(await Promise.all(files.map(async ({ parentPath, name }): Promise<[string, string]> => [name, await readFile(join(parentPath, name), 'utf8')])));
};
