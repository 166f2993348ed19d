import { hkdfSync, randomBytes } from 'node:crypto';
import { resumed } from '../../streams/index.js';
import { type CipherPass, decryptGcm, encryptGcm, invalidCiphertext, KEY_BYTES, NONCE_BYTES, TAG_BYTES } from './aes.gcm.js';
import { contextBytes } from './sealed.js';

/*
 * A long content in pieces: version (1 byte) | salt (32) | segments of 64 KiB, each with its own tag. Every content has a key of its own,
 * derived from the data key, salt and context; the nonce of a segment is its number and whether it is the last. So nothing is
 * given out before it is verified, and a cut, a repeat and another order do not open.
 */

const VERSION = 2;
const SALT_BYTES = 32;
const HEADER_BYTES = 1 + SALT_BYTES;

/** Clear bytes of a segment; all but the last are full. */
export const SEGMENT_BYTES = 64 * 1024;

/** Encrypts a content of any length in constant memory. The same `context` is needed to open it. */
export async function* sealStream(key: Buffer, context: readonly string[], plain: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT_BYTES);
  const contentKey = contentKeyOf(key, salt, context);
  const bound = contextBytes(context);
  yield Buffer.concat([Buffer.of(VERSION), salt]);
  let number = 0;
  for await (const { bytes, last } of segmentsOf(plain, SEGMENT_BYTES)) {
    const { body, tag } = encryptGcm({ key: contentKey, nonce: nonceOf(number, last), context: bound }, bytes);
    yield Buffer.concat([body, tag]);
    number += 1;
  }
}

/** Opens what `sealStream` made, segment by segment. Throws KeyError `ciphertext.invalid` for another key or context, changed or missing bytes. */
export async function* unsealStream(key: Buffer, context: readonly string[], sealed: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const { header, rest } = await splitHeader(sealed);
  const contentKey = contentKeyOf(key, header.subarray(1), context);
  const bound = contextBytes(context);
  let number = 0;
  for await (const { bytes, last } of segmentsOf(rest, SEGMENT_BYTES + TAG_BYTES)) {
    yield openSegment({ key: contentKey, nonce: nonceOf(number, last), context: bound }, bytes);
    number += 1;
  }
}

function openSegment(pass: CipherPass, bytes: Buffer): Buffer {
  const end = bytes.length - TAG_BYTES;
  if (end < 0) throw invalidCiphertext('a segment is cut');
  return decryptGcm(pass, { body: bytes.subarray(0, end), tag: bytes.subarray(end) });
}

/** Pieces of one size, the last of them known as such; one empty last piece of nothing. */
async function* segmentsOf(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<{ readonly bytes: Buffer; readonly last: boolean }> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const chunk of source) {
    waiting.push(Buffer.from(chunk));
    length += chunk.length;
    if (length <= size) continue;
    const joined = Buffer.concat(waiting);
    let at = 0;
    // Exactly one full piece is held back: it may be the last.
    for (; joined.length - at > size; at += size) yield { bytes: joined.subarray(at, at + size), last: false };
    waiting = [joined.subarray(at)];
    length = joined.length - at;
  }
  yield { bytes: Buffer.concat(waiting), last: true };
}

async function splitHeader(sealed: AsyncIterable<Uint8Array>): Promise<{ readonly header: Buffer; readonly rest: AsyncIterable<Uint8Array> }> {
  const chunks = sealed[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < HEADER_BYTES) {
    const next = await chunks.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  if (head.length < HEADER_BYTES || head[0] !== VERSION) {
    await chunks.return?.();
    throw invalidCiphertext('unknown header');
  }
  return { header: head.subarray(0, HEADER_BYTES), rest: resumed({ value: head.subarray(HEADER_BYTES) }, chunks) };
}

function contentKeyOf(key: Buffer, salt: Buffer, context: readonly string[]): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, contextBytes(['content', ...context]), KEY_BYTES));
}

function nonceOf(number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeUIntBE(number, NONCE_BYTES - 7, 6);
  nonce.writeUInt8(last ? 1 : 0, NONCE_BYTES - 1);
  return nonce;
}
