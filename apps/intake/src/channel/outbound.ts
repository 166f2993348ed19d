import { lookup } from 'node:dns/promises';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { ChannelFailure } from './channel.port.js';
import { isPrivateAddress } from './private-address.domain.js';

/** Where a host was found; the connection goes to this very address, so that a name cannot mean another one a moment later. */
export interface FoundAddress {
  readonly address: string;
  readonly family: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  /** From the header `Retry-After`, in milliseconds; 0 without one. */
  readonly retryAfterMs: number;
}

const timeoutMs = 10_000;
const largestAnswer = 64 * 1024;

/** Every connection that channels make: never to a private address, never without TLS, unless the host is named as one of the enterprise's own. */
export class Outbound {
  private readonly own: ReadonlySet<string>;

  constructor(ownHosts: readonly string[]) {
    this.own = new Set(ownHosts.map((host) => host.toLowerCase()));
  }

  isOwn(host: string): boolean {
    return this.own.has(bare(host));
  }

  /** Throws ChannelFailure `channel.address-private`, `channel.host-unknown`. */
  async resolve(host: string): Promise<FoundAddress> {
    const found = await lookup(bare(host), { all: true }).catch(() => {
      throw new ChannelFailure('channel.host-unknown', false);
    });
    if (!this.isOwn(host) && found.some(({ address }) => isPrivateAddress(address))) throw new ChannelFailure('channel.address-private', true);
    const [first] = found;
    if (!first) throw new ChannelFailure('channel.host-unknown', false);
    return first;
  }

  /** Whether a URL may be called at all, as far as its text says. */
  mayCall({ protocol, hostname, username }: URL): boolean {
    return username === '' && (protocol === 'https:' || (protocol === 'http:' && this.isOwn(hostname)));
  }

  /** Sends a body within 10 s; redirects are not followed. Throws ChannelFailure, or what the connection says. */
  async post(url: URL, headers: Readonly<Record<string, string>>, body: string): Promise<HttpAnswer> {
    if (!this.mayCall(url)) throw new ChannelFailure('channel.address-private', true);
    const found = await this.resolve(url.hostname);
    return call(url, found, headers, body);
  }
}

const bare = (host: string): string => host.toLowerCase().replace(/^\[|\]$/gu, '');

const call = (url: URL, { address, family }: FoundAddress, headers: Readonly<Record<string, string>>, body: string): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    const sent = request(
      url,
      {
        method: 'POST',
        headers: { 'user-agent': 'mendline', 'content-length': Buffer.byteLength(body), ...headers },
        signal: AbortSignal.timeout(timeoutMs),
        lookup: (_host, options, found) => {
          if (options.all === true) found(null, [{ address, family }]);
          else found(null, address, family);
        },
      },
      (response) => {
        const parts: Buffer[] = [];
        let size = 0;
        response.on('data', (part: Buffer) => {
          size += part.length;
          if (size <= largestAnswer) parts.push(part);
          else response.destroy(new ChannelFailure('channel.answer-too-large', false));
        });
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8'), retryAfterMs: retryAfterOf(response.headers['retry-after']) }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });

const retryAfterOf = (header: string | undefined): number => (header !== undefined && /^\d{1,6}$/u.test(header) ? Number(header) * 1000 : 0);

/** Throws ChannelFailure for anything but success: 408, 425, 429 and 5xx are worth another try, other refusals are not. */
export const expectTaken = ({ status, retryAfterMs }: HttpAnswer): void => {
  if (status >= 200 && status < 300) return;
  const again = status >= 500 || [408, 425, 429].includes(status);
  throw new ChannelFailure('channel.refused', !again, status, retryAfterMs);
};
