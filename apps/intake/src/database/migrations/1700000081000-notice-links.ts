import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the link that goes out with a notice is for, and about; never the link itself. */
export class NoticeLinks1700000081000 implements MigrationInterface {
  readonly name = 'NoticeLinks1700000081000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table notices add column link_purpose text, add column link_about text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table notices drop column link_purpose, drop column link_about');
  }
}
