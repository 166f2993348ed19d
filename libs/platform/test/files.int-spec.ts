import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { ulid } from 'ulid';
import { FilesPump } from '../src/files/housekeeping/files.pump.js';
import { blobName } from '../src/files/store/blob.name.js';
import { FolderFileStore } from '../src/files/store/folder.file-store.js';
import { filesMigrations, type UploadLink } from '../src/files/index.js';
import { platformMigrations, revertMigrations, runMigrations } from '../src/database/index.js';
import type { LeaderSession } from '../src/outbox/index.js';
import { type FilesTest, reader, startFilesService } from './support/files.service.js';
import { S3TestServer } from './support/s3.server.js';
import { samples } from './support/sample.files.js';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const secret = 'GPS 30.27N Zhang Wei';
/** A photo with a comment behind its first two bytes. */
const photo = (comment = secret): Buffer => {
  const body = Buffer.from(comment);
  return Buffer.concat([samples.jpeg().subarray(0, 2), Buffer.of(0xff, 0xfe, 0, body.length + 2), body, samples.jpeg().subarray(2)]);
};
const clean = samples.jpeg();

let system: FilesTest;
let session: LeaderSession;
let client: pg.Client;

beforeAll(async () => {
  system = await startFilesService();
  client = new pg.Client({ connectionString: system.test.systemUrl });
  await client.connect();
  session = { query: async <Row extends object>(sql: string, parameters: readonly unknown[] = []) => (await client.query<Row & pg.QueryResultRow>(sql, [...parameters])).rows };
}, 60_000);

afterAll(async () => {
  await client.end();
  await system.close();
}, 30_000);

const bodyOf = async (response: Response): Promise<Record<string, unknown>> => (await response.json()) as Record<string, unknown>;
const download = (fileId: string, who = reader('huaxin', 'per_reader')): Promise<string> =>
  system.database.tx(who.tenant, async (em) => (await system.files.requestDownload(em, who, fileId)).url);
const get = (url: string): Promise<Response> => fetch(system.service.url + url, { headers: { 'accept-language': 'en' } });
const uploaded = async (wish: Parameters<FilesTest['request']>[0] = {}): Promise<UploadLink> => {
  const link = await system.request(wish);
  expect((await system.put(link.url, photo())).status).toBe(201);
  return link;
};
const attach = (fileId: string, change: object = {}) =>
  system.database.tx('huaxin', (em) => system.files.attach(em, fileId, { tenantId: 'huaxin', ticketId: 'cn1_T1', purpose: 'photo', attachedTo: 'visit:vst_1', ...change }));
const storeOf = (): FolderFileStore => new FolderFileStore(join(system.folder, 'store', 'field-service'));
const storedNames = async (): Promise<string[]> => (await storeOf().list(1_000)).blobs.map(({ name }) => name);
const stateOf = async (fileId: string): Promise<string> => (await session.query<{ state: string }>('select state from files where file_id = $1', [fileId]))[0]?.state ?? 'gone';
const statesOf = async (links: readonly UploadLink[]): Promise<string[]> => {
  const states: string[] = [];
  for (const { fileId } of links) states.push(await stateOf(fileId));
  return states;
};
const audited = (): Promise<{ action: string; actor: string; subject: string; detail: unknown }[]> => session.query('select action, actor, subject, detail from audit_log order by seq');
const housekeep = async (orphanHours = 24): Promise<FilesPump> => {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const pump = new FilesPump({ store: storeOf(), clock: system.clock, orphanHours, log });
  await pump.drain(session, () => undefined, new AbortController().signal);
  return pump;
};

