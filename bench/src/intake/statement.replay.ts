import pg from 'pg';
import type { StatementTemplate } from './statement.template.js';

export interface ReplayOptions {
  readonly url: string;
  /** The role whose rights and row security apply. */
  readonly role: string;
  readonly connections: number;
  readonly seconds: number;
}

/** Registrations per second when nothing but `pg` sends the statements of one, connection by connection. */
export const replay = async (options: ReplayOptions, template: StatementTemplate): Promise<number> => {
  const clients = await Promise.all(Array.from({ length: options.connections }, () => open(options)));
  try {
    let next = 0;
    let done = 0;
    const began = performance.now();
    const end = began + options.seconds * 1000;
    await Promise.all(clients.map(async (client) => {
      while (performance.now() < end) {
        await runOnce(client, template, (next += 1));
        if (performance.now() < end) done += 1;
      }
    }));
    return done / options.seconds;
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
};

const open = async ({ url, role }: ReplayOptions): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`set role ${pg.escapeIdentifier(role)}`);
  return client;
};

const runOnce = async (client: pg.Client, template: StatementTemplate, n: number): Promise<void> => {
  for (const { sql, parameters } of template.make(n)) await (parameters ? client.query(sql, [...parameters]) : client.query(sql));
};
