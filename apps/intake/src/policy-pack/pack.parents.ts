import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PackParents } from '@mendline/contracts/policy-pack';
import { parsePack } from './pack.yaml.js';

const shipped = fileURLToPath(new URL('../../../../data/packs/', import.meta.url));

/** Where the packs lie that come with the system: the presets, and those of the demonstration. */
const shippedFolders = [join(shipped, 'presets'), shipped];

const fileName = /^([a-z][a-z0-9-]{0,39})\.yaml$/;

/** Packs in folders, each in a file named by its code; the first folder that has a code counts. */
const packsIn = (folders: readonly string[]): PackParents => ({
  find: async (code) => {
    if (!fileName.test(`${code}.yaml`)) return null;
    for (const folder of folders) {
      const source = await readFile(join(folder, `${code}.yaml`), 'utf8').catch(nothingThere);
      if (source !== null) return parsePack(source);
    }
    return null;
  },
  codes: async () => {
    const files = await Promise.all(folders.map((folder) => readdir(folder).catch(() => [])));
    return [...new Set(files.flat().flatMap((file) => fileName.exec(file)?.[1] ?? []))].sort();
  },
});

/** The packs that come with the system. */
export const shippedPacks = packsIn(shippedFolders);

/** Packs beside a file, then those that come with the system. */
export const packsBeside = (folder: string): PackParents => packsIn([folder, ...shippedFolders]);

const nothingThere = (error: NodeJS.ErrnoException): null => {
  if (error.code === 'ENOENT') return null;
  throw error;
};
