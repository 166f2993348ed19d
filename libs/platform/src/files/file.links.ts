import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock/index.js';
import { type KeyManagement, TenantKeys } from '../privacy/index.js';
import { linkExpired, linkInvalid } from './file.errors.js';

/** A link is good for one thing. */
export type LinkUse = 'upload' | 'download';

/** What a link stands for; all of it is signed. */
export interface LinkSubject {
  readonly use: LinkUse;
  readonly tenantId: string;
  readonly fileId: string;
  /** Who was given the link: written into the audit log when it is used. */
  readonly holder: string;
}

export interface FileLink {
  /** `<base>/files/<id>?…`. */
  readonly url: string;
  readonly expiresAt: Date;
}

/** The query of a link, as it came. */
export type LinkQuery = Readonly<Record<string, unknown>>;

const tenantPattern = /^[a-z][a-z0-9-]{0,31}$/u;
/** Issuers may call a caller by an address. */
const idPattern = /^[\x21-\x7e]{1,160}$/u;

/** Short-lived links to a file, signed with a key of the tenant that derives from the master key (HMAC-SHA-256). */
export class FileLinks {
  private readonly keys: TenantKeys;

  constructor(
    kms: KeyManagement,
    private readonly clock: Clock,
    /** Where clients reach this service, without a slash at the end; empty for links relative to it. */
    private readonly baseUrl: string,
  ) {
    this.keys = new TenantKeys(kms, 'file-link');
  }

  async give(subject: LinkSubject, expiresAt: Date): Promise<FileLink> {
    const expires = String(expiresAt.getTime());
    const signature = await this.sign(subject, expires);
    const query = new URLSearchParams({ tenant: subject.tenantId, for: subject.holder, expires, signature: signature.toString('base64url') });
    return { url: `${this.baseUrl}/files/${subject.fileId}?${query.toString()}`, expiresAt };
  }

  /** Throws `file.link-invalid` for whatever was not given here for this use, `file.link-expired` for what was. */
  async accept(use: LinkUse, fileId: string, query: LinkQuery): Promise<LinkSubject> {
    const subject = { use, fileId, tenantId: matching(query['tenant'], tenantPattern), holder: matching(query['for'], idPattern) };
    const expires = matching(query['expires'], /^\d{1,15}$/u);
    const given = Buffer.from(matching(query['signature'], /^[\w-]{43}$/u), 'base64url');
    const right = await this.sign(subject, expires);
    if (given.length !== right.length || !timingSafeEqual(given, right)) throw linkInvalid();
    if ((await this.clock.now()).getTime() >= Number(expires)) throw linkExpired();
    return subject;
  }

  private async sign({ use, tenantId, fileId, holder }: LinkSubject, expires: string): Promise<Buffer> {
    return createHmac('sha256', await this.keys.of(tenantId))
      .update(JSON.stringify([use, tenantId, fileId, holder, expires]))
      .digest();
  }
}

const matching = (value: unknown, pattern: RegExp): string => {
  if (typeof value !== 'string' || !pattern.test(value)) throw linkInvalid();
  return value;
};
