import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { reportRules } from './report.js';
import type { SpecFile } from './report.js';
import { readRules } from './rule.list.js';

const root = new URL('../../../', import.meta.url).pathname;
const folders = ['apps', 'libs', 'infra', 'e2e', 'bench'];
const skipped = new Set(['node_modules', 'dist', '.data', '.tmp']);

const specsIn = async (folder: string): Promise<SpecFile[]> => {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry): Promise<SpecFile[]> => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return skipped.has(entry.name) ? [] : specsIn(path);
      return /spec\.ts$/.test(entry.name) ? [{ path: relative(root, path), source: await readFile(path, 'utf8') }] : [];
    }),
  );
  return found.flat();
};

const rules = readRules(await readFile(join(root, 'docs/requirements.md'), 'utf8'));
const specs = (await Promise.all(folders.map((folder) => specsIn(join(root, folder))))).flat();
const { lines, unknown } = reportRules(rules, specs);
if (unknown.length > 0) process.stdout.write(`Named by tests and not in docs/requirements.md: ${unknown.join(', ')}\n\n`);
process.stdout.write(`${lines.join('\n')}\n`);
process.exitCode = unknown.length > 0 ? 1 : 0;
