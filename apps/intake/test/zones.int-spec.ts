import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const fromSources = ['--conditions=@mendline/source', '--no-warnings', '--import', '@swc-node/register/esm-register'];

/** What a process in this zone tells of days, numbers, warranties, explanations and rows. */
const tellIn = async (zone: string): Promise<{ readonly zone: number; readonly told: Readonly<Record<string, unknown>> }> => {
  const { stdout } = await run(process.execPath, [...fromSources, 'test/support/zone.probe.ts'], {
    cwd: new URL('..', import.meta.url).pathname, env: { ...process.env, NODE_OPTIONS: '', TZ: zone }, maxBuffer: 16 * 1024 * 1024,
  });
  return JSON.parse(stdout) as { zone: number; told: Record<string, unknown> };
};

describe('processes in UTC, Asia/Shanghai and America/St_Johns', () => {
  it('tell the same numbers, holidays, warranties, explanations and instants', async () => {
    const [utc, shanghai, stJohns] = await Promise.all(['UTC', 'Asia/Shanghai', 'America/St_Johns'].map(tellIn));
    expect([utc?.zone, shanghai?.zone, stJohns?.zone]).toEqual([0, -480, 210]);
    expect(JSON.stringify(utc?.told).length).toBeGreaterThan(10_000);
    expect(shanghai?.told).toEqual(utc?.told);
    expect(stJohns?.told).toEqual(utc?.told);
  });
});
