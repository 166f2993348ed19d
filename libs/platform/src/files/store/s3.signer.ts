import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';

export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary credentials. */
  readonly sessionToken?: string;
}

type SourceData = string | ArrayBuffer | ArrayBufferView;

const bytesOf = (data: SourceData): Buffer => {
  if (typeof data === 'string') return Buffer.from(data);
  return data instanceof ArrayBuffer ? Buffer.from(data) : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
};

/** SHA-256 of the runtime in the form that the signer asks for; with a secret, its HMAC. */
class Sha256 {
  private hash: Hash | Hmac;

  constructor(private readonly secret?: SourceData) {
    this.hash = this.begin();
  }

  update(data: SourceData): void {
    this.hash.update(bytesOf(data));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.hash.digest());
  }

  reset(): void {
    this.hash = this.begin();
  }

  private begin(): Hash | Hmac {
    return this.secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(this.secret));
  }
}

export interface SignableRequest {
  readonly method: string;
  readonly url: URL;
  readonly body: Buffer;
}

/** Headers of a request signed by AWS Signature Version 4, as S3 and what is compatible with it ask for. The body is covered. */
export class S3Signer {
  private readonly signer: SignatureV4;

  constructor(region: string, credentials: S3Credentials) {
    this.signer = new SignatureV4({ service: 's3', region, credentials, sha256: Sha256, uriEscapePath: false });
  }

  async headersFor({ method, url, body }: SignableRequest, at: Date): Promise<Record<string, string>> {
    const hash = createHash('sha256').update(body).digest('hex');
    const signed = await this.signer.sign(
      {
        method,
        protocol: url.protocol,
        hostname: url.hostname,
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        headers: { host: url.host, 'x-amz-content-sha256': hash },
        body,
      },
      { signingDate: at },
    );
    const { host: _host, ...headers } = signed.headers;
    return headers;
  }
}
