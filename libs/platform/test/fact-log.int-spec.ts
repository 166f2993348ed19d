import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFact, ticketNoted, ticketRegistered, personChanged } from '@mendline/contracts/facts';
import { appendFacts, currentIncarnation, raiseIncarnation, type FactAppend } from '../src/facts/index.js';
import { openPlatformDatabase, type PlatformDatabase } from './support/platform.database.js';

const ticket = 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ';
const note = { definition: ticketNoted, data: ticketNoted.example };
const append = (more: Partial<FactAppend> = {}): FactAppend => ({
  tenantId: 'huaxin', cell: 'cn1', service: 'intake', subject: ticket, aggregateId: ticket, at: new Date('2024-05-01T01:40:00Z'), facts: [note], ...more,
});

let platform: PlatformDatabase;
const write = (more: Partial<FactAppend> = {}) => platform.database.tx(more.tenantId ?? 'huaxin', (em) => appendFacts(em, append(more)));
const logged = (aggregate: string) =>
  platform.sql<{ position: string; envelope: unknown; owed: boolean }>(
    `select position, envelope, exists (select from fact_outbox o where o.position = l.position) as owed
     from fact_log l where envelope ->> 'aggregateid' = $1 order by position`,
    [aggregate],
  );

beforeAll(async () => {
  platform = await openPlatformDatabase();
}, 30_000);

afterAll(async () => {
  await platform.drop();
});

describe('the fact log', () => {
  it('keeps facts of an aggregate in order, contiguous, as readers read them', async () => {
    expect(await write({ firstVersion: 1, facts: [{ definition: ticketRegistered, data: ticketRegistered.example }, note], ticketSeq: 1, commandId: 'k1' })).toBe(2);
    expect(await write({ firstVersion: 3 })).toBe(3);
    expect(await write({})).toBe(4);
    const rows = await logged(ticket);
    const facts = rows.map((row) => readFact(row.envelope));
    expect(facts.map((fact) => fact.aggregateversion)).toEqual([1, 2, 3, 4]);
    expect(facts[0]).toMatchObject({
      tenantid: 'huaxin', source: '/mendline/cn1/intake', subject: ticket, incarnation: 1, ticketseq: 1, commandid: 'k1', time: '2024-05-01T01:40:00.000Z', data: ticketRegistered.example,
    });
    expect(new Set(facts.map((fact) => fact.id)).size).toBe(4);
    expect(rows.every((row) => row.owed)).toBe(true);
  });

  it.each([[1], [2], [6]])('refuses version %i where 5 follows, and the transaction with it', async (firstVersion) => {
    await expect(write({ firstVersion })).rejects.toThrow('does not follow');
    expect(await logged(ticket)).toHaveLength(4);
  });

  it('refuses an aggregate that does not begin at 1', async () => {
    await expect(write({ aggregateId: 'other', firstVersion: 2 })).rejects.toThrow('does not follow');
  });

  it('gives parallel writers of one aggregate contiguous versions in the order of their positions', async () => {
    await Promise.all([...Array(20).keys()].map(() => write({ aggregateId: 'busy', facts: [note, note] })));
    expect((await logged('busy')).map((row) => readFact(row.envelope).aggregateversion)).toEqual([...Array(40).keys()].map((n) => n + 1));
  });

  it('drops what the schema does not name and refuses what it does not allow', async () => {
    const data = { ...ticketNoted.example, phone: '13812345678' };
    await write({ aggregateId: 'strict', facts: [{ definition: ticketNoted, data }] });
    expect(JSON.stringify((await logged('strict'))[0]?.envelope)).not.toContain('13812345678');
    await expect(write({ facts: [{ definition: ticketNoted, data: { noteId: 1 } }] })).rejects.toThrow();
    await expect(write({ facts: [{ definition: ticketNoted, data: { ...ticketNoted.example, text: 'x'.repeat(900_000) } }] })).rejects.toThrow('larger');
    await expect(write({ facts: [note, { definition: personChanged, data: personChanged.example }] })).rejects.toThrow(TypeError);
  });

  it('shows a tenant its own facts only, by no other way than the log, and nobody may change them', async () => {
    await write({ tenantId: 'borealis', aggregateId: 'theirs' });
    const parts = await platform.sql<{ name: string }>(`select inhrelid::regclass::text as name from pg_inherits where inhparent = 'fact_log'::regclass`);
    expect(parts.length).toBeGreaterThanOrEqual(5);
    for (const table of ['fact_log', 'fact_heads', 'fact_outbox']) {
      const seen = await platform.database.tx('huaxin', (em) => em.query<{ tenant_id: string }[]>(`select distinct tenant_id from ${table}`));
      expect(seen).toEqual([{ tenant_id: 'huaxin' }]);
    }
    for (const { name } of parts) await expect(platform.database.tx('huaxin', (em) => em.query(`select 1 from ${name}`))).rejects.toThrow('permission denied');
    for (const change of [`update fact_log set key = 'x'`, 'delete from fact_log', 'truncate fact_log']) {
      await expect(platform.database.systemTx((em) => em.query(change))).rejects.toThrow('permission denied');
    }
    await expect(platform.database.tx('huaxin', (em) => appendFacts(em, append({ tenantId: 'borealis', aggregateId: 'x' })))).rejects.toThrow('row-level security');
  });

  it('has its months ahead, made once, by the role of the relay', async () => {
    const make = () => platform.database.systemTx((em) => em.query<{ made: number }[]>('select ensure_fact_months(5) as made'));
    expect((await make())[0]?.made).toBe(2);
    expect((await make())[0]?.made).toBe(0);
    expect(await platform.sql('select 1 from fact_log_rest')).toEqual([]);
  });

  it('writes the incarnation of the database into every fact; only the system begins a new one', async () => {
    await expect(platform.database.tx('huaxin', (em) => raiseIncarnation(em, 'restored'))).rejects.toThrow('permission denied');
    expect(await platform.database.systemTx((em) => raiseIncarnation(em, 'restored'))).toBe(2);
    expect(await platform.database.tx('huaxin', currentIncarnation)).toBe(2);
    await write({ aggregateId: 'busy' });
    expect(readFact((await logged('busy')).at(-1)?.envelope)).toMatchObject({ incarnation: 2, aggregateversion: 41 });
  });
});
