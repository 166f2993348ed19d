import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where the work of a ticket is to be done: a customer may have many places. Null on tickets from before: there the customer's own address counts. */
export class ServiceAddresses1700000103000 implements MigrationInterface {
  readonly name = 'ServiceAddresses1700000103000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table tickets add column service_address bytea');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table tickets drop column service_address');
  }
}