describe('an upload', () => {
  it('[A9-3] of a photo is stored without its metadata and becomes evidence by id and hash', async () => {
    const link = await system.request();
    expect(link).toMatchObject({ maxBytes: 20 * 1024 * 1024, types: ['jpg', 'png', 'webp'], expiresAt: new Date('2026-11-02T08:15:00Z') });
    const response = await system.put(link.url, photo(), { 'content-type': 'text/html' });
    expect([response.status, await bodyOf(response)]).toEqual([201, { fileId: link.fileId, type: 'image/jpeg', bytes: clean.length, sha256: sha256(clean) }]);
    expect(await attach(link.fileId)).toEqual({ fileId: link.fileId, sha256: sha256(clean) });
    expect(await attach(link.fileId)).toEqual({ fileId: link.fileId, sha256: sha256(clean) });
  });

  it('[A11-5] lies in the store sealed, under a name of ids', async () => {
    const { fileId } = await uploaded();
    const [name = ''] = (await storedNames()).filter((one) => one.includes(fileId));
    expect(name).toMatch(new RegExp(`^huaxin/${fileId}\\.[0-9A-Z]{26}$`, 'u'));
    const path = join(system.folder, 'store', 'field-service', 'huaxin', fileId.slice(-2), name.slice('huaxin/'.length));
    const sealed = await readFile(path);
    expect(sealed.length).toBe(33 + clean.length + 16);
    expect(sealed.includes(clean.subarray(20, 60))).toBe(false);
  });

  it('may be repeated with the same content, and with no other; one content stays', async () => {
    const link = await system.request();
    const answers = await Promise.all([system.put(link.url, photo()), system.put(link.url, photo('other notes')), system.put(link.url, photo())]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    const other = await system.put(link.url, samples.png());
    expect([other.status, await bodyOf(other)]).toEqual([409, { code: 'file.already-stored', message: 'This link was used for another file.' }]);
    expect((await storedNames()).filter((name) => name.includes(link.fileId))).toHaveLength(1);
    expect((await get(await download(link.fileId))).status).toBe(200);
  });

  it.each([
    [415, 'file.type-not-allowed', Buffer.from('<html></html>'), {}],
    [400, 'file.truncated', clean.subarray(0, 200), {}],
    [400, 'file.mixed-content', Buffer.concat([clean, Buffer.from('PK\x03\x04')]), {}],
    [400, 'file.empty', Buffer.alloc(0), {}],
    [415, 'file.type-not-allowed', clean, { purpose: 'recorded-call' as const }],
    [413, 'file.too-large', Buffer.concat([samples.png(), Buffer.alloc(1024 * 1024)]), { purpose: 'signature' as const }],
  ])('is refused with %i %s and leaves nothing behind', async (status, code, bytes, wish) => {
    const link = await system.request(wish);
    const response = await system.put(link.url, bytes);
    expect([response.status, (await bodyOf(response))['code']]).toEqual([status, code]);
    expect(await stateOf(link.fileId)).toBe('requested');
    expect((await storedNames()).filter((name) => name.includes(link.fileId))).toEqual([]);
  });

  it('is broken off at the limit though nobody announced its length', async () => {
    const link = await system.request({ purpose: 'signature' });
    const url = new URL(system.service.url + link.url);
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
    const link = await system.request();
    const sender = httpRequest(new URL(system.service.url + link.url), { method: 'PUT', headers: { 'content-length': '100000' } });
    sender.on('error', () => undefined);
    sender.write(clean.subarray(0, 250));
    await new Promise((resolve) => setTimeout(resolve, 100));
    sender.destroy();
    expect((await system.put(link.url, photo())).status).toBe(201);
    expect((await storedNames()).filter((name) => name.includes(link.fileId))).toHaveLength(1);
  });

  it('is refused in the language of its sender', async () => {
    const link = await system.request();
    const response = await system.put(link.url, Buffer.from('x'), { 'accept-language': 'zh' });
    expect((await bodyOf(response))['message']).toBe('不接收此类文件，可接收：jpg, png, webp。');
  });

  it('needs its link: unchanged, in time, for this use', async () => {
    const link = await system.request();
    const other = await system.request({ tenantId: 'borealis' });
    const refused = async (url: string, method = 'PUT'): Promise<unknown> => {
      const response = await fetch(system.service.url + url, { method, ...(method === 'PUT' ? { body: new Uint8Array(clean) } : {}) });
      return [response.status, (await bodyOf(response))['code']];
    };
    expect(await refused(link.url.replace(link.fileId, other.fileId))).toEqual([403, 'file.link-invalid']);
    expect(await refused(link.url.replace('tenant=huaxin', 'tenant=borealis'))).toEqual([403, 'file.link-invalid']);
    expect(await refused(link.url.replace(/expires=\d/u, 'expires=9'))).toEqual([403, 'file.link-invalid']);
    expect(await refused(link.url, 'GET')).toEqual([403, 'file.link-invalid']);
    expect(await refused(`/files/${link.fileId}`)).toEqual([403, 'file.link-invalid']);
    system.clock.advance(15 * 60_000);
    expect(await refused(link.url)).toEqual([403, 'file.link-expired']);
    system.clock.set('2026-11-02T08:00:00Z');
  });

  it('waits its turn when too many run', async () => {
    const links = await Promise.all([1, 2, 3].map(() => system.request()));
    const senders = links.map((link) => {
      const sender = httpRequest(new URL(system.service.url + link.url), { method: 'PUT', headers: { 'content-length': '100000' } });
      sender.on('error', () => undefined);
      sender.write(clean.subarray(0, 250));
      return sender;
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const response = await system.put((await system.request()).url, photo());
    expect([response.status, response.headers.get('retry-after'), (await bodyOf(response))['code']]).toEqual([429, '5', 'file.uploads-busy']);
    for (const sender of senders) sender.destroy();
  });
});

describe('a download', () => {
  it('[A11-4] is for those whom the service lets, and as if there were none for others', async () => {
    const { fileId } = await uploaded();
    const response = await get(await download(fileId));
    expect(Buffer.from(await response.arrayBuffer()).equals(clean)).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/jpeg', 'content-length': String(clean.length), 'content-disposition': `attachment; filename="${fileId}.jpg"`,
      'x-content-type-options': 'nosniff', 'cache-control': 'private, no-store',
    });
    await expect(download(fileId, reader('huaxin', 'per_other'))).rejects.toMatchObject({ code: 'file.not-found' });
    await expect(download(`fil_${ulid()}`)).rejects.toMatchObject({ code: 'file.not-found' });
    await expect(download((await system.request()).fileId)).rejects.toMatchObject({ code: 'file.not-stored' });
  });

  it('[A11-5] is on record, each one, without a name', async () => {
    const { fileId } = await uploaded();
    const url = await download(fileId);
    const before = (await audited()).length;
    await Promise.all([get(url), get(url)].map(async (response) => (await response).arrayBuffer()));
    const entry = { action: 'file.read', actor: 'per_reader', subject: fileId, detail: { purpose: 'photo', ticketId: 'cn1_T1', personId: 'cus_1' } };
    expect((await audited()).slice(before)).toEqual([entry, entry]);
  });

  it('expires after two minutes', async () => {
    const url = await download((await uploaded()).fileId);
    system.clock.advance(120_000);
    expect((await get(url)).status).toBe(403);
    system.clock.set('2026-11-02T08:00:00Z');
  });

  it('of a long content comes whole', async () => {
    const link = await system.request();
    // A comment is cut out, filler bytes in front of a marker are part of no segment: the scan itself makes it long.
    const end = clean.length - 2;
    const long = Buffer.concat([clean.subarray(0, end), Buffer.alloc(3 * 1024 * 1024, 0x55), clean.subarray(end)]);
    expect((await system.put(link.url, long)).status).toBe(201);
    const response = await get(await download(link.fileId));
    expect(sha256(Buffer.from(await response.arrayBuffer()))).toBe(sha256(long));
  });

  it('of a content that was lost or changed is refused, and told to those who run the system', async () => {
    const [lost, changed] = [await uploaded(), await uploaded()];
    const names = await storedNames();
    const pathOf = ({ fileId }: UploadLink): string => join(system.folder, 'store/field-service/huaxin', fileId.slice(-2), (names.find((name) => name.includes(fileId)) ?? '').slice(7));
    await rm(pathOf(lost));
    const sealed = await readFile(pathOf(changed));
    // Another value than whatever the cipher made of it.
    sealed[60] = (sealed[60] ?? 0) ^ 1;
    await writeFile(pathOf(changed), sealed);
    for (const { fileId } of [lost, changed]) {
      const response = await get(await download(fileId));
      expect([response.status, (await bodyOf(response))['code']]).toEqual([503, 'file.unreadable']);
    }
    expect(system.lines.filter((line) => line.includes('missing or was changed'))).toHaveLength(2);
  });

  it('[A11-5] is over once the person was erased, and so are uploads', async () => {
    const { fileId } = await uploaded({ personId: 'cus_erased' });
    const [readLink, writeLink] = [await download(fileId), await system.request({ personId: 'cus_erased' })];
    await system.database.tx('huaxin', (em) => system.keys.destroy(em, { tenantId: 'huaxin', personId: 'cus_erased' }));
    const read = await get(readLink);
    expect([read.status, (await bodyOf(read))['code']]).toEqual([404, 'file.erased']);
    const write = await system.put(writeLink.url, photo());
    expect([write.status, (await bodyOf(write))['code']]).toEqual([409, 'person.erased']);
  });
});

describe('an attachment', () => {
  it('is of one record, of the file’s own ticket and purpose, and of an uploaded file', async () => {
    const { fileId } = await uploaded();
    await expect(attach(fileId, { ticketId: 'cn1_T2' })).rejects.toMatchObject({ code: 'file.other-owner' });
    await expect(attach(fileId, { purpose: 'signature' })).rejects.toMatchObject({ code: 'file.purpose-mismatch' });
    await attach(fileId);
    await expect(attach(fileId, { attachedTo: 'visit:vst_2' })).rejects.toMatchObject({ code: 'file.already-attached' });
    await expect(attach((await system.request()).fileId)).rejects.toMatchObject({ code: 'file.not-stored' });
    await expect(attach(`fil_${ulid()}`)).rejects.toMatchObject({ code: 'file.not-found' });
  });

  it('is undone with the transaction that made it', async () => {
    const { fileId } = await uploaded();
    const failed = system.database.tx('huaxin', async (em) => {
      await system.files.attach(em, fileId, { tenantId: 'huaxin', ticketId: 'cn1_T1', purpose: 'photo', attachedTo: 'visit:vst_3' });
      throw new Error('undone');
    });
    await expect(failed).rejects.toThrow('undone');
    expect(await stateOf(fileId)).toBe('stored');
  });

  it('is made of a bounded number of waiting files', async () => {
    await Promise.all(Array.from({ length: 100 }, () => system.request({ ticketId: 'cn1_FULL' })));
    await expect(system.request({ ticketId: 'cn1_FULL' })).rejects.toMatchObject({ code: 'file.too-many-open', params: { max: 100 } });
    await session.query(`delete from files where ticket_id = 'cn1_FULL'`);
  });
});

describe('another tenant', () => {
  it('neither sees, attaches, reads nor removes a file', async () => {
    const { fileId } = await uploaded();
    const gone = { code: 'file.not-found' };
    await expect(download(fileId, reader('borealis', 'per_reader'))).rejects.toMatchObject(gone);
    await system.database.tx('borealis', async (em) => {
      expect(await em.query('select 1 from files where file_id = $1', [fileId])).toEqual([]);
      await expect(system.files.attach(em, fileId, { tenantId: 'huaxin', ticketId: 'cn1_T1', purpose: 'photo', attachedTo: 'x' })).rejects.toMatchObject(gone);
      await expect(system.files.remove(em, 'huaxin', fileId, 'per_1')).rejects.toMatchObject(gone);
    });
    const forged = system.database.tx('borealis', (em) => system.files.requestUpload(em, { tenantId: 'huaxin', purpose: 'photo', ticketId: 't', personId: 'p', requestedBy: 'x' }));
    await expect(forged).rejects.toThrow(/row-level security/u);
  });
});

describe('housekeeping', () => {
  it('removes what was attached to nothing in time, and keeps what is evidence or young', async () => {
    const [orphan, asked, evidence] = [await uploaded(), await system.request(), await uploaded()];
    await attach(evidence.fileId);
    system.clock.advance(23 * 3_600_000);
    const young = await uploaded();
    system.clock.advance(3_600_000 + 1);
    const pump = await housekeep();
    expect(await statesOf([orphan, asked, evidence, young])).toEqual(['removed', 'removed', 'attached', 'stored']);
    const names = (await storedNames()).join();
    expect([orphan, evidence, young].map(({ fileId }) => names.includes(fileId))).toEqual([false, true, true]);
    expect(pump.status()['orphans']).toBeGreaterThanOrEqual(2);
    await expect(attach(orphan.fileId)).rejects.toMatchObject({ code: 'file.not-found' });
    system.clock.set('2026-11-02T08:00:00Z');
  });

  it('clears away the content of a removed file, which nobody reads any more, and keeps that on record', async () => {
    const { fileId } = await uploaded();
    const url = await download(fileId);
    await attach(fileId);
    await system.database.tx('huaxin', (em) => system.files.remove(em, 'huaxin', fileId, 'per_admin'));
    expect((await get(url)).status).toBe(404);
    await housekeep();
    expect((await storedNames()).filter((name) => name.includes(fileId))).toEqual([]);
    expect((await audited()).at(-1)).toMatchObject({ action: 'file.removed', actor: 'per_admin', subject: fileId });
  });

  it('clears away contents that no row knows, once they are old, and puts off nothing else for it', async () => {
    const known = await uploaded();
    const stray = blobName({ tenantId: 'huaxin', fileId: `fil_${ulid()}`, attempt: ulid() });
    const second = blobName({ tenantId: 'huaxin', fileId: known.fileId, attempt: ulid() });
    for (const name of [stray, second]) await storeOf().put(name, (async function* () { await Promise.resolve(); yield Buffer.from('x'); })());
    system.clock.set(new Date(Date.now() + 1_800_000));
    await housekeep(720);
    expect(await storedNames()).toEqual(expect.arrayContaining([stray, second]));
    system.clock.set(new Date(Date.now() + 3_700_000));
    await housekeep(720);
    const names = await storedNames();
    expect([names.includes(stray), names.includes(second), names.some((name) => name.includes(known.fileId))]).toEqual([false, false, true]);
    system.clock.set('2026-11-02T08:00:00Z');
  });

  it('touches nothing when most contents are unknown: the store is hardly this database’s', async () => {
    const strays = Array.from({ length: 120 }, () => blobName({ tenantId: 'huaxin', fileId: `fil_${ulid()}`, attempt: ulid() }));
    for (const name of strays) await storeOf().put(name, (async function* () { await Promise.resolve(); yield Buffer.from('x'); })());
    system.clock.set(new Date(Date.now() + 3_700_000));
    const pump = await housekeep(720);
    expect(pump.status()).toMatchObject({ strays: 0, straysLeft: 120 });
    for (const name of strays) await storeOf().remove(name);
    system.clock.set('2026-11-02T08:00:00Z');
  });

  it('waits for a store that is away', async () => {
    const { fileId } = await uploaded();
    await system.database.tx('huaxin', (em) => system.files.remove(em, 'huaxin', fileId, 'per_admin'));
    const away = { remove: () => Promise.reject(new Error('away')), list: () => Promise.reject(new Error('away')), put: () => Promise.reject(new Error('away')), read: () => Promise.reject(new Error('away')) };
    const warnings: object[] = [];
    const pump = new FilesPump({ store: away, clock: system.clock, orphanHours: 24, log: { info: () => undefined, warn: (fields) => void warnings.push(fields), error: () => undefined } });
    await pump.drain(session, () => undefined, new AbortController().signal);
    expect([warnings, pump.status()['failed']]).toEqual([[{ error: 'Error: away' }, { error: 'Error: away' }], 2]);
    await housekeep();
    expect((await storedNames()).filter((name) => name.includes(fileId))).toEqual([]);
  });
});

describe('a process with the role relay', () => {
  it('does the housekeeping by itself, shows it to operators, and ends in order', async () => {
    const other = await startFilesService({}, ['api', 'relay']);
    const status = async () => (await bodyOf(await fetch(`${other.service.url}/ops/status`)))['files'];
    await other.request();
    const patience = Date.now() + 10_000;
    const settled = (files: unknown): boolean => JSON.stringify(files) === JSON.stringify({ requested: 1, housekeeping: { orphans: 0, cleared: 0, strays: 0, straysLeft: 0, failed: 0 } });
    while (!settled(await status()) && Date.now() < patience) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(settled(await status())).toBe(true);
    const leading = await client.query('select 1 from pg_stat_activity where datname = $1 and application_name = $2', [other.test.name, 'mendline-relay.files']);
    expect(leading.rowCount).toBe(1);
    await other.close();
  }, 30_000);

  it('serves no content when it is not an api', async () => {
    const other = await startFilesService({}, ['relay']);
    expect((await other.put((await other.request()).url, clean)).status).toBe(404);
    await other.close();
  }, 30_000);
});

describe('files in a bucket', () => {
  it('go and come as in a folder', async () => {
    const server = await S3TestServer.start();
    const credentials = join(system.folder, 's3.key');
    await writeFile(credentials, `${server.credentials.accessKeyId}:${server.credentials.secretAccessKey}`);
    const env = { FILES_STORE: 's3', FILES_S3_ENDPOINT: server.endpoint, FILES_S3_BUCKET: server.bucket, FILES_S3_REGION: server.region, FILES_S3_CREDENTIALS_FILE: credentials };
    const other = await startFilesService(env);
    const link = await other.request();
    expect((await other.put(link.url, photo())).status).toBe(201);
    expect([...server.blobs.keys()]).toEqual([expect.stringMatching(new RegExp(`^field-service/huaxin/${link.fileId}\\.`, 'u'))]);
    const url = await other.database.tx('huaxin', async (em) => (await other.files.requestDownload(em, reader('huaxin', 'per_reader'), link.fileId)).url);
    const response = await fetch(other.service.url + url);
    expect(Buffer.from(await response.arrayBuffer()).equals(clean)).toBe(true);
    await other.close();
    await server.close();
  }, 30_000);
});

describe('the table of files', () => {
  it('can be taken back, and no log line held a name, a link or a signature', async () => {
    expect(system.lines.join('\n')).not.toMatch(/Zhang|signature=|cus_/u);
    expect(await readdir(join(system.folder, 'store', 'field-service', '.incoming'))).toEqual([]);
    const migrations = [...platformMigrations, ...filesMigrations];
    await revertMigrations(system.test.ownerUrl, migrations, 1);
    expect(await runMigrations(system.test.ownerUrl, migrations)).toEqual(['CreateFiles1700000000600']);
  });
});
