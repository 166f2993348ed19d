import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a customer reads who agrees to a plan by a link: the ticket's number, and the pack's reasons for declining. */
export class ConsentLinks1790000104000 implements MigrationInterface {
  readonly name = 'ConsentLinks1790000104000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table ticket_copies add column number text');
    await runner.query('alter table pack_settings add column quote_decline jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table pack_settings drop column quote_decline');
    await runner.query('alter table ticket_copies drop column number');
  }
}
