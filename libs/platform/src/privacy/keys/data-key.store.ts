import type { EntityManager } from 'typeorm';
import type { WrappedKey } from './key-management.port.js';

/** The caller's transaction: row-level security and the caller's tenant apply. */
export type Transaction = Pick<EntityManager, 'query'>;

export interface DataKeyRow {
  /** Null once destroyed. */
  readonly wrapped: WrappedKey | null;
  /** False while the row may be this transaction's own and vanish with it. */
  readonly settled: boolean;
}

export interface PersonRef {
  readonly tenantId: string;
  readonly personId: string;
}

interface StoredKey {
  wrapped_key: Buffer | null;
  kms_key_id: string;
  settled: boolean;
}

// A row written by an older transaction than this one is committed; a transaction that has written nothing sees only such rows.
const SETTLED = 'coalesce(age(xmin) > age(pg_current_xact_id_if_assigned()::xid), true)';

/** The statements on data_keys. */
export const dataKeyStore = {
  async find(tx: Transaction, { tenantId, personId }: PersonRef): Promise<DataKeyRow | null> {
    const rows = await tx.query<StoredKey[]>(
      `select wrapped_key, kms_key_id, ${SETTLED} as settled from data_keys where tenant_id = $1 and person_id = $2`,
      [tenantId, personId],
    );
    const row = rows[0];
    if (row === undefined) return null;
    const wrapped = row.wrapped_key === null ? null : { bytes: row.wrapped_key, masterKeyId: row.kms_key_id };
    return { wrapped, settled: row.settled };
  },

  /** False when another transaction was first. */
  async insert(tx: Transaction, { tenantId, personId }: PersonRef, { bytes, masterKeyId }: WrappedKey): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `insert into data_keys (tenant_id, person_id, wrapped_key, kms_key_id) values ($1, $2, $3, $4)
       on conflict do nothing returning person_id`,
      [tenantId, personId, bytes, masterKeyId],
    );
    return rows.length === 1;
  },

  /** Leaves a row without key, so that no new one is made for a person who was erased. */
  async destroy(tx: Transaction, { tenantId, personId }: PersonRef): Promise<void> {
    await tx.query(
      `insert into data_keys (tenant_id, person_id, wrapped_key, kms_key_id, destroyed_at) values ($1, $2, null, '', clock_timestamp())
       on conflict (tenant_id, person_id) do update
       set wrapped_key = null, destroyed_at = coalesce(data_keys.destroyed_at, clock_timestamp())`,
      [tenantId, personId],
    );
  },

  /** Up to `limit` persons whose key is not wrapped by `masterKeyId`, locked, those others work on left out. */
  async lockOutdated(tx: Transaction, tenantId: string, masterKeyId: string, limit: number): Promise<readonly (PersonRef & { wrapped: WrappedKey })[]> {
    const rows = await tx.query<{ person_id: string; wrapped_key: Buffer; kms_key_id: string }[]>(
      `select person_id, wrapped_key, kms_key_id from data_keys
       where tenant_id = $1 and wrapped_key is not null and kms_key_id <> $2
       order by person_id limit $3 for update skip locked`,
      [tenantId, masterKeyId, limit],
    );
    return rows.map((row) => ({ tenantId, personId: row.person_id, wrapped: { bytes: row.wrapped_key, masterKeyId: row.kms_key_id } }));
  },

  async rewrap(tx: Transaction, { tenantId, personId }: PersonRef, { bytes, masterKeyId }: WrappedKey): Promise<void> {
    await tx.query('update data_keys set wrapped_key = $3, kms_key_id = $4 where tenant_id = $1 and person_id = $2', [
      tenantId,
      personId,
      bytes,
      masterKeyId,
    ]);
  },
};
