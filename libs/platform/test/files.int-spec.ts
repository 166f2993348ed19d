import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ulid } from 'ulid';
import { platformMigrations, revertMigrations, runMigrations } from '../src/database/index.js';
import { filesMigrations, type UploadLink } from '../src/files/index.js';
import { bodyOf, clean, FilesBench, photo } from './support/files.bench.js';
import { reader } from './support/files.service.js';
import { samples } from './support/sample.files.js';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

let files: FilesBench;

beforeAll(async () => {
  files = await FilesBench.open();
}, 60_000);

afterAll(() => files.close(), 30_000);

describe('an upload', () => {
  it('[A9-3] of a photo is stored without its metadata and becomes evidence by id and hash', async () => {
    const link = await files.system.request();
    expect(link).toMatchObject({ maxBytes: 20 * 1024 * 1024, types: ['jpg', 'png', 'webp'], expiresAt: new Date('2026-11-02T08:15:00Z') });
    const response = await files.system.put(link.url, photo(), { 'content-type': 'text/html' });
    expect([response.status, await bodyOf(response)]).toEqual([201, { fileId: link.fileId, type: 'image/jpeg', bytes: clean.length, sha256: sha256(clean) }]);
    expect(await files.attach(link.fileId)).toEqual({ fileId: link.fileId, sha256: sha256(clean) });
    expect(await files.attach(link.fileId)).toEqual({ fileId: link.fileId, sha256: sha256(clean) });
  });

  it('[A11-5] lies in the store sealed, under a name of ids', async () => {
    const { fileId } = await files.uploaded();
    const [name = ''] = (await files.storedNames()).filter((one) => one.includes(fileId));
    expect(name).toMatch(new RegExp(`^huaxin/${fileId}\\.[0-9A-Z]{26}$`, 'u'));
    const path = join(files.system.folder, 'store', 'field-service', 'huaxin', fileId.slice(-2), name.slice('huaxin/'.length));
    const sealed = await readFile(path);
    expect(sealed.length).toBe(33 + clean.length + 16);
    expect(sealed.includes(clean.subarray(20, 60))).toBe(false);
  });

  it('may be repeated with the same content, and with no other; one content stays', async () => {
    const link = await files.system.request();
    const answers = await Promise.all([files.system.put(link.url, photo()), files.system.put(link.url, photo('other notes')), files.system.put(link.url, photo())]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    const other = await files.system.put(link.url, samples.png());
    expect([other.status, await bodyOf(other)]).toEqual([409, { code: 'file.already-stored', message: 'This link was used for another file.' }]);
    expect((await files.storedNames()).filter((name) => name.includes(link.fileId))).toHaveLength(1);
    expect((await files.get(await files.download(link.fileId))).status).toBe(200);
  });

  it.each([
    [415, 'file.type-not-allowed', Buffer.from('<html></html>'), {}],
    [400, 'file.truncated', clean.subarray(0, 200), {}],
    [400, 'file.mixed-content', Buffer.concat([clean, Buffer.from('PK\x03\x04')]), {}],
    [400, 'file.empty', Buffer.alloc(0), {}],
    [415, 'file.type-not-allowed', clean, { purpose: 'recorded-call' as const }],
    [413, 'file.too-large', Buffer.concat([samples.png(), Buffer.alloc(1024 * 1024)]), { purpose: 'signature' as const }],
  ])('is refused with %i %s and leaves nothing behind', async (status, code, bytes, wish) => {
    const link = await files.system.request(wish);
    const response = await files.system.put(link.url, bytes);
    expect([response.status, (await bodyOf(response))['code']]).toEqual([status, code]);
    expect(await files.stateOf(link.fileId)).toBe('requested');
    expect((await files.storedNames()).filter((name) => name.includes(link.fileId))).toEqual([]);
  });

  it('is broken off at the limit though nobody announced its length', async () => {
    const link = await files.system.request({ purpose: 'signature' });
    const url = new URL(files.system.service.url + link.url);
    const status = await new Promise<number>((resolve, reject) => {
      const sender = httpRequest(url, { method: 'PUT', headers: { 'transfer-encoding': 'chunked' } }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sender.on('error', reject);
      sender.write(samples.png());
      for (let index = 0; index < 20; index += 1) sender.write(Buffer.alloc(64 * 1024));
      sender.end();
    });
    expect(status).toBe(413);
  });

  it('that breaks off on the way leaves nothing, and may be tried again', async () => {
    const link = await files.system.request();
    const sender = httpRequest(new URL(files.system.service.url + link.url), { method: 'PUT', headers: { 'content-length': '100000' } });
    sender.on('error', () => undefined);
    sender.write(clean.subarray(0, 250));
    await new Promise((resolve) => setTimeout(resolve, 100));
    sender.destroy();
    expect((await files.system.put(link.url, photo())).status).toBe(201);
    expect((await files.storedNames()).filter((name) => name.includes(link.fileId))).toHaveLength(1);
  });

  it('is refused in the language of its sender', async () => {
    const link = await files.system.request();
    const response = await files.system.put(link.url, Buffer.from('x'), { 'accept-language': 'zh' });
    expect((await bodyOf(response))['message']).toBe('不接收此类文件，可接收：jpg, png, webp。');
  });

  it('needs its link: unchanged, in time, for this use', async () => {
    const link = await files.system.request();
    const other = await files.system.request({ tenantId: 'borealis' });
    const refused = async (url: string, method = 'PUT'): Promise<unknown> => {
      const response = await fetch(files.system.service.url + url, { method, ...(method === 'PUT' ? { body: new Uint8Array(clean) } : {}) });
      return [response.status, (await bodyOf(response))['code']];
    };
    expect(await refused(link.url.replace(link.fileId, other.fileId))).toEqual([403, 'file.link-invalid']);
    expect(await refused(link.url.replace('tenant=huaxin', 'tenant=borealis'))).toEqual([403, 'file.link-invalid']);
    expect(await refused(link.url.replace(/expires=\d/u, 'expires=9'))).toEqual([403, 'file.link-invalid']);
    expect(await refused(link.url, 'GET')).toEqual([403, 'file.link-invalid']);
    expect(await refused(`/files/${link.fileId}`)).toEqual([403, 'file.link-invalid']);
    files.system.clock.advance(15 * 60_000);
    expect(await refused(link.url)).toEqual([403, 'file.link-expired']);
    files.system.clock.set('2026-11-02T08:00:00Z');
  });

  it('waits its turn when too many run', async () => {
    const links = await Promise.all([1, 2, 3].map(() => files.system.request()));
    const senders = links.map((link) => {
      const sender = httpRequest(new URL(files.system.service.url + link.url), { method: 'PUT', headers: { 'content-length': '100000' } });
      sender.on('error', () => undefined);
      sender.write(clean.subarray(0, 250));
      return sender;
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const response = await files.system.put((await files.system.request()).url, photo());
    expect([response.status, response.headers.get('retry-after'), (await bodyOf(response))['code']]).toEqual([429, '5', 'file.uploads-busy']);
    for (const sender of senders) sender.destroy();
  });
});

describe('a download', () => {
  it('[A11-4] is for those whom the service lets, and as if there were none for others', async () => {
    const { fileId } = await files.uploaded();
    const response = await files.get(await files.download(fileId));
    expect(Buffer.from(await response.arrayBuffer()).equals(clean)).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/jpeg', 'content-length': String(clean.length), 'content-disposition': `attachment; filename="${fileId}.jpg"`,
      'x-content-type-options': 'nosniff', 'cache-control': 'private, no-store',
    });
    await expect(files.download(fileId, reader('huaxin', 'per_other'))).rejects.toMatchObject({ code: 'file.not-found' });
    await expect(files.download(`fil_${ulid()}`)).rejects.toMatchObject({ code: 'file.not-found' });
    await expect(files.download((await files.system.request()).fileId)).rejects.toMatchObject({ code: 'file.not-stored' });
  });

  it('[A11-5] is on record, each one, without a name', async () => {
    const { fileId } = await files.uploaded();
    const url = await files.download(fileId);
    const before = (await files.audited()).length;
    await Promise.all([files.get(url), files.get(url)].map(async (response) => (await response).arrayBuffer()));
    const entry = { action: 'file.read', actor: 'per_reader', subject: fileId, detail: { purpose: 'photo', ticketId: 'cn1_T1', personId: 'cus_1' } };
    expect((await files.audited()).slice(before)).toEqual([entry, entry]);
  });

  it('expires after two minutes', async () => {
    const url = await files.download((await files.uploaded()).fileId);
    files.system.clock.advance(120_000);
    expect((await files.get(url)).status).toBe(403);
    files.system.clock.set('2026-11-02T08:00:00Z');
  });

  it('of a long content comes whole', async () => {
    const link = await files.system.request();
    // A comment is cut out, filler bytes in front of a marker are part of no segment: the scan itself makes it long.
    const end = clean.length - 2;
    const long = Buffer.concat([clean.subarray(0, end), Buffer.alloc(3 * 1024 * 1024, 0x55), clean.subarray(end)]);
    expect((await files.system.put(link.url, long)).status).toBe(201);
    const response = await files.get(await files.download(link.fileId));
    expect(sha256(Buffer.from(await response.arrayBuffer()))).toBe(sha256(long));
  });

  it('of a content that was lost or changed is refused, and told to those who run the system', async () => {
    const [lost, changed] = [await files.uploaded(), await files.uploaded()];
    const names = await files.storedNames();
    const pathOf = ({ fileId }: UploadLink): string => join(files.system.folder, 'store/field-service/huaxin', fileId.slice(-2), (names.find((name) => name.includes(fileId)) ?? '').slice(7));
    await rm(pathOf(lost));
    const sealed = await readFile(pathOf(changed));
    // Another value than whatever the cipher made of it.
    sealed[60] = (sealed[60] ?? 0) ^ 1;
    await writeFile(pathOf(changed), sealed);
    for (const { fileId } of [lost, changed]) {
      const response = await files.get(await files.download(fileId));
      expect([response.status, (await bodyOf(response))['code']]).toEqual([503, 'file.unreadable']);
    }
    expect(files.system.lines.filter((line) => line.includes('missing or was changed'))).toHaveLength(2);
  });

  it('[A11-5] is over once the person was erased, and so are uploads', async () => {
    const { fileId } = await files.uploaded({ personId: 'cus_erased' });
    const [readLink, writeLink] = [await files.download(fileId), await files.system.request({ personId: 'cus_erased' })];
    await files.system.database.tx('huaxin', (em) => files.system.keys.destroy(em, { tenantId: 'huaxin', personId: 'cus_erased' }));
    const read = await files.get(readLink);
    expect([read.status, (await bodyOf(read))['code']]).toEqual([404, 'file.erased']);
    const write = await files.system.put(writeLink.url, photo());
    expect([write.status, (await bodyOf(write))['code']]).toEqual([409, 'person.erased']);
  });
});

describe('an attachment', () => {
  it('is of one record, of the file’s own ticket and purpose, and of an uploaded file', async () => {
    const { fileId } = await files.uploaded();
    await expect(files.attach(fileId, { ticketId: 'cn1_T2' })).rejects.toMatchObject({ code: 'file.other-owner' });
    await expect(files.attach(fileId, { purpose: 'signature' })).rejects.toMatchObject({ code: 'file.purpose-mismatch' });
    await files.attach(fileId);
    await expect(files.attach(fileId, { attachedTo: 'visit:vst_2' })).rejects.toMatchObject({ code: 'file.already-attached' });
    await expect(files.attach((await files.system.request()).fileId)).rejects.toMatchObject({ code: 'file.not-stored' });
    await expect(files.attach(`fil_${ulid()}`)).rejects.toMatchObject({ code: 'file.not-found' });
  });

  it('is undone with the transaction that made it', async () => {
    const { fileId } = await files.uploaded();
    const failed = files.system.database.tx('huaxin', async (em) => {
      await files.system.files.attach(em, fileId, { tenantId: 'huaxin', ticketId: 'cn1_T1', purpose: 'photo', attachedTo: 'visit:vst_3' });
      throw new Error('undone');
    });
    await expect(failed).rejects.toThrow('undone');
    expect(await files.stateOf(fileId)).toBe('stored');
  });

  it('is made of a bounded number of waiting files', async () => {
    await Promise.all(Array.from({ length: 100 }, () => files.system.request({ ticketId: 'cn1_FULL' })));
    await expect(files.system.request({ ticketId: 'cn1_FULL' })).rejects.toMatchObject({ code: 'file.too-many-open', params: { max: 100 } });
    await files.session.query(`delete from files where ticket_id = 'cn1_FULL'`);
  });
});

describe('another tenant', () => {
  it('neither sees, attaches, reads nor removes a file', async () => {
    const { fileId } = await files.uploaded();
    const gone = { code: 'file.not-found' };
    await expect(files.download(fileId, reader('borealis', 'per_reader'))).rejects.toMatchObject(gone);
    await files.system.database.tx('borealis', async (em) => {
      expect(await em.query('select 1 from files where file_id = $1', [fileId])).toEqual([]);
      await expect(files.system.files.attach(em, fileId, { tenantId: 'huaxin', ticketId: 'cn1_T1', purpose: 'photo', attachedTo: 'x' })).rejects.toMatchObject(gone);
      await expect(files.system.files.remove(em, 'huaxin', fileId, 'per_1')).rejects.toMatchObject(gone);
    });
    const forged = files.system.database.tx('borealis', (em) => files.system.files.requestUpload(em, { tenantId: 'huaxin', purpose: 'photo', ticketId: 't', personId: 'p', requestedBy: 'x' }));
    await expect(forged).rejects.toThrow(/row-level security/u);
  });
});

describe('the table of files', () => {
  it('can be taken back, and no log line held a name, a link or a signature', async () => {
    expect(files.system.lines.join('\n')).not.toMatch(/Zhang|signature=|cus_/u);
    expect(await readdir(join(files.system.folder, 'store', 'field-service', '.incoming'))).toEqual([]);
    const migrations = [...platformMigrations, ...filesMigrations];
    await revertMigrations(files.system.test.ownerUrl, migrations, 1);
    expect(await runMigrations(files.system.test.ownerUrl, migrations)).toEqual(['CreateFiles1700000000600']);
  });
});
