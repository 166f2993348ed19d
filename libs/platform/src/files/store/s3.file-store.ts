import { type BlobName, isBlobName } from './blob.name.js';
import { BlobMissingError, type BlobPage, type FileStore, type StoredBlob } from './file-store.port.js';
import { type S3Client, S3Error } from './s3.client.js';

/** Every part but the last must have 5 MiB at least. */
const partBytes = 8 * 1024 * 1024;

/**
 * Contents in an S3-compatible bucket, as `<prefix><tenant>/<file id>.<attempt>`. Small ones go in one request, long ones in parts, so
 * that memory holds one part. Set a rule at the bucket that ends unfinished multipart uploads after a day: a process that is
 * killed between two parts cannot.
 */
export class S3FileStore implements FileStore {
  constructor(
    private readonly client: S3Client,
    /** Ends in `/`. */
    private readonly prefix: string,
  ) {}

  async put(name: BlobName, content: AsyncIterable<Buffer>): Promise<void> {
    const parts = partsOf(content);
    const first = await parts.next();
    const second = first.done === true ? first : await parts.next();
    const key = this.keyOf(name);
    if (second.done === true) await this.client.send({ method: 'PUT', key, body: first.done === true ? Buffer.alloc(0) : first.value });
    else await this.putParts(key, inOrder(first.value ?? Buffer.alloc(0), second.value, parts));
  }

  async read(name: BlobName): Promise<AsyncIterable<Uint8Array>> {
    try {
      const { body } = await this.client.send({ method: 'GET', key: this.keyOf(name) });
      return body === null ? nothing() : streamed(body);
    } catch (error) {
      throw error instanceof S3Error && error.status === 404 && error.s3Code !== 'NoSuchBucket' ? new BlobMissingError(name) : error;
    }
  }

  async remove(name: BlobName): Promise<void> {
    await this.client.send({ method: 'DELETE', key: this.keyOf(name) }).catch((error: unknown) => {
      if (!(error instanceof S3Error) || error.status !== 404 || error.s3Code === 'NoSuchBucket') throw error;
    });
  }

  async list(limit: number, from?: string): Promise<BlobPage> {
    const query = { 'list-type': '2', prefix: this.prefix, 'max-keys': String(limit), ...(from === undefined ? {} : { 'start-after': from }) };
    const xml = await (await this.client.send({ method: 'GET', key: '', query })).text();
    const entries = [...xml.matchAll(/<Contents>.*?<\/Contents>/gsu)].map(([entry]) => ({ key: textOf(entry, 'Key'), modifiedAt: new Date(textOf(entry, 'LastModified')) }));
    const blobs = entries.flatMap(({ key, modifiedAt }): StoredBlob[] => {
      const name = key.slice(this.prefix.length);
      return isBlobName(name) ? [{ name, modifiedAt }] : [];
    });
    const last = entries.at(-1)?.key;
    return textOf(xml, 'IsTruncated') === 'true' && last !== undefined ? { blobs, next: last } : { blobs };
  }

  private async putParts(key: string, parts: AsyncIterable<Buffer>): Promise<void> {
    const begun = await this.client.send({ method: 'POST', key, query: { uploads: '' } });
    const uploadId = textOf(await begun.text(), 'UploadId');
    try {
      const tags: string[] = [];
      for await (const body of parts) {
        const part = await this.client.send({ method: 'PUT', key, query: { partNumber: String(tags.length + 1), uploadId }, body });
        tags.push(part.headers.get('etag') ?? '');
      }
      await this.complete(key, uploadId, tags);
    } catch (error) {
      await this.client.send({ method: 'DELETE', key, query: { uploadId } }).catch(() => undefined);
      throw error;
    }
  }

  /** The answer may be 200 and an error all the same: it begins before the work is done. */
  private async complete(key: string, uploadId: string, tags: readonly string[]): Promise<void> {
    const parts = tags.map((tag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${tag}</ETag></Part>`).join('');
    const body = Buffer.from(`<CompleteMultipartUpload>${parts}</CompleteMultipartUpload>`);
    const answer = await (await this.client.send({ method: 'POST', key, query: { uploadId }, body })).text();
    if (answer.includes('<Error>')) throw new S3Error(500, textOf(answer, 'Code'));
  }

  private keyOf(name: BlobName): string {
    if (!isBlobName(name)) throw new Error('not a name of a content');
    return this.prefix + name;
  }
}

async function* partsOf(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const chunk of content) {
    waiting.push(chunk);
    length += chunk.length;
    if (length < partBytes) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(waiting);
}

async function* inOrder(first: Buffer, second: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield second;
  yield* rest;
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
}

async function* streamed(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* body;
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&#34;': '"' };

const textOf = (xml: string, element: string): string => {
  const text = new RegExp(`<${element}>([^<]*)</${element}>`, 'u').exec(xml)?.[1] ?? '';
  return text.replace(/&[a-z#0-9]+;/gu, (entity) => entities[entity] ?? entity);
};
