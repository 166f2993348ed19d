import pg from 'pg';
import type { TestDatabase } from './test-database.js';

/** What keeps the tenants of a table apart. */
export interface TableWalls {
  readonly name: string;
  /** Row-level security holds for the owner, too. */
  readonly forced: boolean;
  readonly policies: number;
  /** Every row names its tenant. */
  readonly tenanted: boolean;
  /** The tenant leads the primary key. */
  readonly leads: boolean;
  /** To the app role. */
  readonly readable: boolean;
}

const sql = `
  select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
         (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
         exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnotnull) as tenanted,
         exists (select from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
                 where i.indrelid = c.oid and i.indisprimary and a.attname = 'tenant_id') as leads,
         has_table_privilege($1, c.oid, 'select') as readable
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`;

/** Every table of a service's database with its walls, by name. */
export const tableWalls = async ({ superuserUrl, name }: Pick<TestDatabase, 'superuserUrl' | 'name'>): Promise<TableWalls[]> => {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    return (await client.query<TableWalls>(sql, [`${name}_app`])).rows;
  } finally {
    await client.end();
  }
};
