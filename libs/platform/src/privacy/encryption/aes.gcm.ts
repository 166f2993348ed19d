import { createCipheriv, createDecipheriv } from 'node:crypto';
import { KeyError } from '../keys/key-management.port.js';

const ALGORITHM = 'aes-256-gcm';

export const KEY_BYTES = 32;
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;

/** What one pass of the cipher needs beside the text; a nonce is never used twice with a key. */
export interface CipherPass {
  readonly key: Buffer;
  readonly nonce: Buffer;
  /** Bound to the ciphertext, not part of it. */
  readonly context: Buffer;
}

/** AES-256-GCM: the ciphertext and its tag. */
export function encryptGcm({ key, nonce, context }: CipherPass, plain: Buffer): { readonly body: Buffer; readonly tag: Buffer } {
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(context);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { body, tag: cipher.getAuthTag() };
}

/** Throws KeyError `ciphertext.invalid` for another key, nonce or context, or changed bytes. */
export function decryptGcm({ key, nonce, context }: CipherPass, { body, tag }: { readonly body: Buffer; readonly tag: Buffer }): Buffer {
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(context);
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    throw invalidCiphertext('does not open with this key and context');
  }
}

export function invalidCiphertext(message: string): KeyError {
  return new KeyError('ciphertext.invalid', message);
}
