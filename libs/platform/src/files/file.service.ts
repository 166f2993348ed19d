import type { FileEvidence } from '@mendline/contracts/evidence';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import type { Principal } from '../auth/tokens/index.js';
import { CLOCK, type Clock } from '../clock/index.js';
import { newId } from '../ids/index.js';
import { fileTypes } from './clean/file.types.js';
import { fileAlreadyAttached, fileNotFound, fileNotStored, fileOtherOwner, filePurposeMismatch, tooManyOpenUploads } from './file.errors.js';
import { type FileLink, FileLinks } from './file.links.js';
import { type FilePurpose, purposeRule } from './file.purposes.js';
import { FILE_READ_POLICY, type FileReadPolicy } from './file.read-policy.js';
import type { FileRow } from './file.row.js';
import { fileTable } from './file.table.js';
import { FILE_SETTINGS, type FileSettings } from './files.env.js';

export interface UploadWish {
  readonly tenantId: string;
  readonly purpose: FilePurpose;
  readonly ticketId: string;
  /** Whose data key seals the content: the customer in the picture or on the telephone. */
  readonly personId: string;
  /** Id of who will upload. */
  readonly requestedBy: string;
}

/** What a client needs for its `PUT`: the bytes as body, no header of ours. */
export interface UploadLink extends FileLink {
  readonly fileId: string;
  readonly maxBytes: number;
  /** Endings that are taken, e.g. `jpg`; the first bytes decide, not a name. */
  readonly types: readonly string[];
}

/** The record that keeps a file as evidence. */
export interface Attachment {
  readonly tenantId: string;
  readonly ticketId: string;
  readonly purpose: FilePurpose;
  /** Kind and id of the record, e.g. `visit:vst_01J…`. A file belongs to one. */
  readonly attachedTo: string;
}

const minuteMs = 60_000;

/** Files of a service: links to send and to read them, and their attachment to records. Always in the caller's transaction. */
@Injectable()
export class FileService {
  constructor(
    private readonly links: FileLinks,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(FILE_READ_POLICY) private readonly policy: FileReadPolicy,
    @Inject(FILE_SETTINGS) private readonly settings: FileSettings,
  ) {}

  /** Whether the caller may send a file for the ticket is checked by the service before. Throws `file.too-many-open`. */
  async requestUpload(em: EntityManager, wish: UploadWish): Promise<UploadLink> {
    const { maxOpenPerTicket, uploadLinkMinutes } = this.settings;
    if ((await fileTable.countWaiting(em, wish.tenantId, wish.ticketId)) >= maxOpenPerTicket) throw tooManyOpenUploads(maxOpenPerTicket);
    const requestedAt = await this.clock.now(em);
    const uploadUntil = new Date(requestedAt.getTime() + uploadLinkMinutes * minuteMs);
    const fileId = newId('fil');
    await fileTable.insert(em, { ...wish, fileId, requestedAt, uploadUntil });
    const link = await this.links.give({ use: 'upload', tenantId: wish.tenantId, fileId, holder: wish.requestedBy }, uploadUntil);
    const { maxBytes, types } = purposeRule(wish.purpose);
    return { ...link, fileId, maxBytes, types: types.map((type) => fileTypes[type]) };
  }

  /** A link to read an uploaded file, for a reader whom the service's policy lets [A11-4]. Throws `file.not-found`, `file.not-stored`. */
  async requestDownload(em: EntityManager, reader: Principal, fileId: string): Promise<FileLink> {
    const file = await fileTable.find(em, reader.tenant, fileId);
    if (!(await this.policy.mayRead(em, reader, file))) throw fileNotFound();
    if (file.state === 'requested') throw fileNotStored();
    const now = await this.clock.now(em);
    const holder = reader.personId ?? reader.customerId ?? reader.subject;
    return this.links.give({ use: 'download', tenantId: reader.tenant, fileId, holder }, new Date(now.getTime() + this.settings.downloadLinkSeconds * 1_000));
  }

  /**
   * Makes an uploaded file the evidence of a record [A9-3]; repeating it for the same record answers the same. Throws `file.not-found`, `file.not-stored`,
   * `file.other-owner` (another ticket), `file.purpose-mismatch`, `file.already-attached` (another record).
   */
  async attach(em: EntityManager, fileId: string, attachment: Attachment): Promise<FileEvidence> {
    const file = await fileTable.lock(em, attachment.tenantId, fileId);
    if (file.ticketId !== attachment.ticketId) throw fileOtherOwner();
    if (file.purpose !== attachment.purpose) throw filePurposeMismatch();
    const evidence = evidenceOf(file);
    if (file.state === 'stored') await fileTable.markAttached(em, file, attachment.attachedTo, await this.clock.now(em));
    else if (file.attachedTo !== attachment.attachedTo) throw fileAlreadyAttached();
    return evidence;
  }

  /** Nobody reads the file from now on; housekeeping clears its content away. Goes into the audit log. Throws `file.not-found`. */
  async remove(em: EntityManager, tenantId: string, fileId: string, actor: string): Promise<void> {
    const file = await fileTable.lock(em, tenantId, fileId);
    await fileTable.markRemoved(em, file, await this.clock.now(em));
    await this.audit.append(em, { tenantId, actor, action: 'file.removed', subject: fileId, detail: { purpose: file.purpose, ticketId: file.ticketId, sha256: file.sha256 } });
  }

  /** Throws `file.not-found`. For services that show type, size and state of a file. */
  find(em: EntityManager, tenantId: string, fileId: string): Promise<FileRow> {
    return fileTable.find(em, tenantId, fileId);
  }
}

const evidenceOf = ({ fileId, sha256 }: FileRow): FileEvidence => {
  if (sha256 === null) throw fileNotStored();
  return { fileId, sha256 };
};
