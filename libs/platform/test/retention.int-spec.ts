import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { LeaderSession } from '../src/outbox/index.js';
import { commandAgeIndexes, forget, RetentionPump, retentionEnv, type RetentionSettings } from '../src/retention/index.js';
import { openPlatformDatabase, type PlatformDatabase } from './support/platform.database.js';

const settings: RetentionSettings = { days: retentionEnv.parse({}), ticketIsOver: 'exists (select from over o where o.id = c.ticket_id)', readers: ['reader.one', 'reader.two'] };

let platform: PlatformDatabase;
let client: pg.Client;
let session: LeaderSession;

beforeAll(async () => {
  platform = await openPlatformDatabase();
  await platform.sql(`create table over (id text primary key); grant select on over to public; insert into over values ('t_over'); ${commandAgeIndexes.up}`);
  client = new pg.Client({ connectionString: platform.urls.systemUrl });
  await client.connect();
  session = { query: async <Row extends object>(sql: string, parameters: readonly unknown[] = []) => (await client.query<Row & pg.QueryResultRow>(sql, [...parameters])).rows };
}, 30_000);

afterAll(async () => {
  await client.end();
  await platform.drop();
});

beforeEach(() => platform.sql('delete from commands; delete from inbox'));

interface Given {
  readonly id: string;
  readonly days: number;
  readonly ticket?: string | null;
  readonly state?: 'DONE' | 'REJECTED' | 'PENDING';
  readonly tenant?: string;
}

const given = async (commands: readonly Given[]): Promise<void> => {
  const rows = commands.map(({ ticket = 't_over', state = 'DONE', tenant = 'huaxin', ...rest }) => ({ ticket, state, tenant, ...rest }));
  await platform.sql(
    `insert into commands (tenant_id, command_id, actor, operation, ticket_id, input_hash, occurred_at, received_at, state, settled_at, outcome)
     select tenant, id, '{}', 'noted', ticket, '\\x00', now(), now() - days * interval '1 day', state, case when state = 'PENDING' then null else now() end, '{}'
     from jsonb_to_recordset($1::jsonb) as r(tenant text, id text, ticket text, days float, state text)`,
    [JSON.stringify(rows)],
  );
};

const handled = (consumer: string, count: number, { days, lately = false, tenant = 'huaxin' }: { readonly days: number; readonly lately?: boolean; readonly tenant?: string }) =>
  platform.sql(
    `insert into inbox (tenant_id, consumer, fact_id, handled_at)
     select $1, $2, uuidv7($4::float * interval '-1 day'), case when $5 then now() else now() - $4::float * interval '1 day' end from generate_series(1, $3::int)`,
    [tenant, consumer, count, days, lately],
  );

const forgotten = async (): Promise<{ commands: number; inbox: number; batches: number }> => {
  const sum = { commands: 0, inbox: 0, batches: 0 };
  for await (const { commands, inbox } of forget(session, settings)) {
    sum.commands += commands;
    sum.inbox += inbox;
    sum.batches += 1;
  }
  return sum;
};

const commandsLeft = async () => (await platform.sql<{ id: string }>('select command_id as id from commands order by 1')).map(({ id }) => id);
const inboxLeft = () => platform.sql<{ consumer: string; count: number }>('select consumer, count(*)::int as count from inbox group by 1 order by 1');

describe('commands', () => {
  it('on a ticket are forgotten when it is over and they are old; an open one, and those of a live ticket, never are', async () => {
    await given([
      { id: 'old', days: 91 }, { id: 'old-refused', days: 91, state: 'REJECTED' }, { id: 'old-elsewhere', days: 400, tenant: 'borealis' },
      { id: 'young', days: 89 }, { id: 'old-pending', days: 91, state: 'PENDING' }, { id: 'old-alive', days: 300, ticket: 't_alive' },
    ]);
    expect(await forgotten()).toMatchObject({ commands: 3 });
    expect(await commandsLeft()).toEqual(['old-alive', 'old-pending', 'young']);
  });

  it('on no ticket are kept as long as nobody may repeat them', async () => {
    await given([{ id: 'older', days: 401, ticket: null }, { id: 'old', days: 399, ticket: null }, { id: 'older-pending', days: 401, ticket: null, state: 'PENDING' }]);
    expect(await forgotten()).toMatchObject({ commands: 1 });
    expect(await commandsLeft()).toEqual(['old', 'older-pending']);
  });

  it('go in small batches, past those that stay, however many came in at the same instant', async () => {
    const many = Array.from({ length: 1_300 }, (_, n): Given => ({ id: `c${n}`, days: 100 + Math.floor(n / 700), ticket: n % 2 === 0 ? 't_over' : 't_alive' }));
    await given(many);
    expect(await forgotten()).toEqual({ commands: 650, inbox: 0, batches: 4 });
    expect(await commandsLeft()).toHaveLength(650);
    expect(await forgotten()).toMatchObject({ commands: 0 });
  });
});

describe('facts that were taken', () => {
  it('are forgotten of readers that say they may, in every tenant; lost ones, and those of other readers, never are', async () => {
    await handled('reader.one', 1_100, { days: 61 });
    await handled('reader.two', 3, { days: 70, tenant: 'borealis' });
    await handled('reader.one', 4, { days: 59 });
    await handled('reader.one', 5, { days: 61, lately: true });
    for (const other of ['*', 'reader.one.rebuild-1', 'reader.three']) await handled(other, 2, { days: 300 });
    expect(await forgotten()).toMatchObject({ inbox: 1_103 });
    expect(await inboxLeft()).toEqual([{ consumer: '*', count: 2 }, { consumer: 'reader.one', count: 9 }, { consumer: 'reader.one.rebuild-1', count: 2 }, { consumer: 'reader.three', count: 2 }]);
  });
});

describe('the relay', () => {
  it('takes a batch at a time, rests for a day after a pass, and for a minute after a failure', async () => {
    await given(Array.from({ length: 600 }, (_, n) => ({ id: `c${n}`, days: 100 })));
    const warned: string[] = [];
    const pump = new RetentionPump(settings, { info: () => undefined, error: () => undefined, warn: (_, message) => warned.push(message) });
    await pump.drain({ query: () => Promise.reject(new Error('canceling statement due to lock timeout')) });
    expect([pump.status(), pump.pollMs, warned]).toEqual([{ commands: 0, inbox: 0, passes: 0, failed: 1 }, 60_000, ['forgetting is put off']]);
    await pump.drain(session);
    expect(pump.status()).toMatchObject({ commands: 0 });
    const next = new RetentionPump(settings);
    await next.drain(session);
    expect([next.status(), next.pollMs]).toEqual([{ commands: 500, inbox: 0, passes: 0, failed: 0 }, 100]);
    while (next.status()['passes'] === 0) await next.drain(session);
    expect([next.status(), next.pollMs, await commandsLeft()]).toEqual([{ commands: 600, inbox: 0, passes: 1, failed: 0 }, 60_000, []]);
    await given([{ id: 'later', days: 100 }]);
    await next.drain(session);
    expect(await commandsLeft()).toEqual(['later']);
  });
});
