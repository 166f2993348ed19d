import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database of its own for one spec, with the three roles of a service. */
export interface TestDatabase {
  readonly name: string;
  /** Role `<svc>_…_app`, subject to row-level security. */
  readonly url: string;
  /** Role `<svc>_…_owner`: runs migrations. */
  readonly ownerUrl: string;
  /** Role `<svc>_…_system`: sees every tenant. */
  readonly systemUrl: string;
  /** Superuser, in this database: to look behind every wall. */
  readonly superuserUrl: string;
  /** Rows as they lie there, past every wall. */
  rows<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Ends every connection and removes database and roles. */
  drop(): Promise<void>;
}

const password = 'test';

const serverUrl = (): string => {
  const url = process.env['TEST_POSTGRES_URL'];
  if (!url) throw new Error('TEST_POSTGRES_URL must hold the superuser URL of a running PostgreSQL');
  return url;
};

const withClient = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

const urlFor = (server: string, database: string, role?: string): string => {
  const url = new URL(server);
  url.pathname = `/${database}`;
  if (role) {
    url.username = role;
    url.password = password;
  }
  return url.href;
};

/**
 * Creates a fresh database and its roles on the server of TEST_POSTGRES_URL. The roles belong to this database alone,
 * so specs can run beside each other.
 * @param service snake_case name of the service, for example `field_service`
 */
export const createTestDatabase = async (service: string): Promise<TestDatabase> => {
  const server = serverUrl();
  const name = `test_${service}_${randomBytes(5).toString('hex')}`;
  const roles = { owner: `${name}_owner`, app: `${name}_app`, system: `${name}_system` };
  await withClient(server, async (client) => {
    await client.query(`create role ${roles.owner} login password '${password}'`);
    await client.query(`create role ${roles.app} login password '${password}'`);
    await client.query(`create role ${roles.system} login bypassrls password '${password}'`);
    await client.query(`create database ${name} owner ${roles.owner}`);
    await client.query(`revoke all on database ${name} from public`);
    await client.query(`grant connect on database ${name} to ${roles.app}, ${roles.system}`);
  });
  return {
    name,
    url: urlFor(server, name, roles.app),
    ownerUrl: urlFor(server, name, roles.owner),
    systemUrl: urlFor(server, name, roles.system),
    superuserUrl: urlFor(server, name),
    rows: <Row extends object>(sql: string, values: readonly unknown[] = []) => withClient(urlFor(server, name), async (client) => (await client.query(sql, [...values])).rows as Row[]),
    drop: () =>
      withClient(server, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
        for (const role of Object.values(roles)) await client.query(`drop role if exists ${role}`);
      }),
  };
};
