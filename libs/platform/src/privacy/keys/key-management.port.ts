/** A data key encrypted by a master key, and the id of that master key. */
export interface WrappedKey {
  readonly bytes: Buffer;
  readonly masterKeyId: string;
}

/**
 * Where master keys live: a file locally, a key management service in production. A master key never leaves it.
 * `context` (who the key is for) is authenticated: a wrapped key moved to another person does not open.
 */
export interface KeyManagement {
  /** Wraps with the newest master key. */
  wrap(dataKey: Buffer, context: string): Promise<WrappedKey>;
  /** Opens by the master key's id. Throws KeyError for an unknown id or a changed key. */
  unwrap(wrapped: WrappedKey, context: string): Promise<Buffer>;
  /** A 32-byte key for one purpose, the same for ever: rotation of the master key does not change it. */
  derive(purpose: string): Promise<Buffer>;
  /** The id of the newest master key. */
  newestKeyId(): Promise<string>;
}

export type KeyErrorCode = 'key.file-invalid' | 'key.unknown' | 'key.missing' | 'ciphertext.invalid';

/** A key or a ciphertext that does not open. Never a caller's fault: the store, the key file or the row was changed. */
export class KeyError extends Error {
  override readonly name = 'KeyError';

  constructor(
    readonly code: KeyErrorCode,
    message: string,
  ) {
    super(message);
  }
}
