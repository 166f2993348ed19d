import type { AuditLog } from '../../audit/index.js';
import type { Database } from '../../database/index.js';
import type { Logger } from '../../logging/index.js';
import { type ContentOpener, erased, KeyError, type StreamCipher } from '../../privacy/index.js';
import { resumed } from '../../streams/index.js';
import type { FileType } from '../clean/file.types.js';
import { fileErased, fileNotStored, fileUnreadable } from '../file.errors.js';
import type { LinkSubject } from '../file.links.js';
import type { FileRow } from '../file.row.js';
import { fileTable } from '../file.table.js';
import { blobName } from '../store/blob.name.js';
import { BlobMissingError, type FileStore } from '../store/file-store.port.js';
import { contentName } from './file.uploads.js';

export interface DownloadParts {
  readonly database: Database;
  readonly audit: AuditLog;
  readonly store: FileStore;
  readonly cipher: StreamCipher;
  readonly log: Logger;
}

export interface Download {
  readonly fileId: string;
  readonly type: FileType;
  readonly bytes: number;
  readonly content: AsyncIterable<Buffer>;
}

type ReadableFile = FileRow & { readonly attempt: string; readonly type: FileType; readonly bytes: number };

/** Gives a content out: on record first [A11-5], then opened piece by piece. */
export class FileDownloads {
  constructor(private readonly parts: DownloadParts) {}

  /** Throws `file.not-found`, `file.not-stored`, `file.erased`, `file.unreadable`; a content that turns out changed later throws while it is read. */
  async open(link: LinkSubject): Promise<Download> {
    const { file, opener } = await this.parts.database.tx(link.tenantId, async (em) => {
      const found = await fileTable.find(em, link.tenantId, link.fileId);
      if (!isReadable(found)) throw fileNotStored();
      const open = await this.parts.cipher.opener(em, found, contentName(found.fileId));
      if (open === erased) throw fileErased();
      await this.parts.audit.append(em, {
        tenantId: link.tenantId, actor: link.holder, action: 'file.read', subject: found.fileId,
        detail: { purpose: found.purpose, ticketId: found.ticketId, personId: found.personId },
      });
      return { file: found, opener: open };
    });
    const content = await this.begin(file, opener);
    return { fileId: file.fileId, type: file.type, bytes: file.bytes, content };
  }

  /** The first piece is read and verified before anything is answered. */
  private async begin(file: ReadableFile, open: ContentOpener): Promise<AsyncIterable<Buffer>> {
    try {
      const pieces = open(await this.parts.store.read(blobName(file)))[Symbol.asyncIterator]();
      return resumed(await pieces.next(), pieces);
    } catch (error) {
      if (!(error instanceof BlobMissingError) && !(error instanceof KeyError)) throw error;
      this.parts.log.error({ error, fileId: file.fileId }, 'the content of a file is missing or was changed');
      throw fileUnreadable();
    }
  }
}

const isReadable = (file: FileRow): file is ReadableFile => file.attempt !== null && file.type !== null && file.bytes !== null;
