import type { EntityManager } from 'typeorm';
import type { Clock } from '../clock/index.js';
import type { Database } from '../database/database.js';
import { type AuditEntry, type AuditRecord, genesisHash, hashEntry } from './audit.entry.js';
import { type AuditVerdict, ChainChecker, type ChainEnd, type StoredEntry } from './chain.checker.js';

interface Head {
  readonly seq: string;
  readonly hash: string;
}

const pageSize = 1_000;

/** Configuration, role and reveal changes, kept for good: append-only, and every entry seals all earlier ones. */
export class AuditLog {
  constructor(private readonly clock: Clock) {}

  /** Appends within the caller's transaction. Writers of one tenant wait for each other until that transaction ends. */
  async append(em: EntityManager, record: AuditRecord): Promise<AuditEntry & { readonly hash: string }> {
    const head = await lockHead(em, record.tenantId);
    const entry: AuditEntry = { ...record, seq: Number(head.seq) + 1, at: await this.clock.now(em), prevHash: head.hash };
    const hash = hashEntry(entry);
    await em.query(
      `insert into audit_log (tenant_id, seq, at, actor, action, subject, detail, prev_hash, hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [entry.tenantId, entry.seq, entry.at, entry.actor, entry.action, entry.subject, JSON.stringify(entry.detail), entry.prevHash, hash],
    );
    await em.query('update audit_heads set seq = $2, hash = $3 where tenant_id = $1', [entry.tenantId, entry.seq, hash]);
    return { ...entry, hash };
  }

  /** Recalculates a tenant's whole chain and finds the first entry that was changed, removed or put in. */
  verify(database: Database, tenantId: string): Promise<AuditVerdict> {
    return database.tx(tenantId, async (em) => {
      const head = await readHead(em, tenantId);
      const checker = new ChainChecker();
      for (;;) {
        const page = await readPage(em, tenantId, checker.seq, head.seq);
        for (const entry of page) if (!checker.accept(entry)) return checker.verdict();
        if (page.length < pageSize) break;
      }
      return checker.finish(head, await hasStrays(em, tenantId));
    });
  }
}

const lockHead = async (em: EntityManager, tenantId: string): Promise<Head> => {
  await em.query('insert into audit_heads (tenant_id, seq, hash) values ($1, 0, $2) on conflict do nothing', [tenantId, genesisHash]);
  const [head] = await em.query<Head[]>('select seq, hash from audit_heads where tenant_id = $1 for update', [tenantId]);
  if (!head) throw new Error('the audit log belongs to another tenant than the transaction');
  return head;
};

const readHead = async (em: EntityManager, tenantId: string): Promise<ChainEnd> => {
  const [head] = await em.query<Head[]>('select seq, hash from audit_heads where tenant_id = $1', [tenantId]);
  return { seq: Number(head?.seq ?? 0), hash: head?.hash ?? genesisHash };
};

const readPage = (em: EntityManager, tenantId: string, after: number, upTo: number): Promise<StoredEntry[]> =>
  em.query<StoredEntry[]>(
    `select tenant_id as "tenantId", seq::float8 as seq, at, actor, action, subject, detail, prev_hash as "prevHash", hash
     from audit_log where tenant_id = $1 and seq > $2 and seq <= $3 order by seq limit ${pageSize}`,
    [tenantId, after, upTo],
  );

/** Entries behind the head. One statement sees one instant, so an entry just being appended is not taken for one. */
const hasStrays = async (em: EntityManager, tenantId: string): Promise<boolean> => {
  const rows = await em.query<unknown[]>(
    'select 1 from audit_log where tenant_id = $1 and seq > coalesce((select seq from audit_heads where tenant_id = $1), 0) limit 1',
    [tenantId],
  );
  return rows.length > 0;
};
