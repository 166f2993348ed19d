import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What stands in the way of the new constraint; of every tenant, which the wall hides from the owner too. */
const deleteSurplus = (where: string): string => `
  alter table dead_letters no force row level security;
  delete from dead_letters later using dead_letters first where ${where};
  alter table dead_letters force row level security;`;

/*
 * A fact is parked once as long as its letter is open, and never again when it was given up. It is known by its id: a place in Kafka is another
 * fact's after Kafka was emptied. What cannot be read has no id and is known by its place and its content.
 */
const up = `
  do $$
  declare by_place text;
  begin
    select conname into strict by_place from pg_constraint where conrelid = 'dead_letters'::regclass and contype = 'u';
    execute format('alter table dead_letters drop constraint %I', by_place);
  end $$;
  alter table dead_letters add column identity text not null generated always as (
    coalesce(fact_id::text, topic || '/' || partition_number::text || '/' || partition_offset::text || '/' || md5(coalesce(value, ''::bytea)))) stored;
  ${deleteSurplus(`
    (later.tenant_id, later.consumer, later.identity) = (first.tenant_id, first.consumer, first.identity) and later.id > first.id
    and later.state <> 'replayed' and first.state <> 'replayed'`)}
  create unique index dead_letters_once on dead_letters (tenant_id, consumer, identity) where state <> 'replayed';
`;

const down = `
  ${deleteSurplus(`
    (later.tenant_id, later.consumer, later.topic, later.partition_number, later.partition_offset) =
      (first.tenant_id, first.consumer, first.topic, first.partition_number, first.partition_offset)
    and (later.state = 'replayed', later.id) > (first.state = 'replayed', first.id)`)}
  alter table dead_letters drop column identity, add unique (tenant_id, consumer, topic, partition_number, partition_offset);
`;

export class KnowDeadLettersByFact1700000000550 implements MigrationInterface {
  readonly name = 'KnowDeadLettersByFact1700000000550';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(down);
  }
}
