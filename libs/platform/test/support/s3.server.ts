import { createHash, createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Stored {
  readonly body: Buffer;
  readonly at: Date;
}

const accessKeyId = 'TESTACCESSKEY';
const secretAccessKey = 'test/secret+key';
const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');
const encode = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/gu, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

/** The signature that S3 would calculate for a request, after AWS' description and not with the library under test. */
const signatureOf = (request: IncomingMessage, url: URL, names: readonly string[], secret: string): string => {
  const query = [...url.searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort().join('&');
  const headers = names.map((name) => `${name}:${String(request.headers[name]).trim()}\n`).join('');
  const hash = String(request.headers['x-amz-content-sha256']);
  const canonical = [request.method, url.pathname, query, headers, names.join(';'), hash].join('\n');
  const stamp = String(request.headers['x-amz-date']);
  const day = stamp.slice(0, 8);
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, day), 'test-1'), 's3'), 'aws4_request');
  return hmac(key, ['AWS4-HMAC-SHA256', stamp, `${day}/test-1/s3/aws4_request`, sha(canonical)].join('\n')).toString('hex');
};

/** An S3-compatible server in memory: signatures and body hashes are verified, failures can be ordered. */
export class S3TestServer {
  readonly blobs = new Map<string, Stored>();
  readonly uploads = new Map<string, Map<number, Buffer>>();
  readonly requests: string[] = [];
  /** What the next requests get instead of an answer; `break` closes the connection. */
  failures: (number | 'break' | 'late-error' | 'none')[] = [];
  readonly credentials = { accessKeyId, secretAccessKey };
  readonly bucket = 'mendline-files';
  readonly region = 'test-1';
  private readonly server = createServer((request, response) => void this.serve(request, response));

  static async start(): Promise<S3TestServer> {
    const started = new S3TestServer();
    await new Promise<void>((resolve) => started.server.listen(0, '127.0.0.1', resolve));
    return started;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    const url = new URL(request.url ?? '', this.endpoint);
    this.requests.push(`${request.method} ${url.pathname}${url.search}`);
    const failure = this.failures.shift();
    if (failure === 'break') return void request.socket.destroy();
    if (typeof failure === 'number') return this.answer(response, failure, '<Error><Code>SlowDown</Code></Error>');
    const refusal = this.refusal(request, url, body);
    if (refusal !== undefined) return this.answer(response, 403, `<Error><Code>${refusal}</Code></Error>`);
    if (failure === 'late-error') return this.answer(response, 200, '<Error><Code>InternalError</Code></Error>');
    if (!url.pathname.startsWith(`/${this.bucket}`)) return this.answer(response, 404, '<Error><Code>NoSuchBucket</Code></Error>');
    this.perform(request.method ?? '', decodeURIComponent(url.pathname.slice(this.bucket.length + 2)), url.searchParams, body, response);
  }

  private refusal(request: IncomingMessage, url: URL, body: Buffer): string | undefined {
    const match = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/test-1\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/u.exec(request.headers.authorization ?? '');
    const [, id, , names = '', signature] = match ?? [];
    if (id !== accessKeyId) return 'InvalidAccessKeyId';
    if (!names.split(';').includes('host') || !names.includes('x-amz-date') || !names.includes('x-amz-content-sha256')) return 'AccessDenied';
    if (sha(body) !== request.headers['x-amz-content-sha256']) return 'XAmzContentSHA256Mismatch';
    return signatureOf(request, url, names.split(';'), secretAccessKey) === signature ? undefined : 'SignatureDoesNotMatch';
  }

  private perform(method: string, key: string, query: URLSearchParams, body: Buffer, response: ServerResponse): void {
    const uploadId = query.get('uploadId');
    if (method === 'GET' && key === '') return this.list(query, response);
    if (method === 'POST' && query.has('uploads')) return this.begin(response);
    if (uploadId !== null) return this.multipart(method, key, uploadId, Number(query.get('partNumber')), body, response);
    const found = this.blobs.get(key);
    if (method === 'GET') return found === undefined ? this.answer(response, 404, '<Error><Code>NoSuchKey</Code></Error>') : this.answer(response, 200, found.body);
    if (method === 'DELETE') this.blobs.delete(key);
    else this.blobs.set(key, { body, at: new Date() });
    this.answer(response, method === 'DELETE' ? 204 : 200, '');
  }

  private begin(response: ServerResponse): void {
    const id = `${randomUUID()}+&/`;
    this.uploads.set(id, new Map());
    this.answer(response, 200, `<InitiateMultipartUploadResult><UploadId>${id.replace('&', '&amp;')}</UploadId></InitiateMultipartUploadResult>`);
  }

  private multipart(method: string, key: string, id: string, number: number, body: Buffer, response: ServerResponse): void {
    const parts = this.uploads.get(id);
    if (parts === undefined) return this.answer(response, 404, '<Error><Code>NoSuchUpload</Code></Error>');
    if (method === 'PUT') {
      parts.set(number, body);
      response.setHeader('etag', `"${sha(body).slice(0, 32)}"`);
      return this.answer(response, 200, '');
    }
    this.uploads.delete(id);
    if (method === 'DELETE') return this.answer(response, 204, '');
    const wanted = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>"([0-9a-f]{32})"<\/ETag>/gu)];
    const bodies = wanted.map(([, part, tag]) => ({ body: parts.get(Number(part)) ?? Buffer.alloc(0), tag }));
    if (bodies.some((part) => sha(part.body).slice(0, 32) !== part.tag)) return this.answer(response, 400, '<Error><Code>InvalidPart</Code></Error>');
    this.blobs.set(key, { body: Buffer.concat(bodies.map((part) => part.body)), at: new Date() });
    this.answer(response, 200, '<CompleteMultipartUploadResult></CompleteMultipartUploadResult>');
  }

  private list(query: URLSearchParams, response: ServerResponse): void {
    const keys = [...this.blobs.keys()].filter((key) => key.startsWith(query.get('prefix') ?? '') && key > (query.get('start-after') ?? '')).sort();
    const page = keys.slice(0, Number(query.get('max-keys')));
    const entries = page.map((key) => `<Contents><Key>${key}</Key><LastModified>${this.blobs.get(key)?.at.toISOString()}</LastModified><Size>1</Size></Contents>`);
    this.answer(response, 200, `<ListBucketResult><IsTruncated>${keys.length > page.length}</IsTruncated>${entries.join('')}</ListBucketResult>`);
  }

  private answer(response: ServerResponse, status: number, body: string | Buffer): void {
    response.statusCode = status;
    response.end(body);
  }
}
