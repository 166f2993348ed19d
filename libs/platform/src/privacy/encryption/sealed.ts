import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { KeyError } from '../keys/key-management.port.js';

/*
 * AES-256-GCM with a versioned header: version (1 byte) | nonce (12) | tag (16) | ciphertext.
 */

const ALGORITHM = 'aes-256-gcm';
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

export const KEY_BYTES = 32;

/** Encrypts `plain`; the same `context` is needed to open it, in the same order. */
export function seal(key: Buffer, context: readonly string[], plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(contextBytes(context));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), body]);
}

/** Opens what `seal` made. Throws KeyError `ciphertext.invalid` for another key, another context or changed bytes. */
export function unseal(key: Buffer, context: readonly string[], sealed: Buffer): Buffer {
  if (sealed.length < HEADER_BYTES || sealed[0] !== VERSION) throw invalid('unknown header');
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(1, 1 + NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(contextBytes(context));
  decipher.setAuthTag(sealed.subarray(1 + NONCE_BYTES, HEADER_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(HEADER_BYTES)), decipher.final()]);
  } catch {
    throw invalid('does not open with this key and context');
  }
}

/** What a ciphertext belongs to, as bytes: JSON keeps ['a|b', 'c'] and ['a', 'b|c'] apart, which joining by a separator would not. */
export function contextBytes(context: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify([VERSION, ...context]));
}

function invalid(message: string): KeyError {
  return new KeyError('ciphertext.invalid', message);
}
