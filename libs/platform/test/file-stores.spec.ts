import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ulid } from 'ulid';
import { type BlobName, blobName } from '../src/files/store/blob.name.js';
import type { FileStore } from '../src/files/store/file-store.port.js';
import { FolderFileStore } from '../src/files/store/folder.file-store.js';
import { S3Client } from '../src/files/store/s3.client.js';
import { S3FileStore } from '../src/files/store/s3.file-store.js';
import { createFileStore, parseCredentials } from '../src/files/store/store.factory.js';
import { filesEnv } from '../src/files/index.js';
import { S3TestServer } from './support/s3.server.js';

const nameOf = (tenantId = 'huaxin'): BlobName => blobName({ tenantId, fileId: `fil_${ulid()}`, attempt: ulid() });

async function* contentOf(...pieces: readonly Buffer[]): AsyncGenerator<Buffer> {
  await Promise.resolve();
  yield* pieces;
}

async function* brokenAfter(piece: Buffer, times: number): AsyncGenerator<Buffer> {
  await Promise.resolve();
  for (let index = 0; index < times; index += 1) yield piece;
  throw new Error('the sender went away');
}

const gather = async (source: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
};

const listed = async (store: FileStore, limit: number): Promise<string[]> => {
  const names: string[] = [];
  let from: string | undefined;
  do {
    const page = await store.list(limit, from);
    expect(page.blobs.length).toBeLessThanOrEqual(limit);
    names.push(...page.blobs.map(({ name }) => name));
    from = page.next;
  } while (from !== undefined);
  return names.sort();
};

let server: S3TestServer;
let folder: string;
const s3Client = (settings: Partial<ConstructorParameters<typeof S3Client>[0]> = {}): S3Client =>
  new S3Client({ endpoint: server.endpoint, region: server.region, bucket: server.bucket, pathStyle: true, credentials: server.credentials, backoffMs: 1, timeoutMs: 2_000, ...settings });

