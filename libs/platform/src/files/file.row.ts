import type { FileType } from './clean/file.types.js';
import type { FilePurpose } from './file.purposes.js';

/** requested: a link was given; stored: the content lies sealed in the store; attached: a record refers to it; removed: nobody reads it again. */
export type FileState = 'requested' | 'stored' | 'attached' | 'removed';

/** A file as the service keeps it; never its content, never a name. */
export interface FileRow {
  readonly tenantId: string;
  readonly fileId: string;
  readonly purpose: FilePurpose;
  readonly ticketId: string;
  /** Whose data key seals it. */
  readonly personId: string;
  readonly requestedBy: string;
  readonly state: FileState;
  /** Names the content in the store. */
  readonly attempt: string | null;
  /** By its first bytes. */
  readonly type: FileType | null;
  /** Of the clear content without metadata. */
  readonly bytes: number | null;
  /** Hex, of the clear content without metadata. */
  readonly sha256: string | null;
  readonly attachedTo: string | null;
  readonly requestedAt: Date;
  readonly uploadUntil: Date;
}

/** What came of an upload. */
export interface StoredContent {
  readonly attempt: string;
  readonly type: FileType;
  readonly bytes: number;
  readonly sha256: string;
}

