import { setTimeout as delay } from 'node:timers/promises';
import { type S3Credentials, S3Signer } from './s3.signer.js';

export interface S3Settings {
  /** For example `https://s3.eu-north-1.amazonaws.com` or a MinIO of one's own. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** Bucket as part of the path (every compatible store) or of the host name (AWS' newer buckets). */
  readonly pathStyle: boolean;
  readonly credentials: S3Credentials;
  /** Until an answer begins; 30 s by default. */
  readonly timeoutMs?: number;
  /** First wait before a request is repeated, doubled each time; 200 ms by default. */
  readonly backoffMs?: number;
}

export interface S3Request {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Key in the bucket; empty for the bucket itself. */
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** The store refused, or failed to the end. Its message holds the store's code and never a key or signature. */
export class S3Error extends Error {
  override readonly name = 'S3Error';

  constructor(
    readonly status: number,
    readonly s3Code: string,
  ) {
    super(`the file store answered ${status} ${s3Code}`);
  }
}

const mostTries = 4;
const nothing = Buffer.alloc(0);
const isPassing = (status: number): boolean => status >= 500 || status === 429 || status === 408;

/** Signed requests to one bucket; network failures and answers that may be better next time are repeated with growing pauses. */
export class S3Client {
  private readonly signer: S3Signer;

  constructor(private readonly settings: S3Settings) {
    this.signer = new S3Signer(settings.region, settings.credentials);
  }

  /** The answer, 2xx only. Throws S3Error, or the network's own error after the last try. */
  async send(request: S3Request): Promise<Response> {
    for (let tries = 1; ; tries += 1) {
      const last = tries === mostTries;
      try {
        const response = await this.once(request);
        if (response.ok) return response;
        const error = new S3Error(response.status, codeOf(await response.text()));
        if (last || !isPassing(response.status)) throw error;
      } catch (error) {
        if (last || error instanceof S3Error) throw error;
      }
      await delay((this.settings.backoffMs ?? 200) * 2 ** (tries - 1) * (0.5 + Math.random()));
    }
  }

  private async once({ method, key, query = {}, body = nothing }: S3Request): Promise<Response> {
    const url = this.urlOf(key);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    // The store compares the time with its own; the database's clock has no part in it.
    const headers = await this.signer.headersFor({ method, url, body }, new Date());
    const impatience = new AbortController();
    const timer = setTimeout(() => impatience.abort(new Error('the file store does not answer')), this.settings.timeoutMs ?? 30_000);
    try {
      const sent = method === 'PUT' || method === 'POST' ? { body: new Uint8Array(body) } : {};
      return await fetch(url, { method, headers, signal: impatience.signal, redirect: 'error', ...sent });
    } finally {
      // Only until the answer begins: a content is read as slowly as its reader is.
      clearTimeout(timer);
    }
  }

  private urlOf(key: string): URL {
    const { endpoint, bucket, pathStyle } = this.settings;
    const url = new URL(endpoint);
    if (!pathStyle) url.hostname = `${bucket}.${url.hostname}`;
    url.pathname = [pathStyle ? bucket : '', key].filter((part) => part !== '').join('/');
    return url;
  }
}

const codeOf = (xml: string): string => /<Code>([A-Za-z]{1,64})<\/Code>/u.exec(xml)?.[1] ?? 'without a code';
