import type { LeaderSession } from '../../outbox/index.js';
import { type BlobName, blobName, blobParts } from '../store/blob.name.js';
import type { FileStore, StoredBlob } from '../store/file-store.port.js';

const batch = 200;

const orphansSql = `
  update files set state = 'removed', removed_at = $2 where (tenant_id, file_id) in (
    select tenant_id, file_id from files where state in ('requested', 'stored') and requested_at < $1 and upload_until < $2
    order by requested_at limit ${batch} for update skip locked)
  returning 1`;

const unclearedSql = `select tenant_id as "tenantId", file_id as "fileId", attempt from files where state = 'removed' and attempt is not null order by removed_at limit ${batch}`;

const clearedSql = 'update files set attempt = null where tenant_id = $1 and file_id = $2';

const knownSql = `select tenant_id || '/' || file_id || '.' || attempt as name from files where attempt is not null and (tenant_id, file_id) in (select * from unnest($1::text[], $2::text[]))`;

/** Files that were asked for or stored before `before` and attached to nothing: removed at `now`. Answers how many; repeat while it is a whole batch. */
export const removeOrphans = async (session: LeaderSession, before: Date, now: Date): Promise<number> => (await session.query(orphansSql, [before, now])).length;

/** Contents of removed files, cleared away. The row stays as the record that there was one. */
export const clearRemoved = async (session: LeaderSession, store: FileStore): Promise<number> => {
  const rows = await session.query<{ tenantId: string; fileId: string; attempt: string }>(unclearedSql);
  for (const row of rows) {
    await store.remove(blobName(row));
    await session.query(clearedSql, [row.tenantId, row.fileId]);
  }
  return rows.length;
};

/** Contents of a page that no row knows, older than `before`: left by a process that died between store and database. */
export const straysOf = async (session: LeaderSession, blobs: readonly StoredBlob[], before: Date): Promise<readonly BlobName[]> => {
  const old = blobs.filter(({ modifiedAt }) => modifiedAt < before).map(({ name }) => name);
  if (old.length === 0) return [];
  const parts = old.map(blobParts);
  const known = await session.query<{ name: string }>(knownSql, [parts.map(({ tenantId }) => tenantId), parts.map(({ fileId }) => fileId)]);
  const names = new Set(known.map(({ name }) => name));
  return old.filter((name) => !names.has(name));
};
