import pg from 'pg';

const connect = async (url: string, database: string): Promise<pg.Client> => {
  const target = new URL(url);
  target.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: target.href });
  await client.connect();
  return client;
};

/** Runs something in one database as the superuser. */
export const inDatabase = async <T>(url: string, database: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = await connect(url, database);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** The services' databases of a server. */
export const serviceDatabases = (url: string): Promise<string[]> =>
  inDatabase(url, 'postgres', async (client) => {
    const { rows } = await client.query<{ datname: string }>(`select datname from pg_database where datname like 'mendline\\_%' order by 1`);
    return rows.map(({ datname }) => datname);
  });

const tables = `select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') order by 1`;

/** Every row of every table as text, under the table's name; binary columns in hex. Partitions are tables of their own. */
export const dumpDatabase = (url: string, database: string): Promise<ReadonlyMap<string, string>> =>
  inDatabase(url, database, async (client) => {
    await client.query(`set bytea_output = 'hex'`);
    const dump = new Map<string, string>();
    const { rows: found } = await client.query<{ name: string }>(tables);
    for (const { name } of found) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
      dump.set(`${database} ${name}`, rows.map(({ row }) => row).join('\n'));
    }
    return dump;
  });
