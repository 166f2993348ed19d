import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { compareChecksums, parseChecksums, verifyManifest, writeManifest } from './manifest.js';

const sum = (digit: string): string => digit.repeat(64);

describe('parseChecksums', () => {
  it('reads the lines of sha256sum and nothing else', () => {
    const text = `${sum('a')}  lib/a.jar\n\n# remark\n${sum('b')} *b.jar\nnot a sum  c.jar\n`;
    expect([...parseChecksums(text)]).toEqual([['lib/a.jar', sum('a')], ['b.jar', sum('b')]]);
  });
});

describe('compareChecksums', () => {
  it('tells missing, unexpected and changed files apart', () => {
    const expected = new Map([['same', sum('a')], ['gone', sum('b')], ['other', sum('c')]]);
    const actual = new Map([['same', sum('a')], ['other', sum('d')], ['new', sum('e')]]);
    expect(compareChecksums(expected, actual)).toEqual(['gone is missing', 'new was not expected', 'other has changed']);
  });
});

describe('a manifest on disk', () => {
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'manifest-'));
    mkdirSync(join(folder, 'lib'));
    writeFileSync(join(folder, 'lib/a.jar'), 'alpha');
    writeFileSync(join(folder, 'tool'), 'beta');
    await writeManifest(folder);
  });
  afterEach(() => { rmSync(folder, { recursive: true }); });

  it('holds for the files it was written for', async () => {
    await expect(verifyManifest(folder)).resolves.toEqual([]);
  });

  it('catches one changed byte, a removed file and a planted one', async () => {
    appendFileSync(join(folder, 'tool'), '!');
    rmSync(join(folder, 'lib/a.jar'));
    writeFileSync(join(folder, 'lib/evil.jar'), 'x');
    await expect(verifyManifest(folder)).resolves.toEqual(['lib/a.jar is missing', 'lib/evil.jar was not expected', 'tool has changed']);
  });

  it('does not trust a folder without one', async () => {
    rmSync(join(folder, 'MANIFEST.sha256'));
    await expect(verifyManifest(folder)).resolves.toEqual(['the manifest is missing']);
  });
});
