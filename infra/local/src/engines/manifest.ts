import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** File names (with `/`) and their sha256 sums in hex. */
export type Checksums = ReadonlyMap<string, string>;

const manifestName = 'MANIFEST.sha256';

/** Reads the lines of `sha256sum`: sum, two blanks, name. */
export function parseChecksums(text: string): Checksums {
  const entries = text
    .split('\n')
    .map((line) => /^([0-9a-f]{64}) [ *](.+)$/.exec(line.trim()))
    .filter((match) => match !== null)
    .map((match): [string, string] => [match[2] ?? '', match[1] ?? '']);
  return new Map(entries);
}

/** Differences in words, empty when both agree. */
export function compareChecksums(expected: Checksums, actual: Checksums): string[] {
  const names = [...new Set([...expected.keys(), ...actual.keys()])].sort();
  return names.flatMap((name) => {
    if (!actual.has(name)) return [`${name} is missing`];
    if (!expected.has(name)) return [`${name} was not expected`];
    return expected.get(name) === actual.get(name) ? [] : [`${name} has changed`];
  });
}

/** Sums of all files below a folder, the manifest itself left out. */
export async function checksumsOf(folder: string): Promise<Checksums> {
  const files = listFiles(folder).filter((file) => file !== join(folder, manifestName));
  const sums = await Promise.all(files.map(async (file): Promise<[string, string]> => [relative(folder, file), await sha256(file)]));
  return new Map(sums);
}

export async function writeManifest(folder: string): Promise<void> {
  const lines = [...(await checksumsOf(folder))].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, sum]) => `${sum}  ${name}\n`);
  await writeFile(join(folder, manifestName), lines.join(''));
}

/** What is wrong with a folder that has a manifest; a folder without one is wrong as a whole. */
export async function verifyManifest(folder: string): Promise<string[]> {
  const manifest = join(folder, manifestName);
  if (!existsSync(manifest)) return ['the manifest is missing'];
  return compareChecksums(parseChecksums(await readFile(manifest, 'utf8')), await checksumsOf(folder));
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? listFiles(path) : [path];
  });
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
