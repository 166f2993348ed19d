import type { MigrationInterface, QueryRunner } from 'typeorm';

const batch = `'calendar:' || tenant_id || ':columns:all:1700000082000:1'`;
const cause = `jsonb_build_object('tenantId', tenant_id, 'code', 'columns', 'of', 'all', 'id', '1700000082000', 'version', 1)`;

/** For the length of the transaction, which holds both tables locked, their owner sees every tenant. */
const up = `
  alter table ticket_clocks no force row level security;
  alter table outbox no force row level security;
  insert into outbox (tenant_id, kind, key, payload)
    select distinct tenant_id, 'temporal.recompute', ${batch}, ${cause} from ticket_clocks where stopped_at is null and risk_at is null;
  alter table outbox force row level security;
  alter table ticket_clocks force row level security;
`;

/** Clocks that ran when risk, and what holds them, became columns have them computed by the durable batch, one for each tenant. */
export class ColumnsOfOldClocks1700000082000 implements MigrationInterface {
  readonly name = 'ColumnsOfOldClocks1700000082000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  /** What was asked for may have been done already, and is right in any case. */
  down(): Promise<void> {
    return Promise.resolve();
  }
}
