import { randomBytes } from 'node:crypto';

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const base32 = (value: bigint, length: number): string =>
  [...value.toString(32).padStart(length, '0')].map((digit) => crockford[Number.parseInt(digit, 32)] ?? '').join('');

/** An id as the services give them: the cell, and a ULID of now. */
export const newTicketId = (cell: string, at = Date.now()): string => `${cell}_${base32(BigInt(at), 10)}${base32(BigInt(`0x${randomBytes(10).toString('hex')}`), 16)}`;
