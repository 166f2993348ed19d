import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { waitUntil } from '../src/engines/class-archive.js';
import { freePort, probeTcp } from '../src/system/network.js';

describe('the time-skipping server', () => {
  it('serves within the 5 s the SDK allows, and dies with the pid that was started', async () => {
    const port = await freePort();
    const child = spawn(process.env['TIME_SKIPPING_SERVER'] ?? '', [String(port)], { stdio: 'ignore' });
    const served = await waitUntil(() => probeTcp(port), 5000, () => child.exitCode === null);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(served).toBe(true);
    await expect(probeTcp(port)).rejects.toThrow();
  });
});
