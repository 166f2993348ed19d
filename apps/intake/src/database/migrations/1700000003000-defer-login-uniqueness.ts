import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One import may pass a login from one person to another: what counts is the end of the transaction. */
export class DeferLoginUniqueness1700000003000 implements MigrationInterface {
  readonly name = 'DeferLoginUniqueness1700000003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table people drop constraint people_tenant_id_login_key;
      alter table people add constraint people_login unique (tenant_id, login) deferrable initially deferred;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table people drop constraint people_login;
      alter table people add constraint people_tenant_id_login_key unique (tenant_id, login);
    `);
  }
}
