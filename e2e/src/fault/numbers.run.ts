import type { Operation } from '../checker/index.js';
import { CommandClient, GraphqlClient, TokenCache } from '../client/index.js';
import type { Team } from '../demo/people.js';
import type { FaultRun } from './fault.run.js';
import { Ledger } from './ledger.js';

/** A registration that was answered. */
export interface NumberedTicket {
  readonly tenant: string;
  readonly id: string;
  readonly number: string;
  readonly key: string;
}

export interface NumbersRequest {
  readonly count: number;
  readonly atOnce: number;
  /** GraphQL endpoints of several processes of intake, taken in turn. */
  readonly urls: readonly string[];
}

/** How the numbers of each tenant look: the day and a serial [A2-14], the month, a hyphen and a serial [A2-15]. */
const forms: Readonly<Record<string, RegExp>> = { huaxin: /^20\d{6}\d{3,}$/, borealis: /^20\d{4}-\d{3,}$/ };

/** Tables of intake that hold something of a ticket, by the column that names it. */
const ticketTables = { outbox: 'key', fact_outbox: 'key', fact_log: 'key', ticket_clocks: 'ticket_id', notices: 'ticket_id', tickets: 'id' } as const;

/** Registers tickets of all tenants in turn, so many at once, each through one of the endpoints. */
export const createNumbered = async (run: FaultRun, { count, atOnce, urls }: NumbersRequest): Promise<NumberedTicket[]> => {
  const clients = urls.map((url) => new CommandClient(new GraphqlClient({ url, tokens: new TokenCache(run.env['OIDC_ISSUER'] ?? ''), timeoutMs: 60_000 })));
  const customers = await Promise.all(run.teams.map((team) => customerOf(run, team)));
  const created: NumberedTicket[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let n = next++; n < count; n = next++) {
      const client = clients[n % clients.length];
      const place = Math.floor(n / clients.length) % run.teams.length;
      const [team, customerId] = [run.teams[place], customers[place]];
      if (client && team && customerId !== undefined) created.push(await register(client, team, `${run.runId}-${n}`, customerId));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return created;
};

const register = async (client: CommandClient, team: Team, key: string, customerId: string): Promise<NumberedTicket> => {
  const input = { kind: 'consultation', channel: 'phone', customerId, region: team.regions[0] ?? '', faultClass: 'software', description: 'one of many' };
  const { ticket, state, code } = await client.settle(team.one('csr'), 'registerTicket', key, input);
  if (!ticket) throw new Error(`registration ${key} ended ${state} ${code ?? ''}`);
  return { tenant: team.tenant, key, ...ticket };
};

/** A customer of the tenant whom intake knows; made by a first ticket, which is cancelled with the others. */
const customerOf = async (run: FaultRun, team: Team): Promise<string> => {
  const { id } = await run.register({}, team);
  const [row] = await run.ledger.rows<{ customer: string }>('select customer_id as customer from tickets where id = $1', [id]);
  return row?.customer ?? '';
};

/** What is wrong with the numbers: given twice, of a wrong form, not in the row, or tickets that nobody asked for. */
export const numberProblems = async (run: FaultRun, created: readonly NumberedTicket[]): Promise<string[]> => {
  const names = created.map(({ tenant, number }) => `${tenant}/${number}`);
  const twice = names.filter((name, n) => names.indexOf(name) !== n);
  const misshapen = created.filter(({ tenant, number }) => !forms[tenant]?.test(number)).map(({ number }) => number);
  const rows = await run.ledger.rows<{ id: string; number: string }>('select id, number from tickets where id in (select outcome ->> $2 from commands where command_id like $1)', [`${run.runId}-%`, 'ticketId']);
  const byId = new Map(rows.map(({ id, number }) => [id, number]));
  const missing = created.filter(({ id, number }) => byId.get(id) !== number).map(({ id }) => id);
  const journaled = await run.ledger.count('select count(*) from commands where command_id like $1 and operation = $2', [`${run.runId}-%`, 'registerTicket']);
  return [
    ...twice.map((name) => `${name} was given twice`),
    ...misshapen.map((number) => `${number} has not the form of its scheme`),
    ...missing.map((id) => `${id} has not the number that was answered`),
    ...(journaled === created.length ? [] : [`${journaled} registrations are journaled, ${created.length} were answered`]),
  ];
};

/**
 * Takes the other tickets out of the database before their lives begin, so that those which stay are all that the engines have to
 * carry. Only for tickets that no relay has seen.
 */
export const keepOnly = async (run: FaultRun, created: readonly NumberedTicket[], kept: readonly NumberedTicket[]): Promise<void> => {
  const admin = new URL(run.env['DATABASE_ADMIN_URL'] ?? '');
  admin.pathname = '/mendline_intake';
  const ledger = new Ledger(admin.href);
  const staying = new Set(kept.map(({ id }) => id));
  const going = created.map(({ id }) => id).filter((id) => !staying.has(id));
  try {
    for (const [table, column] of Object.entries(ticketTables)) await ledger.rows(`delete from ${table} where ${column} = any($1)`, [going]);
  } finally {
    await ledger.close();
  }
};

/** The checker's view of tickets that were registered and never worked on. */
export const operationsOf = (tickets: readonly NumberedTicket[]): Operation[] => {
  const at = new Date().toISOString();
  return tickets.map(({ tenant, id, key }) => ({ opId: key, tenant, ticketId: id, type: 'registerTicket', invokedAt: at, settledAt: at, result: 'ok', code: null }));
};
