import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { askOps } from './ops-client.js';
import { serveOps } from './ops-server.js';
import type { Ops } from './ops.js';

/** As large as the status of a whole system: more than a socket takes at once. */
const longStatus = { launcherPid: 1, processes: Array.from({ length: 4_000 }, (_, n) => ({ name: `process-${n}`, note: 'x'.repeat(200) })) };

describe('the control socket', () => {
  let folder: string;
  let server: { close(): void };
  let path: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ops-'));
    path = join(folder, 'ops.sock');
    server = await serveOps(path, { status: () => Promise.resolve(longStatus) } as unknown as Ops);
  });

  afterEach(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  /** Dies as a killed program does: with requests that nobody has read, and an answer on its way. */
  const askAndDie = (): Promise<void> =>
    new Promise((resolve) => {
      const socket = connect(path);
      socket.once('data', () => {
        socket.destroy();
        resolve();
      });
      for (let n = 0; n < 20; n += 1) socket.write(`${JSON.stringify({ op: 'status' })}\n`);
    });

  it('outlives programs that die in the middle of an answer', async () => {
    for (let n = 0; n < 5; n += 1) await askAndDie();
    expect(await askOps(path, { op: 'status' })).toMatchObject({ launcherPid: 1 });
  }, 60_000);
});
