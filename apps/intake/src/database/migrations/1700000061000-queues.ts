import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose queue a ticket without an owner waits in, for those who claim from it. */
export class Queues1700000061000 implements MigrationInterface {
  readonly name = 'Queues1700000061000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table tickets add column queue text;
      update tickets set queue = '*' where archived_at is null and wait = 'supervisor-assignment';
      create index tickets_in_queue on tickets (tenant_id, registered_at, id) where queue is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index tickets_in_queue; alter table tickets drop column queue;');
  }
}
