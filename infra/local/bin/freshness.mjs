/**
 * Tells whether installed dependencies and compiled output belong to the files in the work tree, in milliseconds: a warm
 * start must not wait for npm or Nx to find out that nothing changed.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const skipped = new Set(['node_modules', 'dist', '.nx', '.data', '.tmp', 'test', 'coverage']);

const installStamp = (root) => join(root, 'node_modules/.mendline-stamp');
const buildStamp = (root, scope) => join(root, 'node_modules', `.mendline-build-${scope.replaceAll('/', '-')}`);

function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function lockHash(root) {
  return createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
}

/** True when node_modules was installed from this package-lock.json, by us or by a plain `npm install`. */
export function installIsCurrent(root) {
  if (!existsSync(join(root, 'node_modules'))) return false;
  if (read(installStamp(root)) === lockHash(root)) return true;
  if (!installedEqualsLock(root)) return false;
  rememberInstall(root);
  return true;
}

export function rememberInstall(root) {
  writeFileSync(installStamp(root), lockHash(root));
}

/** True when exactly the locked versions are installed. npm notes what it installed in a hidden lock file; optional packages of other platforms are absent there. */
export function installedEqualsLock(root) {
  const hidden = read(join(root, 'node_modules/.package-lock.json'));
  if (hidden === undefined) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages ?? {};
  const present = JSON.parse(hidden).packages ?? {};
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.startsWith('node_modules/')) return true;
    const found = present[path];
    if (found === undefined) return Boolean(entry.optional || entry.devOptional || entry.peer || entry.extraneous);
    return Boolean(entry.link) === Boolean(found.link) && entry.version === found.version;
  });
}

/** scope: 'all' or the folder of one project. */
export function buildIsCurrent(root, scope) {
  return read(buildStamp(root, scope)) === sourceHash(root, scope);
}

export function rememberBuild(root, scope) {
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(buildStamp(root, scope), sourceHash(root, scope));
}

function sourceHash(root, scope) {
  const hash = createHash('sha256');
  hash.update(lockHash(root));
  hash.update(fileLine(join(root, 'tsconfig.base.json')));
  for (const project of projects(root, scope)) {
    for (const line of sourceLines(join(root, project))) hash.update(line);
    // Compiled by somebody else meanwhile, or removed: then what lies in dist is not what we remember.
    hash.update(fileLine(join(root, project, 'dist/.tsbuildinfo')));
  }
  return hash.digest('hex');
}

function projects(root, scope) {
  if (scope !== 'all') return [scope];
  const inside = (folder) => (existsSync(join(root, folder)) ? readdirSync(join(root, folder)).sort().map((name) => `${folder}/${name}`) : []);
  return [...inside('libs'), ...inside('apps'), 'infra/local', 'e2e', 'bench'];
}

function sourceLines(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (skipped.has(entry.name)) return [];
      const path = join(folder, entry.name);
      return entry.isDirectory() ? sourceLines(path) : [fileLine(path)];
    });
}

function fileLine(path) {
  if (!existsSync(path)) return `${path} absent\n`;
  const { size, mtimeMs } = statSync(path);
  return `${path} ${size} ${mtimeMs}\n`;
}
