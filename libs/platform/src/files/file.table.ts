import type { EntityManager } from 'typeorm';
import { fileNotFound } from './file.errors.js';
import type { FileRow, StoredContent } from './file.row.js';

const columns = `tenant_id as "tenantId", file_id as "fileId", purpose, ticket_id as "ticketId", person_id as "personId", requested_by as "requestedBy", state, attempt, type,
  bytes::float8 as bytes, encode(sha256, 'hex') as sha256, attached_to as "attachedTo", requested_at as "requestedAt", upload_until as "uploadUntil"`;

export type NewFile = Pick<FileRow, 'tenantId' | 'fileId' | 'purpose' | 'ticketId' | 'personId' | 'requestedBy' | 'requestedAt' | 'uploadUntil'>;

const one = async (em: EntityManager, sql: string, parameters: readonly unknown[]): Promise<FileRow> => {
  const [row] = await em.query<FileRow[]>(sql, [...parameters]);
  if (row === undefined) throw fileNotFound();
  return row;
};

/** The statements on files. */
export const fileTable = {
  async insert(em: EntityManager, file: NewFile): Promise<void> {
    await em.query(
      `insert into files (tenant_id, file_id, purpose, ticket_id, person_id, requested_by, state, requested_at, upload_until)
       values ($1, $2, $3, $4, $5, $6, 'requested', $7, $8)`,
      [file.tenantId, file.fileId, file.purpose, file.ticketId, file.personId, file.requestedBy, file.requestedAt, file.uploadUntil],
    );
  },

  /** Throws `file.not-found`, for removed files too. */
  find: (em: EntityManager, tenantId: string, fileId: string): Promise<FileRow> =>
    one(em, `select ${columns} from files where tenant_id = $1 and file_id = $2 and state <> 'removed'`, [tenantId, fileId]),

  /** As `find`, and nobody else changes the row before the transaction ends. */
  lock: (em: EntityManager, tenantId: string, fileId: string): Promise<FileRow> =>
    one(em, `select ${columns} from files where tenant_id = $1 and file_id = $2 and state <> 'removed' for update`, [tenantId, fileId]),

  async countWaiting(em: EntityManager, tenantId: string, ticketId: string): Promise<number> {
    const [row] = await em.query<{ count: number }[]>(
      `select count(*)::int as count from files where tenant_id = $1 and ticket_id = $2 and state in ('requested', 'stored')`,
      [tenantId, ticketId],
    );
    return row?.count ?? 0;
  },

  async markStored(em: EntityManager, { tenantId, fileId }: FileRow, content: StoredContent, at: Date): Promise<void> {
    await em.query(
      `update files set state = 'stored', attempt = $3, type = $4, bytes = $5, sha256 = decode($6, 'hex'), stored_at = $7
       where tenant_id = $1 and file_id = $2 and state = 'requested'`,
      [tenantId, fileId, content.attempt, content.type, content.bytes, content.sha256, at],
    );
  },

  async markAttached(em: EntityManager, { tenantId, fileId }: FileRow, attachedTo: string, at: Date): Promise<void> {
    await em.query(`update files set state = 'attached', attached_to = $3, attached_at = $4 where tenant_id = $1 and file_id = $2 and state = 'stored'`, [
      tenantId,
      fileId,
      attachedTo,
      at,
    ]);
  },

  async markRemoved(em: EntityManager, { tenantId, fileId }: FileRow, at: Date): Promise<void> {
    await em.query(`update files set state = 'removed', removed_at = $3 where tenant_id = $1 and file_id = $2 and state <> 'removed'`, [tenantId, fileId, at]);
  },
};
