import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { waitUntil } from '../src/engines/class-archive.js';
import { freePort, probeTcp } from '../src/system/network.js';

describe('the mail server', () => {
  it('serves SMTP and shows its mail, and dies with the pid that was started', async () => {
    const [smtp, api] = [await freePort(), await freePort()];
    const child = spawn(process.env['TEST_MAIL_SERVER'] ?? '', [String(smtp), String(api)], { stdio: 'ignore' });
    const served = await waitUntil(async () => void (await Promise.all([probeTcp(smtp), probeTcp(api)])), 90_000, () => child.exitCode === null);
    const users: unknown = await fetch(`http://127.0.0.1:${api}/api/user`).then((answer) => answer.json());
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect({ served, users }).toEqual({ served: true, users: [] });
    await expect(probeTcp(smtp)).rejects.toThrow();
  }, 100_000);
});
