import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Fact } from '@mendline/contracts/facts';
import { deviceFact, packFact, randomLife, seededRandom, shuffled } from './fact-stream.js';
import { openQualityDatabase } from './quality-database.js';
import type { QualityDatabase, Rows } from './quality-database.js';

const devices = [deviceFact('huaxin', 1, { deviceId: 'dv_1' }), deviceFact('huaxin', 2, { deviceId: 'dv_1', batch: 'B2' }), deviceFact('borealis', 1, { deviceId: 'dv_2' })];

const stream = (seed: number): Fact[] => {
  const random = seededRandom(seed);
  const lives = Array.from({ length: 12 }, (_, n) => randomLife(n % 3 === 0 ? 'borealis' : 'huaxin', `cn1_01J9ZZZZZZZZZZZZZZZZZZZZ${10 + n}`, random).facts);
  return [packFact('huaxin', 1, 'UTC'), packFact('huaxin', 2, 'Asia/Shanghai'), ...devices, ...lives.flat()];
};

const takeAll = async (quality: QualityDatabase, facts: readonly Fact[]): Promise<Rows> => {
  await quality.take(facts);
  return quality.rows();
};

describe('the read model', () => {
  let ordered: QualityDatabase;
  let messy: QualityDatabase;
  beforeEach(async () => {
    [ordered, messy] = await Promise.all([openQualityDatabase(), openQualityDatabase()]);
  }, 60_000);
  afterEach(() => Promise.all([ordered.close(), messy.close()]));

  it('is the same for a shuffled and duplicated stream as for the ordered one', async () => {
    const facts = stream(7);
    const random = seededRandom(8);
    const expected = await takeAll(ordered, facts);
    expect(expected['quality_tickets']).toHaveLength(12);
    const disorder = shuffled([...facts, ...facts.filter(() => random() < 0.5)], random);
    expect(await takeAll(messy, disorder)).toEqual(expected);
  }, 60_000);

  it('is the same when many facts are folded at once', async () => {
    const facts = stream(9);
    const expected = await takeAll(ordered, facts);
    const disorder = shuffled([...facts, ...facts], seededRandom(10));
    for (let i = 0; i < disorder.length; i += 8) {
      await Promise.all(disorder.slice(i, i + 8).map((fact) => messy.take([fact])));
    }
    expect(await messy.rows()).toEqual(expected);
  }, 60_000);

  it('is the same when chunks of facts are folded at once, beside each other', async () => {
    const facts = stream(17);
    const expected = await takeAll(ordered, facts);
    const disorder = shuffled([...facts, ...facts], seededRandom(18));
    const chunks = Array.from({ length: Math.ceil(disorder.length / 40) }, (_, n) => disorder.slice(n * 40, n * 40 + 40));
    for (let i = 0; i < chunks.length; i += 3) await Promise.all(chunks.slice(i, i + 3).map((chunk) => messy.take(chunk, 40)));
    expect(await messy.rows()).toEqual(expected);
    expect(expected['quality_visits']?.length).toBeGreaterThan(3);
    expect(expected['quality_devices']).toHaveLength(2);
  }, 60_000);

  it('is the same after it was forgotten and read again', async () => {
    const facts = stream(11);
    const before = await takeAll(ordered, facts);
    await ordered.intake.forget();
    expect((await ordered.rows())['quality_tickets']).toEqual([]);
    expect(await takeAll(ordered, facts)).toEqual(before);
  }, 60_000);

  it('shows a tenant its own tickets only', async () => {
    await takeAll(ordered, stream(12));
    const all = { region: null, ownerId: null };
    const page = await ordered.tickets.page('borealis', all, { limit: 100, after: null });
    expect(page.edges).toHaveLength(4);
    const [foreign] = (await ordered.tickets.page('huaxin', all, { limit: 1, after: null })).edges;
    await expect(ordered.tickets.get('borealis', all, foreign?.node.ticketId ?? '')).rejects.toMatchObject({ code: 'ticket.not-found' });
  }, 60_000);

  it('pages through all tickets, newest first, each once', async () => {
    await takeAll(ordered, stream(13));
    const seen: string[] = [];
    for (let after = null as { sort: string; id: string } | null; ; ) {
      const { edges, pageInfo } = await ordered.tickets.page('huaxin', { region: null, ownerId: null }, { limit: 3, after });
      seen.push(...edges.map(({ node }) => node.ticketId));
      const last = edges.at(-1)?.node;
      if (!pageInfo.hasNextPage || !last) break;
      after = { sort: last.registeredAt.toISOString(), id: last.ticketId };
    }
    expect(seen).toHaveLength(8);
    expect(new Set(seen).size).toBe(8);
  }, 60_000);
});
