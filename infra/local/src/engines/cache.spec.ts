import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cacheEntry, cacheHit, fillCache } from './cache.js';

let root: string;
const lines: string[] = [];
const say = (line: string): void => { lines.push(line); };
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cache-'));
  writeFileSync(join(root, 'pin'), 'v1');
  lines.length = 0;
});
afterEach(() => { rmSync(root, { recursive: true }); });

const entry = (words: string[] = []): ReturnType<typeof cacheEntry> => cacheEntry(root, 'kafka', '4.3.1', { files: [join(root, 'pin')], words });
const write = (text: string) => (folder: string): Promise<void> => {
  writeFileSync(join(folder, 'tool'), text);
  return Promise.resolve();
};

describe('the engine cache', () => {
  it('names an entry by version and by everything that pins it', () => {
    const first = entry().folder;
    expect(first).toMatch(/kafka\/4\.3\.1-[0-9a-f]{12}$/);
    expect(entry(['Java 21']).folder).not.toBe(first);
    writeFileSync(join(root, 'pin'), 'v2');
    expect(entry().folder).not.toBe(first);
  });

  it('builds once for two runs at the same time', async () => {
    let builds = 0;
    const build = async (folder: string): Promise<void> => {
      builds += 1;
      await write('x')(folder);
    };
    await Promise.all([fillCache(entry(), say, build), fillCache(entry(), say, build)]);
    expect(builds).toBe(1);
    await expect(cacheHit(entry(), say)).resolves.toBe(true);
  });

  it('leaves nothing behind when the build fails', async () => {
    await expect(fillCache(entry(), say, () => Promise.reject(new Error('no network')))).rejects.toThrow('no network');
    expect(readdirSync(dirname(entry().folder))).toEqual([]);
    await expect(cacheHit(entry(), say)).resolves.toBe(false);
  });

  it('throws a damaged entry away and says so', async () => {
    await fillCache(entry(), say, write('x'));
    writeFileSync(join(entry().folder, 'tool'), 'tampered');
    await expect(cacheHit(entry(), say)).resolves.toBe(false);
    expect(lines.join()).toContain('tool has changed');
    await fillCache(entry(), say, write('x'));
    await expect(cacheHit(entry(), say)).resolves.toBe(true);
  });
});
