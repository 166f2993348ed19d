import { enableTenantRls } from '@mendline/platform/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the lives of tickets asked for and were answered: a late copy gets the answer and changes nothing. */
export class LifeAnswers1790000107000 implements MigrationInterface {
  readonly name = 'LifeAnswers1790000107000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table life_answers (
        tenant_id text not null,
        ticket_id text not null,
        key text not null,
        refusal text,
        answered_at timestamptz not null,
        primary key (tenant_id, ticket_id, key)
      );
      ${enableTenantRls('life_answers')}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table life_answers');
  }
}
