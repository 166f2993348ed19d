/**
 * Runs the commands of infra/docker/Dockerfile without Docker: every stage in an empty folder of its own, as a
 * non-root user, with the files of HEAD as the build context. Proves that the commands work in this order from a clean
 * state; it does not prove the base image. Takes minutes: `node infra/docker/check-dockerfile.mjs`.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDockerfile } from './dockerfile.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const unprivileged = 65534;
const asOther = process.getuid?.() === 0 ? { uid: unprivileged, gid: unprivileged } : {};
const work = mkdtempSync(join(tmpdir(), 'mendline-dockerfile-'));
chmodSync(work, 0o755);

function give(path) {
  if (asOther.uid !== undefined) execFileSync('chown', ['-R', `${unprivileged}:${unprivileged}`, path]);
}

/** The committed files: what lies uncommitted in the work tree must not make the check pass. */
function exportContext() {
  const context = join(work, 'context');
  mkdirSync(context);
  const archive = execFileSync('git', ['archive', '--format=tar', 'HEAD'], { cwd: root, maxBuffer: 1 << 30 });
  execFileSync('tar', ['-x', '-C', context], { input: archive });
  return context;
}

function environmentOf(stage, folder) {
  const home = join(work, 'home');
  if (!existsSync(home)) {
    mkdirSync(home);
    const settings = join(homedir(), '.npmrc');
    if (existsSync(settings)) cpSync(settings, join(home, '.npmrc'));
    give(home);
  }
  return { ...process.env, HOME: home, npm_config_cache: join(home, '.npm'), ...stage.env, PWD: folder };
}

function run(stage, folder, command) {
  // Preparing the root folders is the image's business; here the folders of the check stand for them.
  if (command.startsWith('mkdir -p /app')) return;
  console.log(`  RUN ${command}`);
  const began = Date.now();
  const result = spawnSync('/bin/sh', ['-c', command], { cwd: folder, env: environmentOf(stage, folder), encoding: 'utf8', maxBuffer: 1 << 28, ...asOther });
  if (result.status !== 0) throw new Error(`RUN ${command} in stage ${stage.name} ended with ${result.status}\n${result.stdout}\n${result.stderr}`);
  console.log(`      ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

function copy(stages, context, folder, { from, sources, target }) {
  const origin = from === undefined ? context : stages.get(from);
  for (const source of sources) {
    const inside = isAbsolute(source) ? source.replace(/^\/app\/?/, '') : source;
    const destination = target === '.' || target === '/app' ? folder : join(folder, target);
    mkdirSync(dirname(destination), { recursive: true });
    cpSync(join(origin, inside), destination, { recursive: true, verbatimSymlinks: true });
  }
  give(folder);
}

/** Started without any settings a service must load all its code and then complain about its configuration. */
function start(folder, main, expected) {
  const env = { PATH: process.env.PATH, NODE_ENV: 'production', HOME: join(work, 'home') };
  const result = spawnSync(process.execPath, [main], { cwd: folder, env, encoding: 'utf8', timeout: 60_000, ...asOther });
  const output = `${result.stdout}\n${result.stderr}`;
  if (/ERR_MODULE_NOT_FOUND|Cannot find (module|package)/.test(output) || !expected.test(output)) {
    throw new Error(`${main} does not load in its image:\n${output.slice(-2000)}`);
  }
  console.log(`  ${main} loads`);
}

try {
  const context = exportContext();
  const folders = new Map();
  for (const stage of parseDockerfile(readFileSync(join(context, 'infra/docker/Dockerfile'), 'utf8'))) {
    console.log(`stage ${stage.name}`);
    const folder = join(work, stage.name);
    mkdirSync(folder);
    if (asOther.uid !== undefined) chownSync(folder, unprivileged, unprivileged);
    folders.set(stage.name, folder);
    for (const step of stage.steps) {
      if (step.kind === 'copy') copy(folders, context, folder, step);
      if (step.kind === 'run') run(stage, folder, step.command);
    }
  }
  for (const app of ['intake', 'dispatch', 'field-service', 'quality-analytics']) start(folders.get('app'), `apps/${app}/dist/main.js`, /DATABASE_URL/);
  start(folders.get('app'), 'apps/gateway/dist/main.js', /SUBGRAPHS|OIDC/);
  start(folders.get('app'), 'infra/docker/prepare.mjs', /KEY_FOLDER/);
  start(folders.get('issuer'), 'infra/local/dist/oidc/main.js', /OIDC_KEYS_FILE/);
  console.log('The Dockerfile works from an empty folder.');
} finally {
  rmSync(work, { recursive: true, force: true });
}
