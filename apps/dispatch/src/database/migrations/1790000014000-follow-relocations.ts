import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A ticket's address may move it to another region: as of which fact it did, and for which region a ranking was made. */
export class FollowRelocations1790000014000 implements MigrationInterface {
  readonly name = 'FollowRelocations1790000014000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ticket_copies add column relocated_incarnation integer not null default 0, add column relocated_version integer not null default 0;
      alter table offers add column region text;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table offers drop column region;
      alter table ticket_copies drop column relocated_incarnation, drop column relocated_version;
    `);
  }
}
