import type pg from 'pg';

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

const chunk = 500;
const tables = ['inbox', 'quality_facts', 'quality_tickets', 'quality_clocks', 'quality_visits'] as const;

const readTable = async (database: pg.Client, name: string, tenant: string): Promise<Table> => {
  const { rows: found } = await database.query<{ column: string }>(`select column_name as column from information_schema.columns where table_schema = 'public' and table_name = $1 order by ordinal_position`, [name]);
  const columns = found.map(({ column }) => column);
  const { rows } = await database.query<(string | null)[]>({ text: `select ${columns.map((column) => `${column}::text`).join(', ')} from ${name} where tenant_id = $1`, values: [tenant], rowMode: 'array' });
  return { name, columns, rows };
};

const insert = async (database: pg.Client, { name, columns, rows }: Table): Promise<void> => {
  for (let at = 0; at < rows.length; at += chunk) {
    const part = rows.slice(at, at + chunk);
    const values = part.map((_, row) => `(${columns.map((__, column) => `$${row * columns.length + column + 1}`).join(', ')})`).join(', ');
    await database.query(`insert into bench.${name} (${columns.join(', ')}) values ${values}`, part.flat());
  }
};

/** Seconds to write a tenant's rows again, by multi-row inserts of 500 through `pg` alone, into tables with the same keys and indexes. */
export const writeAgain = async (database: pg.Client, tenant: string): Promise<{ readonly seconds: number; readonly rows: number }> => {
  const read: Table[] = [];
  for (const name of tables) read.push(await readTable(database, name, tenant));
  await database.query('create schema bench');
  for (const { name } of read) await database.query(`create table bench.${name} (like public.${name} including all)`);
  const begun = performance.now();
  for (const table of read) await insert(database, table);
  return { seconds: (performance.now() - begun) / 1_000, rows: read.reduce((sum, { rows }) => sum + rows.length, 0) };
};
