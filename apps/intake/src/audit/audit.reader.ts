import { AuditLog } from '@mendline/platform/audit';
import type { Principal } from '@mendline/platform/auth';
import { Database } from '@mendline/platform/database';
import { connectionPage, readPage } from '@mendline/platform/graphql';
import type { PageArgs } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import type * as model from './audit.model.js';

/** Reads the audit log of the caller's tenant. */
@Injectable()
export class AuditReader {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  /** Newest first. */
  async list({ tenant }: Principal, args: PageArgs): Promise<model.AuditEntryConnection> {
    const page = readPage(args);
    const before = page.after === null ? null : Number(page.after.sort);
    const rows = await this.database.tx(tenant, (em) =>
      em.query<model.AuditEntry[]>(
        `select seq::float8 as seq, at, actor, action, subject, detail::text as detail, hash
         from audit_log where tenant_id = $1 and ($2::float8 is null or seq < $2) order by seq desc limit $3`,
        [tenant, Number.isNaN(before) ? 0 : before, page.limit + 1],
      ),
    );
    const { edges, pageInfo } = connectionPage(rows, page, ({ seq }) => ({ sort: seq, id: String(seq) }));
    return { edges: [...edges], pageInfo };
  }

  /** Whether nothing was changed, removed or put in since the first entry. */
  async verified({ tenant }: Principal): Promise<boolean> {
    return (await this.audit.verify(this.database, tenant)).intact;
  }
}
