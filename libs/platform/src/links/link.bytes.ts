import { createHash } from 'node:crypto';
import { isTicketId } from '@mendline/contracts/ids';
import { linkInvalid } from './link.errors.js';

/** What a customer's link may be for. The order is part of every link that was ever sent: append only. */
export const linkPurposes = ['confirm', 'consent', 'survey', 'progress'] as const;
export type LinkPurpose = (typeof linkPurposes)[number];

/** What a link says of itself, before anybody knows whether it is true. */
export interface LinkClaim {
  readonly tenantId: string;
  readonly ticketId: string;
  readonly purpose: LinkPurpose;
  /** To the minute. */
  readonly expiresAt: Date;
  /** Names the link within its ticket: 8 characters of base64url. */
  readonly nonce: string;
  /** 4 bytes of a hash of what it is about: a round, a version of a plan. */
  readonly about: Buffer;
}

/** Bytes of a claim beside its tenant and its cell: purpose 1, minute of expiry 4, nonce 6, ULID 16, about 4. */
export const claimBytes = 31;
export const nonceBytes = 6;

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const minuteMs = 60_000;
const at = { expiry: 1, nonce: 5, ulid: 11, about: 27 } as const;

/** What stands in a link for what it is about. */
export const tagOf = (about: string): Buffer => createHash('sha256').update(about).digest().subarray(0, 4);

const ulidBytes = (ulid: string): Buffer => Buffer.from([...ulid].reduce((sum, letter) => sum * 32n + BigInt(alphabet.indexOf(letter)), 0n).toString(16).padStart(32, '0'), 'hex');

const ulidOf = (bytes: Buffer): string => {
  let rest = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (let i = 0; i < 26; i += 1, rest /= 32n) text = (alphabet[Number(rest % 32n)] ?? '') + text;
  return text;
};

/** A claim in so few bytes that a short message has room for it. */
export const packClaim = ({ purpose, expiresAt, nonce, ticketId, about }: LinkClaim): Buffer => {
  const bytes = Buffer.alloc(claimBytes);
  bytes.writeUInt8(linkPurposes.indexOf(purpose), 0);
  bytes.writeUInt32BE(Math.ceil(expiresAt.getTime() / minuteMs), at.expiry);
  bytes.set(Buffer.from(nonce, 'base64url'), at.nonce);
  bytes.set(ulidBytes(ticketId.slice(ticketId.indexOf('_') + 1)), at.ulid);
  bytes.set(about, at.about);
  return bytes;
};

/** Throws DomainError `link.invalid` for bytes that no claim has. */
export const unpackClaim = (tenantId: string, cell: string, bytes: Buffer): LinkClaim => {
  const purpose = linkPurposes[bytes.readUInt8(0)];
  const ticketId = `${cell}_${ulidOf(bytes.subarray(at.ulid, at.about))}`;
  if (purpose === undefined || !isTicketId(ticketId)) throw linkInvalid();
  return {
    tenantId, ticketId, purpose, expiresAt: new Date(bytes.readUInt32BE(at.expiry) * minuteMs),
    nonce: bytes.subarray(at.nonce, at.ulid).toString('base64url'), about: Buffer.from(bytes.subarray(at.about, claimBytes)),
  };
};
