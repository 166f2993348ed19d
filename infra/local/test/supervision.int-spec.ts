import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findOrphans, markerVariable, stopOrphans } from '../src/launcher/orphans.js';
import type { ProcessSpec } from '../src/launcher/process-spec.js';
import { ProcessGroup } from '../src/launcher/process-group.js';
import { Ops } from '../src/launcher/ops.js';
import { askOps } from '../src/launcher/ops-client.js';
import { serveOps } from '../src/launcher/ops-server.js';
import { freePort, probeHttp } from '../src/system/network.js';
import { identify, isAlive, type ProcessIdentity } from '../src/system/process-identity.js';

let folder: string;
let group: ProcessGroup;
let lines: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'supervision-'));
  lines = [];
  group = new ProcessGroup({ dataFolder: folder, say: (name, line) => lines.push(`${name} ${line}`), onChange: () => undefined });
});

afterEach(async () => {
  await group.stopInSteps([]);
  rmSync(folder, { recursive: true });
});

/** A small server as a process of its own; `code` replaces it. */
async function aProcess(code?: string): Promise<ProcessSpec> {
  const port = await freePort();
  const server = `require('http').createServer((_, a) => a.end('ok')).listen(${port}, '127.0.0.1')`;
  return {
    name: 'sample',
    command: process.execPath,
    args: ['-e', code ?? server],
    cwd: folder,
    env: process.env,
    ports: [{ name: 'intake', port }],
    stopSignal: 'SIGTERM',
    stopWithin: 1000,
    readyWithin: 20_000,
    probe: () => probeHttp(`http://127.0.0.1:${port}/`),
  };
}

function sampleIdentity(): ProcessIdentity {
  const { identity } = group.get('sample');
  if (identity === undefined) throw new Error('the sample does not run');
  return identity;
}

describe('a supervised process', () => {
  it('is brought back after a kill -9 from outside, and the launcher says so', async () => {
    await group.launch(await aProcess());
    const first = sampleIdentity();
    process.kill(first.pid, 'SIGKILL');
    while (isAlive(first)) await sleep(10);
    await sleep(50);
    await group.get('sample').whenReady();
    expect(sampleIdentity().pid).not.toBe(first.pid);
    expect(lines.join('\n')).toMatch(/sample died \(SIGKILL\); starting it again in 0\.2 s[\s\S]*is ready again/);
  });

  it('that is restarted while it is kept down runs once, and stays so', async () => {
    await group.launch(await aProcess());
    const sample = group.get('sample');
    sample.kill(600);
    while (sample.identity !== undefined) await sleep(10);
    await sample.stop();
    await sample.start();
    const { pid } = sampleIdentity();
    await sleep(1_000);
    expect([sample.state, sampleIdentity().pid]).toEqual(['ready', pid]);
    expect(lines.filter((line) => line.includes('taken by another program'))).toEqual([]);
  });

  it('that cannot live is given up after its fifth death, with the end of its log', async () => {
    await expect(group.launch(await aProcess("console.error('no configuration'); process.exit(3)"))).rejects.toThrow(/keeps dying[\s\S]*no configuration/);
    expect(group.get('sample').state).toBe('gave-up');
    expect(lines.filter((line) => line.includes('starting it again'))).toHaveLength(4);
  });

  it('that ignores the stop signal is killed', async () => {
    const spec = await aProcess();
    const stubborn = { ...spec, args: ['-e', `process.on('SIGTERM', () => {}); ${spec.args[1] ?? ''}`] };
    await group.launch(stubborn);
    const identity = sampleIdentity();
    await group.get('sample').stop();
    expect(isAlive(identity)).toBe(false);
    expect(lines.join('\n')).toContain('did not stop within 1 s; killed');
  });
});

describe('the control socket', () => {
  it('kills, keeps down, brings back, stops and starts', async () => {
    await group.launch(await aProcess());
    const socket = join(folder, 'ops.sock');
    const server = await serveOps(socket, new Ops(group));
    const first = sampleIdentity();
    await askOps(socket, { op: 'kill', name: 'sample', downMs: 400 });
    await sleep(200);
    expect(isAlive(first)).toBe(false);
    expect(group.get('sample').identity).toBeUndefined();
    await askOps(socket, { op: 'ready', name: 'sample' });
    await askOps(socket, { op: 'stop', name: 'sample' });
    await expect(askOps(socket, { op: 'status' })).resolves.toMatchObject({ processes: [{ name: 'sample', state: 'stopped' }] });
    await askOps(socket, { op: 'start', name: 'sample', env: { ROLES: 'api' } });
    expect(readFileSync(`/proc/${sampleIdentity().pid}/environ`, 'utf8')).toContain('ROLES=api');
    await expect(askOps(socket, { op: 'kill', name: 'kafka' })).rejects.toThrow('Known: sample');
    server.close();
  });
});

describe('orphans of a killed launcher', () => {
  it('are found by the run file or by their mark, stopped, and strangers are left alone', async () => {
    const start = (env: NodeJS.ProcessEnv): ProcessIdentity => {
      const { pid = 0 } = spawn('sleep', ['60'], { env: { ...process.env, ...env }, detached: true, stdio: 'ignore' });
      return identify(pid) ?? { pid, started: '' };
    };
    const noted = start({});
    const marked = start({ [markerVariable]: folder });
    const stranger = start({ [markerVariable]: `${folder}-other` });
    const reused = { ...identify(process.pid), pid: process.pid, started: 'another start', name: 'not we' };
    await sleep(100);
    writeFileSync(join(folder, 'x'), '');
    const run = { processes: [{ ...noted, name: 'kafka' }, reused] } as unknown as Parameters<typeof findOrphans>[1];
    const orphans = findOrphans(folder, run);
    expect(orphans.map(({ pid }) => pid).sort()).toEqual([noted.pid, marked.pid].sort());
    await stopOrphans(orphans, (line) => lines.push(line));
    expect([noted, marked].some(isAlive)).toBe(false);
    expect(isAlive(stranger)).toBe(true);
    process.kill(stranger.pid, 'SIGKILL');
  });
});
