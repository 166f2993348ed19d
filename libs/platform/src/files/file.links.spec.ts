import { describe, expect, it } from '@jest/globals';
import { FixedClock } from '../clock/index.js';
import { FileKeyManagement } from '../privacy/keys/file.key-management.js';
import { FileLinks, type LinkQuery, type LinkSubject } from './file.links.js';

const kms = FileKeyManagement.fromText(Buffer.alloc(32, 7).toString('base64'));
const clock = new FixedClock('2026-11-02T08:00:00Z');
const links = new FileLinks(kms, clock, 'https://files.example.com');
const subject: LinkSubject = { use: 'upload', tenantId: 'huaxin', fileId: 'fil_1', holder: 'per_1' };
const queryOf = (url: string): Record<string, string> => Object.fromEntries(new URL(url).searchParams);
const given = async (): Promise<Record<string, string>> => queryOf((await links.give(subject, new Date('2026-11-02T08:15:00Z'))).url);
const invalid = { code: 'file.link-invalid', kind: 'forbidden' };

describe('a link to a file', () => {
  it('is good for what it was given for, until it expires', async () => {
    const { url } = await links.give(subject, new Date('2026-11-02T08:15:00Z'));
    expect(url).toMatch(/^https:\/\/files\.example\.com\/files\/fil_1\?/u);
    expect(await links.accept('upload', 'fil_1', queryOf(url))).toEqual(subject);
    clock.set('2026-11-02T08:14:59.999Z');
    expect(await links.accept('upload', 'fil_1', queryOf(url))).toEqual(subject);
    clock.set('2026-11-02T08:15:00Z');
    await expect(links.accept('upload', 'fil_1', queryOf(url))).rejects.toMatchObject({ code: 'file.link-expired' });
    clock.set('2026-11-02T08:00:00Z');
  });

  it('is good for no other use, file, tenant, holder or time', async () => {
    const query = await given();
    await expect(links.accept('download', 'fil_1', query)).rejects.toMatchObject(invalid);
    await expect(links.accept('upload', 'fil_2', query)).rejects.toMatchObject(invalid);
    for (const change of [{ tenant: 'borealis' }, { for: 'per_2' }, { expires: '99999999999999' }, { signature: 'A'.repeat(43) }]) {
      await expect(links.accept('upload', 'fil_1', { ...query, ...change })).rejects.toMatchObject(invalid);
    }
  });

  it('is refused in any other form', async () => {
    const query = await given();
    const forms: LinkQuery[] = [
      {}, { ...query, signature: undefined }, { ...query, signature: ['x'] }, { ...query, signature: `${query['signature']}A` }, { ...query, tenant: '../x' }, { ...query, tenant: ['huaxin', 'borealis'] },
      { ...query, expires: '1e9' }, { ...query, expires: '-1' }, { ...query, for: 'a b' },
    ];
    for (const form of forms) await expect(links.accept('upload', 'fil_1', form)).rejects.toMatchObject(invalid);
  });

  it('of another master key is refused', async () => {
    const others = new FileLinks(FileKeyManagement.fromText(Buffer.alloc(32, 8).toString('base64')), clock, '');
    await expect(others.accept('upload', 'fil_1', await given())).rejects.toMatchObject(invalid);
  });
});