beforeAll(async () => {
  server = await S3TestServer.start();
  folder = await mkdtemp(join(tmpdir(), 'file-stores-'));
});
beforeEach(() => {
  server.blobs.clear();
  server.requests.length = 0;
  server.failures = [];
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

describe.each([
  ['folder', () => new FolderFileStore(join(folder, randomBytes(4).toString('hex')))],
  ['s3', () => new S3FileStore(s3Client(), 'cn1/field-service/')],
] as const)('the %s store', (_kind, create) => {
  it('gives back what was put, and nothing after it was removed', async () => {
    const store = create();
    const name = nameOf();
    const bytes = randomBytes(200_000);
    await store.put(name, contentOf(bytes.subarray(0, 70_000), bytes.subarray(70_000)));
    expect((await gather(await store.read(name))).equals(bytes)).toBe(true);
    await store.remove(name);
    await store.remove(name);
    await expect(store.read(name)).rejects.toMatchObject({ name: 'BlobMissingError' });
  });

  it('keeps nothing of a content that breaks off', async () => {
    const store = create();
    const name = nameOf();
    await expect(store.put(name, brokenAfter(Buffer.alloc(9 * 1024 * 1024), 2))).rejects.toThrow('went away');
    await expect(store.read(name)).rejects.toMatchObject({ name: 'BlobMissingError' });
    expect(await listed(store, 10)).toEqual([]);
    expect(server.uploads.size).toBe(0);
  });

  it('lists every content once, page by page', async () => {
    const store = create();
    const names = Array.from({ length: 11 }, (_, index) => nameOf(index % 2 === 0 ? 'huaxin' : 'borealis'));
    for (const name of names) await store.put(name, contentOf(Buffer.from('x')));
    expect(await listed(store, 3)).toEqual([...names].sort());
    expect(await listed(store, 100)).toEqual([...names].sort());
    const { blobs } = await store.list(1);
    expect(Math.abs((blobs[0]?.modifiedAt.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  it('takes no name that is not made of ids', async () => {
    const store = create();
    for (const name of ['../../etc/passwd', 'huaxin/../x', '/etc/passwd', 'huaxin/a b', `huaxin/fil_${ulid()}.${ulid()}/..`, '']) {
      await expect(store.read(name as BlobName)).rejects.toThrow('not a name');
      await expect(store.put(name as BlobName, contentOf(Buffer.from('x')))).rejects.toThrow('not a name');
      await expect(store.remove(name as BlobName)).rejects.toThrow('not a name');
    }
    expect(() => blobName({ tenantId: '..', fileId: `fil_${ulid()}`, attempt: ulid() })).toThrow('not a name');
  });
});

describe('the folder store', () => {
  it('shows its files to nobody else and leaves other things in the folder alone', async () => {
    const root = join(folder, 'own');
    const store = new FolderFileStore(root);
    const name = nameOf();
    await store.put(name, contentOf(Buffer.from('x')));
    await mkdir(join(root, 'huaxin', 'notes'));
    await writeFile(join(root, 'huaxin', 'notes', 'a.txt'), 'mine');
    await writeFile(join(root, 'readme'), 'mine');
    expect(await listed(store, 10)).toEqual([name]);
    expect(await readdir(join(root, '.incoming'))).toEqual([]);
  });

  it('clears away what a killed process left half written, once it is old', async () => {
    const root = join(folder, 'broken');
    const store = new FolderFileStore(root);
    await mkdir(join(root, '.incoming'), { recursive: true });
    await writeFile(join(root, '.incoming', 'old'), 'x');
    await writeFile(join(root, '.incoming', 'new'), 'x');
    await utimes(join(root, '.incoming', 'old'), new Date(0), new Date(0));
    await store.list(1);
    expect(await readdir(join(root, '.incoming'))).toEqual(['new']);
  });
});

describe('the s3 store', () => {
  it('sends long contents in parts that the store puts together', async () => {
    const store = new S3FileStore(s3Client(), 'p/');
    const name = nameOf();
    const bytes = randomBytes(20 * 1024 * 1024);
    const pieces = Array.from({ length: 40 }, (_, index) => bytes.subarray(index * 524_288, (index + 1) * 524_288));
    await store.put(name, contentOf(...pieces));
    expect(server.blobs.get(`p/${name}`)?.body.equals(bytes)).toBe(true);
    expect(server.requests.filter((request) => request.includes('partNumber'))).toHaveLength(3);
  });

  it('repeats what failed on the way, three times and no more', async () => {
    const store = new S3FileStore(s3Client(), 'p/');
    const name = nameOf();
    server.failures = [503, 'break', 500];
    await store.put(name, contentOf(Buffer.from('kept')));
    expect(await gather(await store.read(name))).toEqual(Buffer.from('kept'));
    server.failures = [503, 503, 503, 503];
    await expect(store.put(nameOf(), contentOf(Buffer.from('x')))).rejects.toMatchObject({ name: 'S3Error', status: 503, s3Code: 'SlowDown' });
    expect(server.failures).toEqual([]);
  });

  it('does not repeat a refusal, and tells no secret of it', async () => {
    const wrong = new S3FileStore(s3Client({ credentials: { ...server.credentials, secretAccessKey: 'other' } }), 'p/');
    await expect(wrong.put(nameOf(), contentOf(Buffer.from('x')))).rejects.toMatchObject({ status: 403, s3Code: 'SignatureDoesNotMatch' });
    expect(server.requests).toHaveLength(1);
    await expect(wrong.read(nameOf())).rejects.toThrow(/^the file store answered 403 SignatureDoesNotMatch$/u);
    await expect(new S3FileStore(s3Client({ bucket: 'elsewhere' }), 'p/').read(nameOf())).rejects.toMatchObject({ s3Code: 'NoSuchBucket' });
  });

  it('does not take a late error for an answer, and ends the upload', async () => {
    const store = new S3FileStore(s3Client(), 'p/');
    const big = Buffer.alloc(9 * 1024 * 1024);
    // The upload begins, two parts come, the completion fails.
    server.failures = ['none', 'none', 'none', 'late-error'];
    await expect(store.put(nameOf(), contentOf(big, big))).rejects.toMatchObject({ s3Code: 'InternalError' });
    expect(server.uploads.size).toBe(0);
  });

  it('gives up on a store that does not answer', async () => {
    const silent = new S3Client({ endpoint: 'http://127.0.0.1:1', region: 'x', bucket: 'b', pathStyle: true, credentials: server.credentials, backoffMs: 1 });
    await expect(new S3FileStore(silent, 'p/').read(nameOf())).rejects.toThrow();
  });
});

describe('the configured store', () => {
  it('is the folder or the bucket, each service in a place of its own', async () => {
    const name = nameOf();
    const local = createFileStore('field-service', filesEnv.parse({ FILES_FOLDER: join(folder, 'configured') }));
    await local.put(name, contentOf(Buffer.from('x')));
    expect(await readdir(join(folder, 'configured'))).toEqual(['field-service']);
    const file = join(folder, 'credentials');
    await writeFile(file, `${server.credentials.accessKeyId}:${server.credentials.secretAccessKey}\n`);
    const env = { FILES_STORE: 's3', FILES_S3_ENDPOINT: server.endpoint, FILES_S3_BUCKET: server.bucket, FILES_S3_REGION: server.region, FILES_S3_PREFIX: 'cn1/', FILES_S3_CREDENTIALS_FILE: file };
    await createFileStore('intake', filesEnv.parse(env)).put(name, contentOf(Buffer.from('x')));
    expect([...server.blobs.keys()]).toEqual([`cn1/intake/${name}`]);
    expect((await readFile(file, 'utf8')).length).toBeGreaterThan(0);
  });

  it('refuses credentials of another form without showing them', () => {
    expect(parseCredentials('id:se/cr+et:token\n')).toEqual({ accessKeyId: 'id', secretAccessKey: 'se/cr+et', sessionToken: 'token' });
    expect(() => parseCredentials('only-a-secret')).toThrow(/^FILES_S3_CREDENTIALS_FILE: must hold/u);
  });
});
