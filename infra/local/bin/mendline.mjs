#!/usr/bin/env node
/**
 * The one door of every `npm run` command: checks Node, installs dependencies and builds when needed, then hands over to
 * the compiled command line (infra/local/dist/cli.js). Plain JavaScript without dependencies: it must run in a fresh clone.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { buildIsCurrent, installedEqualsLock, installIsCurrent, rememberBuild, rememberInstall } from './freshness.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const cli = join(root, 'infra/local/dist/cli.js');
/** Commands that need nothing but @mendline/local; all others run code of the whole workspace. */
const localOnly = new Set(['ops', 'reset', 'token', 'engines', 'help']);

function fail(line) {
  console.error(line);
  process.exit(1);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`Mendline needs Node 20.19 or newer; this is ${process.versions.node}. Install a current Node LTS and try again.`);
  }
}

function run(command, args, what) {
  const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true' };
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', env, shell: process.platform === 'win32' });
  if (result.status !== 0) fail(`${what} failed; the lines above say why.`);
}

/**
 * `npm ci`; where it refuses (a registry that lacks optional packages of other platforms makes it call the lock file
 * incomplete) `npm install` by the same lock file, and then the check that exactly its versions are there.
 */
function install() {
  if (installIsCurrent(root)) return;
  console.log('Installing dependencies (npm ci, about a minute) …');
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const clean = spawnSync('npm', ['ci', ...quiet], { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' });
  if (clean.status !== 0) {
    console.log('npm ci refuses; installing the versions of the lock file by npm install …');
    const result = spawnSync('npm', ['install', '--no-save', ...quiet], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
    if (result.status !== 0 || !installedEqualsLock(root)) fail(`The dependencies could not be installed.\n${clean.stderr}`);
  }
  rememberInstall(root);
}

function build(command) {
  const onlyLocal = localOnly.has(command);
  if (buildIsCurrent(root, onlyLocal ? 'infra/local' : 'all')) return;
  console.log(onlyLocal ? 'Building the launcher …' : 'Building the workspace (cached by Nx) …');
  const projects = onlyLocal ? ['-p', '@mendline/local'] : [];
  const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
  const [program, first] = existsSync(nx) ? [process.execPath, [nx]] : ['npx', ['nx']];
  run(program, [...first, 'run-many', '-t', 'build', '--parallel=2', '--output-style=static', ...projects], 'The build');
  rememberBuild(root, onlyLocal ? 'infra/local' : 'all');
}

checkNode();
const args = process.argv.slice(2);
const command = args[0] ?? 'help';
const noBuild = args.includes('--no-build');
install();
// `test` builds by itself: a build that fails is a result of the test run there, counted and reported.
if (!noBuild) build(command === 'test' ? 'engines' : command);
if (!existsSync(cli)) fail('infra/local/dist/cli.js is missing: run the command without --no-build.');
const { main } = await import(pathToFileURL(cli).href);
await main(command === 'test' ? args : args.filter((arg) => arg !== '--no-build'));
