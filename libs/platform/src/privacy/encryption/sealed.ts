import { randomBytes } from 'node:crypto';
import { decryptGcm, encryptGcm, invalidCiphertext, NONCE_BYTES, TAG_BYTES } from './aes.gcm.js';

/*
 * AES-256-GCM with a versioned header: version (1 byte) | nonce (12) | tag (16) | ciphertext.
 */

const VERSION = 1;
const HEADER_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

/** Encrypts `plain`; the same `context` is needed to open it, in the same order. */
export function seal(key: Buffer, context: readonly string[], plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const { body, tag } = encryptGcm({ key, nonce, context: contextBytes(context) }, plain);
  return Buffer.concat([Buffer.of(VERSION), nonce, tag, body]);
}

/** Opens what `seal` made. Throws KeyError `ciphertext.invalid` for another key, another context or changed bytes. */
export function unseal(key: Buffer, context: readonly string[], sealed: Buffer): Buffer {
  if (sealed.length < HEADER_BYTES || sealed[0] !== VERSION) throw invalidCiphertext('unknown header');
  const pass = { key, nonce: sealed.subarray(1, 1 + NONCE_BYTES), context: contextBytes(context) };
  return decryptGcm(pass, { tag: sealed.subarray(1 + NONCE_BYTES, HEADER_BYTES), body: sealed.subarray(HEADER_BYTES) });
}

/** What a ciphertext belongs to, as bytes: JSON keeps ['a|b', 'c'] and ['a', 'b|c'] apart, which joining by a separator would not. */
export function contextBytes(context: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify([VERSION, ...context]));
}
