import type { MigrationInterface, QueryRunner } from 'typeorm';

const key = 'tenant_id, ticket_id, target, round, lap, level, recipient_id';

const up = `
  alter table escalations add column raising int not null default 0, drop constraint escalations_pkey, add primary key (${key}, raising);
`;

/** Without the column a level has its first raising only: later ones are forgotten. */
const down = `
  delete from escalations where raising > 0;
  alter table escalations drop constraint escalations_pkey, add primary key (${key}), drop column raising;
`;

/** A false alarm that was taken back may have to be raised in earnest. */
export class RaisedAgain1700000101000 implements MigrationInterface {
  readonly name = 'RaisedAgain1700000101000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
