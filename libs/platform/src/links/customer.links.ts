import { createHmac, timingSafeEqual } from 'node:crypto';
import { cellOf } from '@mendline/contracts/ids';
import type { PlanRef } from '@mendline/contracts/ticket';
import type { Clock } from '../clock/index.js';
import { type KeyManagement, TenantKeys } from '../privacy/index.js';
import { claimBytes, type LinkClaim, type LinkPurpose, nonceBytes, packClaim, tagOf, unpackClaim } from './link.bytes.js';
import { linkExpired, linkInvalid } from './link.errors.js';

/** What a link is good for; all of it is signed. */
export interface LinkSubject {
  readonly purpose: LinkPurpose;
  readonly tenantId: string;
  readonly ticketId: string;
  /** Whose act it is. */
  readonly customerId: string;
  /** What the act is about, so that a later one needs a link of its own: {@link aboutRound}, {@link aboutPlan}, or nothing. */
  readonly about: string;
}

/** A link as it came, with what proves it. */
export interface ReadLink {
  readonly claim: LinkClaim;
  readonly signed: Buffer;
  readonly seal: Buffer;
}

/** A confirmation and a survey are of one round. */
export const aboutRound = (round: number): string => `round ${round}`;
/** A consent is to one version of one plan. */
export const aboutPlan = ({ planId, version }: PlanRef): string => `plan ${planId} ${version}`;

const sealBytes = 12;
const form = /^([a-z][a-z0-9-]{0,31})\.([a-z]{2,8}\d{1,3})\.([\w-]{58})$/u;

/**
 * Single-purpose, expiring links for customers: `<tenant>.<cell>.<58 characters>`, signed with a key of the tenant that derives from the master key
 * (HMAC-SHA-256, 96 bits). The customer is signed and not said: whoever opens a link finds him by the ticket.
 */
export class CustomerLinks {
  private readonly keys: TenantKeys;

  constructor(
    kms: KeyManagement,
    private readonly clock: Clock,
  ) {
    this.keys = new TenantKeys(kms, 'customer-link');
  }

  /** The token of a link. The same subject, source (what it is sent with) and expiry give the same token, so that what is sent again is the same. */
  async give({ purpose, tenantId, ticketId, customerId, about }: LinkSubject, source: string, expiresAt: Date): Promise<string> {
    const key = await this.keys.of(tenantId);
    const nonce = createHmac('sha256', key).update(`nonce ${source}`).digest().subarray(0, nonceBytes).toString('base64url');
    const signed = packClaim({ tenantId, ticketId, purpose, expiresAt, nonce, about: tagOf(about) });
    const seal = sealOf(key, { tenantId, ticketId, customerId, signed });
    return `${tenantId}.${cellOf(ticketId)}.${Buffer.concat([signed, seal]).toString('base64url')}`;
  }

  /** What a token says. Nothing of it is proven. Throws DomainError `link.invalid`. */
  read(token: string): ReadLink {
    const [, tenantId, cell, text] = form.exec(token) ?? [];
    const bytes = Buffer.from(text ?? '', 'base64url');
    if (!tenantId || !cell || bytes.length !== claimBytes + sealBytes || bytes.toString('base64url') !== text) throw linkInvalid();
    const signed = bytes.subarray(0, claimBytes);
    return { claim: unpackClaim(tenantId, cell, signed), signed, seal: bytes.subarray(claimBytes) };
  }

  /** Proves a link for the customer of its ticket; null: there is no such ticket. Throws DomainError `link.invalid`, then `link.expired`. */
  async prove({ claim, signed, seal }: ReadLink, customerId: string | null): Promise<void> {
    const { tenantId, ticketId, expiresAt } = claim;
    const right = sealOf(await this.keys.of(tenantId), { tenantId, ticketId, customerId: customerId ?? '', signed });
    if (!timingSafeEqual(seal, right) || customerId === null) throw linkInvalid();
    if ((await this.clock.now()).getTime() >= expiresAt.getTime()) throw linkExpired();
  }
}

const sealOf = (key: Buffer, { tenantId, ticketId, customerId, signed }: { readonly tenantId: string; readonly ticketId: string; readonly customerId: string; readonly signed: Buffer }): Buffer =>
  createHmac('sha256', key)
    .update(JSON.stringify([tenantId, ticketId, customerId, signed.toString('hex')]))
    .digest()
    .subarray(0, sealBytes);

/** Whether a link is about this. */
export const isAbout = ({ about: tag }: Pick<LinkClaim, 'about'>, about: string): boolean => tag.equals(tagOf(about));
