import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What complaints come to, ties seen from both ends, and waits for linked tickets, which have no expected end. */
export class Complaints1700000022000 implements MigrationInterface {
  readonly name = 'Complaints1700000022000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table tickets add column complaint jsonb;
      alter table ticket_holds alter column expected_end drop not null;
      create index ticket_links_from_other on ticket_links (tenant_id, other_id, relation);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index ticket_links_from_other;
      delete from ticket_holds where expected_end is null;
      alter table ticket_holds alter column expected_end set not null;
      alter table tickets drop column complaint;
    `);
  }
}
