import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ulid } from 'ulid';
import { FilesPump } from '../src/files/housekeeping/files.pump.js';
import { blobName } from '../src/files/store/blob.name.js';
import { bodyOf, clean, FilesBench, photo } from './support/files.bench.js';
import { reader, startFilesService } from './support/files.service.js';
import { S3TestServer } from './support/s3.server.js';

let files: FilesBench;

beforeAll(async () => {
  files = await FilesBench.open();
}, 60_000);

afterAll(() => files.close(), 30_000);

describe('housekeeping', () => {
  it('removes what was attached to nothing in time, and keeps what is evidence or young', async () => {
    const [orphan, asked, evidence] = [await files.uploaded(), await files.system.request(), await files.uploaded()];
    await files.attach(evidence.fileId);
    files.system.clock.advance(23 * 3_600_000);
    const young = await files.uploaded();
    files.system.clock.advance(3_600_000 + 1);
    const pump = await files.housekeep();
    expect(await files.statesOf([orphan, asked, evidence, young])).toEqual(['removed', 'removed', 'attached', 'stored']);
    const names = (await files.storedNames()).join();
    expect([orphan, evidence, young].map(({ fileId }) => names.includes(fileId))).toEqual([false, true, true]);
    expect(pump.status()['orphans']).toBeGreaterThanOrEqual(2);
    await expect(files.attach(orphan.fileId)).rejects.toMatchObject({ code: 'file.not-found' });
    files.system.clock.set('2026-11-02T08:00:00Z');
  });

  it('clears away the content of a removed file, which nobody reads any more, and keeps that on record', async () => {
    const { fileId } = await files.uploaded();
    const url = await files.download(fileId);
    await files.attach(fileId);
    await files.system.database.tx('huaxin', (em) => files.system.files.remove(em, 'huaxin', fileId, 'per_admin'));
    expect((await files.get(url)).status).toBe(404);
    await files.housekeep();
    expect((await files.storedNames()).filter((name) => name.includes(fileId))).toEqual([]);
    expect((await files.audited()).at(-1)).toMatchObject({ action: 'file.removed', actor: 'per_admin', subject: fileId });
  });

  it('clears away contents that no row knows, once they are old, and puts off nothing else for it', async () => {
    const known = await files.uploaded();
    const stray = blobName({ tenantId: 'huaxin', fileId: `fil_${ulid()}`, attempt: ulid() });
    const second = blobName({ tenantId: 'huaxin', fileId: known.fileId, attempt: ulid() });
    for (const name of [stray, second]) await files.store.put(name, (async function* () { await Promise.resolve(); yield Buffer.from('x'); })());
    files.system.clock.set(new Date(Date.now() + 1_800_000));
    await files.housekeep(720);
    expect(await files.storedNames()).toEqual(expect.arrayContaining([stray, second]));
    files.system.clock.set(new Date(Date.now() + 3_700_000));
    await files.housekeep(720);
    const names = await files.storedNames();
    expect([names.includes(stray), names.includes(second), names.some((name) => name.includes(known.fileId))]).toEqual([false, false, true]);
    files.system.clock.set('2026-11-02T08:00:00Z');
  });

  it('touches nothing when most contents are unknown: the store is hardly this database’s', async () => {
    const strays = Array.from({ length: 120 }, () => blobName({ tenantId: 'huaxin', fileId: `fil_${ulid()}`, attempt: ulid() }));
    for (const name of strays) await files.store.put(name, (async function* () { await Promise.resolve(); yield Buffer.from('x'); })());
    files.system.clock.set(new Date(Date.now() + 3_700_000));
    const pump = await files.housekeep(720);
    expect(pump.status()).toMatchObject({ strays: 0, straysLeft: 120 });
    for (const name of strays) await files.store.remove(name);
    files.system.clock.set('2026-11-02T08:00:00Z');
  });

  it('waits for a store that is away', async () => {
    const { fileId } = await files.uploaded();
    await files.system.database.tx('huaxin', (em) => files.system.files.remove(em, 'huaxin', fileId, 'per_admin'));
    const away = { remove: () => Promise.reject(new Error('away')), list: () => Promise.reject(new Error('away')), put: () => Promise.reject(new Error('away')), read: () => Promise.reject(new Error('away')) };
    const warnings: object[] = [];
    const pump = new FilesPump({ store: away, clock: files.system.clock, orphanHours: 24, log: { info: () => undefined, warn: (fields) => void warnings.push(fields), error: () => undefined } });
    await pump.drain(files.session, () => undefined, new AbortController().signal);
    expect([warnings, pump.status()['failed']]).toEqual([[{ error: new Error('away') }, { error: new Error('away') }], 2]);
    await files.housekeep();
    expect((await files.storedNames()).filter((name) => name.includes(fileId))).toEqual([]);
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
    const leading = await files.session.query('select 1 from pg_stat_activity where datname = $1 and application_name = $2', [other.test.name, 'mendline-relay.files']);
    expect(leading).toHaveLength(1);
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
    const credentials = join(files.system.folder, 's3.key');
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
