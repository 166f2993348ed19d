import type { BlobName } from './blob.name.js';

/** Injection token of the process's {@link FileStore}. */
export const FILE_STORE = Symbol('mendline.file-store');

export interface StoredBlob {
  readonly name: BlobName;
  readonly modifiedAt: Date;
}

export interface BlobPage {
  readonly blobs: readonly StoredBlob[];
  /** Where the next page begins; undefined after the last. */
  readonly next?: string;
}

/** There is no such content. Not a caller's fault: the row says there is one. */
export class BlobMissingError extends Error {
  override readonly name = 'BlobMissingError';

  constructor(blob: BlobName) {
    super(`no content ${blob}`);
  }
}

/**
 * Where contents lie: a folder or an S3-compatible bucket. It sees sealed bytes only. Everything it throws, `BlobMissingError` aside, may be
 * over at the next try.
 */
export interface FileStore {
  /** Keeps the whole content, or nothing when the content throws. Names are never used twice. */
  put(name: BlobName, content: AsyncIterable<Buffer>): Promise<void>;
  /** Throws `BlobMissingError` before the first byte. */
  read(name: BlobName): Promise<AsyncIterable<Uint8Array>>;
  /** Removing what is not there is no error. */
  remove(name: BlobName): Promise<void>;
  /** At most `limit` contents of this service in the store's own order, after `from`. Left-overs of broken `put`s are cleared away meanwhile. */
  list(limit: number, from?: string): Promise<BlobPage>;
}
