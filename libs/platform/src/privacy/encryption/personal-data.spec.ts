import { beforeEach, describe, expect, it } from '@jest/globals';
import { DataKeys, erased } from '../keys/data-keys.js';
import { FileKeyManagement } from '../keys/file.key-management.js';
import type { Transaction } from '../keys/data-key.store.js';
import { PersonalData } from './personal-data.js';

interface Row {
  wrapped_key: Buffer | null;
  kms_key_id: string;
}

/** data_keys in memory, for the statements of the store. `settled` is what PostgreSQL would say of rows of older transactions. */
class MemoryTable {
  readonly rows = new Map<string, Row>();
  reads = 0;
  settled = true;

  readonly tx: Transaction = {
    query: <T>(sql: string, parameters?: unknown): Promise<T> => Promise.resolve(this.run(sql, parameters as unknown[]) as T),
  };

  private run(sql: string, [tenant, person, bytes, keyId]: unknown[]): unknown[] {
    const id = `${String(tenant)}/${String(person)}`;
    const row = this.rows.get(id);
    if (sql.startsWith('select wrapped_key')) {
      this.reads += 1;
      return row === undefined ? [] : [{ ...row, settled: this.settled }];
    }
    if (sql.includes('null, \'\', clock_timestamp()')) this.rows.set(id, { wrapped_key: null, kms_key_id: row?.kms_key_id ?? '' });
    else if (row === undefined) {
      this.rows.set(id, { wrapped_key: bytes as Buffer, kms_key_id: String(keyId) });
      return [{ person_id: person }];
    }
    return [];
  }
}

const kms = FileKeyManagement.fromText(Buffer.alloc(32, 7).toString('base64'));
let table: MemoryTable;
let now: number;
let keys: DataKeys;
let data: PersonalData;

beforeEach(() => {
  table = new MemoryTable();
  now = 0;
  keys = new DataKeys(kms, { cacheTtlMs: 1_000, cacheSize: 2, now: () => now });
  data = new PersonalData(keys);
});

describe('personal data at rest', () => {
  it('[A11-5][C17] is unreadable in the database and comes back as it was', async () => {
    const sealed = await data.encrypt(table.tx, 'huaxin', 'p1', 'phone', '138 1234 5678 📞');
    expect(sealed.toString('latin1')).not.toContain('1234');
    expect(sealed[0]).toBe(1);
    expect(await data.decrypt(table.tx, 'huaxin', 'p1', 'phone', sealed)).toBe('138 1234 5678 📞');
    expect(await data.encrypt(table.tx, 'huaxin', 'p1', 'phone', '138 1234 5678 📞')).not.toEqual(sealed);
  });

  it('opens only as the field, person and tenant it was written for', async () => {
    const sealed = await data.encrypt(table.tx, 'huaxin', 'p1', 'phone', 'secret');
    await data.encrypt(table.tx, 'huaxin', 'p2', 'phone', 'another');
    const wrong = { code: 'ciphertext.invalid' };
    await expect(data.decrypt(table.tx, 'huaxin', 'p1', 'name', sealed)).rejects.toMatchObject(wrong);
    await expect(data.decrypt(table.tx, 'huaxin', 'p2', 'phone', sealed)).rejects.toMatchObject(wrong);
    await expect(data.decrypt(table.tx, 'borealis', 'p1', 'phone', sealed)).rejects.toMatchObject({ code: 'key.missing' });
    await expect(data.decrypt(table.tx, 'huaxin', 'p1', 'phone', sealed.subarray(0, 12))).rejects.toMatchObject(wrong);
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(20) ^ 1, 20);
    await expect(data.decrypt(table.tx, 'huaxin', 'p1', 'phone', changed)).rejects.toMatchObject(wrong);
  });

  it('[A11-5] answers erased after the key was destroyed, and takes nothing new for that person', async () => {
    const sealed = await data.encrypt(table.tx, 'huaxin', 'p1', 'phone', 'secret');
    await keys.destroy(table.tx, { tenantId: 'huaxin', personId: 'p1' });
    expect(await data.decrypt(table.tx, 'huaxin', 'p1', 'phone', sealed)).toBe(erased);
    await expect(data.encrypt(table.tx, 'huaxin', 'p1', 'phone', 'new')).rejects.toMatchObject({ code: 'person.erased' });
  });

  it('remembers an erasure of somebody who never had a key', async () => {
    await keys.destroy(table.tx, { tenantId: 'huaxin', personId: 'p9' });
    await expect(data.encrypt(table.tx, 'huaxin', 'p9', 'phone', 'new')).rejects.toMatchObject({ code: 'person.erased' });
  });
});

describe('opened keys in memory', () => {
  const p1 = { tenantId: 'huaxin', personId: 'p1' };

  it('spare reads until their time is over, and see an erasure elsewhere after it', async () => {
    const sealed = await data.encrypt(table.tx, 'huaxin', 'p1', 'phone', 'secret');
    await data.decrypt(table.tx, 'huaxin', 'p1', 'phone', sealed);
    const reads = table.reads;
    await data.decrypt(table.tx, 'huaxin', 'p1', 'phone', sealed);
    expect(table.reads).toBe(reads);
    await new DataKeys(kms).destroy(table.tx, p1);
    now = 1_000;
    expect(await data.decrypt(table.tx, 'huaxin', 'p1', 'phone', sealed)).toBe(erased);
  });

  it('are not kept while their transaction may still be rolled back', async () => {
    table.settled = false;
    await data.encrypt(table.tx, 'huaxin', 'p1', 'phone', 'first');
    await data.encrypt(table.tx, 'huaxin', 'p1', 'phone', 'second');
    table.rows.clear();
    const sealed = await data.encrypt(table.tx, 'huaxin', 'p1', 'phone', 'third');
    expect(await new PersonalData(new DataKeys(kms)).decrypt(table.tx, 'huaxin', 'p1', 'phone', sealed)).toBe('third');
  });

  it('make room for the latest', async () => {
    for (const personId of ['p1', 'p2', 'p3']) {
      await keys.obtain(table.tx, { tenantId: 'huaxin', personId });
      await keys.find(table.tx, { tenantId: 'huaxin', personId });
    }
    const reads = table.reads;
    await keys.find(table.tx, { tenantId: 'huaxin', personId: 'p3' });
    expect(table.reads).toBe(reads);
    await keys.find(table.tx, p1);
    expect(table.reads).toBe(reads + 1);
  });
});
