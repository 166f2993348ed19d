import type { Readable } from 'node:stream';
import { ulid } from 'ulid';
import type { Clock } from '../../clock/index.js';
import type { Database } from '../../database/index.js';
import type { ContentSealer, StreamCipher } from '../../privacy/index.js';
import { cleanFile } from '../clean/file.cleaner.js';
import { fileAlreadyStored, fileTooLarge, linkExpired, uploadsBusy } from '../file.errors.js';
import type { LinkSubject } from '../file.links.js';
import { purposeRule } from '../file.purposes.js';
import type { FileRow, StoredContent } from '../file.row.js';
import { fileTable } from '../file.table.js';
import type { FileSettings } from '../files.env.js';
import { blobName } from '../store/blob.name.js';
import type { FileStore } from '../store/file-store.port.js';
import { ContentTally } from './content.tally.js';
import { limitedBody } from './limited.body.js';

/** Name under which a person's file is sealed. */
export const contentName = (fileId: string): string => `files/${fileId}`;

export interface UploadParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly store: FileStore;
  readonly cipher: StreamCipher;
  readonly settings: FileSettings;
}

export interface Upload {
  readonly body: Readable;
  /** As the sender tells it, when he does. */
  readonly announcedBytes?: number;
}

export type UploadAnswer = Pick<StoredContent, 'type' | 'bytes' | 'sha256'> & { readonly fileId: string };

/** Takes a content in: limited, cleaned, sealed, stored, and only then true in the row. Memory holds a few pieces of it. */
export class FileUploads {
  private running = 0;

  constructor(private readonly parts: UploadParts) {}

  /** Sending the same content again answers the same; another is `file.already-stored`. Throws the refusals of file.errors.ts. */
  async receive(link: LinkSubject, upload: Upload): Promise<UploadAnswer> {
    if (this.running >= this.parts.settings.uploadsAtOnce) throw uploadsBusy();
    this.running += 1;
    try {
      return await this.take(link, upload);
    } finally {
      this.running -= 1;
    }
  }

  private async take({ tenantId, fileId }: LinkSubject, upload: Upload): Promise<UploadAnswer> {
    const { database, store } = this.parts;
    const { file, seal } = await database.tx(tenantId, async (em) => {
      const found = await fileTable.find(em, tenantId, fileId);
      if (found.uploadUntil <= (await this.parts.clock.now(em))) throw linkExpired();
      return { file: found, seal: await this.parts.cipher.sealer(em, found, contentName(fileId)) };
    });
    const attempt = ulid();
    const name = blobName({ tenantId, fileId, attempt });
    const content = { attempt, ...(await this.keep(file, seal, upload, (sealed) => store.put(name, sealed))) };
    const stored = await this.record(file, content);
    if (stored.attempt !== attempt) await store.remove(name);
    if (stored.sha256 !== content.sha256) throw fileAlreadyStored();
    return { fileId, type: content.type, bytes: content.bytes, sha256: content.sha256 };
  }

  private async keep(file: FileRow, seal: ContentSealer, upload: Upload, put: (sealed: AsyncIterable<Buffer>) => Promise<void>): Promise<Omit<StoredContent, 'attempt'>> {
    const { maxBytes, types } = purposeRule(file.purpose);
    if ((upload.announcedBytes ?? 0) > maxBytes) throw fileTooLarge(maxBytes);
    const body = limitedBody(upload.body, maxBytes, this.parts.settings.uploadPatienceMs);
    try {
      const { type, content } = await cleanFile(body, types);
      const tally = new ContentTally();
      await put(seal(tally.over(content)));
      return { type, ...tally.result() };
    } finally {
      // A refusal leaves the rest unread, and the clock of its reading running.
      void body.return(undefined);
    }
  }

  /** The first content of a file stays; the row tells which it is. */
  private record({ tenantId, fileId }: FileRow, content: StoredContent): Promise<Pick<FileRow, 'attempt' | 'sha256'>> {
    return this.parts.database.tx(tenantId, async (em) => {
      const file = await fileTable.lock(em, tenantId, fileId);
      if (file.state !== 'requested') return file;
      await fileTable.markStored(em, file, content, await this.parts.clock.now(em));
      return content;
    });
  }
}
