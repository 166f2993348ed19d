import { forbidden } from '@mendline/contracts/errors';
import type { FileEvidence } from '@mendline/contracts/evidence';
import type { Principal } from '@mendline/platform/auth';
import { Database } from '@mendline/platform/database';
import { type FileLink, type FilePurpose, FileService, type UploadLink } from '@mendline/platform/files';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TicketAccessService } from '../ownership/ticket-access.service.js';

/** A file that was sent by a link before. */
export interface SentFile {
  readonly fileId: string;
}

/** The record that a file becomes evidence of. */
export interface EvidenceOf {
  readonly tenantId: string;
  readonly ticketId: string;
  readonly purpose: FilePurpose;
  /** Kind and id, and the act where the record has several, e.g. `visit:cn1_01J….v1/acceptance`. */
  readonly record: string;
}

/** Photos, signatures and recorded calls of tickets [A9-3, A10-2, C12]: sent and read by links, kept as evidence by what they hold. */
@Injectable()
export class EvidenceService {
  constructor(
    private readonly files: FileService,
    private readonly database: Database,
    private readonly access: TicketAccessService,
  ) {}

  /** A link to send one file for a ticket. Throws `ticket.unknown`, `file.too-many-open`. */
  async requestUpload(principal: Principal, ticketId: string, purpose: FilePurpose): Promise<UploadLink> {
    const { tenantId, customerId } = await this.access.require(principal, ticketId);
    const requestedBy = principal.personId;
    if (requestedBy === undefined) throw forbidden('file.not-staff');
    return this.database.tx(tenantId, (em) => this.files.requestUpload(em, { tenantId, purpose, ticketId, personId: customerId, requestedBy }));
  }

  /** A link to read a file [A11-4]. Throws `file.not-found`, also for a file that the caller may not read, `file.not-stored`. */
  requestDownload(principal: Principal, fileId: string): Promise<FileLink> {
    return this.database.tx(principal.tenant, (em) => this.files.requestDownload(em, principal, fileId));
  }

  /** Makes a sent file the evidence of a record, in the transaction that writes the record. Throws `file.*`; again for the same record is no change. */
  attach(em: EntityManager, fileId: string, { record, ...of }: EvidenceOf): Promise<FileEvidence> {
    return this.files.attach(em, fileId, { ...of, attachedTo: record });
  }
}
