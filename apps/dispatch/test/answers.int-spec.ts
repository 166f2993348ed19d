import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readPage, connectionPage } from '@mendline/platform/graphql';
import { addSpecialist, type Bench, caller, look, openBench, person, request } from './support.js';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
  await addSpecialist(bench, 'p1', { maxLoad: 200 });
}, 30_000);
afterAll(() => bench.close());

const offered = async () => {
  const wanted = request();
  await bench.activities.proposeOwner(wanted);
  return { ticketId: wanted.ticketId, offerId: wanted.proposalKey };
};
const stateOf = async (offerId: string) => (await look<{ state: string }>(bench, 'select state from offers where offer_id = $1', [offerId]))[0]?.state;

describe('an answer to an offer', () => {
  it('[A7-8] goes to the ticket\'s life; the offer stands until that settles it', async () => {
    const offer = await offered();
    const answer = await bench.answers.accept(caller('p1'), { key: 'accept-0001', ...offer });
    expect(answer).toEqual({ commandId: 'accept-0001', state: 'DONE', status: 'assigned', seq: 3 });
    expect(bench.deliveries.at(-1)).toMatchObject({
      ticketId: offer.ticketId,
      command: { name: 'accept-offer', source: 'dispatch', data: { offerId: offer.offerId }, actor: { kind: 'staff', personId: 'p1' }, first: true },
    });
    expect(await stateOf(offer.offerId)).toBe('open');
  });

  it('[A7-8] that declines carries its reason as a code; the comment stays here, encrypted', async () => {
    const offer = await offered();
    const comment = '我在外地，请联系 13912345678';
    await bench.answers.decline(caller('p1'), { key: 'decline-0001', ...offer, reasonCode: 'travelling', comment });
    expect(bench.deliveries.at(-1)?.command).toMatchObject({ name: 'decline-offer', data: { offerId: offer.offerId, reasonCode: 'travelling' } });
    expect(JSON.stringify(bench.deliveries.at(-1))).not.toContain('外地');
    for (const table of ['commands', 'outbox', 'fact_log', 'offers']) {
      const rows = await look<{ row: string }>(bench, `select t::text as row from ${table} t`);
      expect({ table, found: rows.filter(({ row }) => /外地|13912345678/u.test(row)) }).toEqual({ table, found: [] });
    }
  });

  it('is one command for one key', async () => {
    const offer = await offered();
    const before = bench.deliveries.length;
    const answers = await Promise.all(Array.from({ length: 5 }, () => bench.answers.accept(caller('p1'), { key: 'accept-0002', ...offer })));
    expect(answers.every(({ state, seq }) => state === 'DONE' && seq === 3)).toBe(true);
    expect(bench.deliveries.length - before).toBe(1);
    const other = await offered();
    await expect(bench.answers.accept(caller('p1'), { key: 'accept-0002', ...other })).rejects.toMatchObject({ code: 'command.key-reused' });
  });

  it('is NOT_FOUND for an offer of another tenant or ticket, and leaves nothing', async () => {
    const offer = await offered();
    const unknown = { kind: 'not-found', code: 'offer.not-found' };
    await expect(bench.answers.accept(caller('p1', { tenant: 'borealis' }), { key: 'accept-0003', ...offer })).rejects.toMatchObject(unknown);
    await expect(bench.answers.accept(caller('p1'), { key: 'accept-0003', ...offer, ticketId: request().ticketId })).rejects.toMatchObject(unknown);
    await expect(bench.answers.decline(caller('p1', { tenant: 'borealis' }), { key: 'accept-0003', ...offer, reasonCode: 'busy' })).rejects.toMatchObject(unknown);
    expect(await look(bench, `select 1 from commands where command_id = 'accept-0003'`)).toEqual([]);
  });

  it('is refused with a reason that is no code, or hostile text', async () => {
    const offer = await offered();
    const decline = (change: object) => bench.answers.decline(caller('p1'), { key: 'decline-0009', ...offer, reasonCode: 'busy', ...change });
    await expect(decline({ reasonCode: "'; drop table offers; --" })).rejects.toMatchObject({ code: 'decline.reason-invalid' });
    await expect(decline({ comment: 'x'.repeat(1_000_000) })).rejects.toMatchObject({ code: 'input.text-too-long' });
    await expect(decline({ occurredAt: new Date('2999-01-01') })).rejects.toMatchObject({ code: 'command.occurred-in-future' });
  });
});

describe('the lists of offers', () => {
  it('page through the caller\'s own, newest first', async () => {
    await addSpecialist(bench, 'p_lister', { region: 'list', maxLoad: 10 });
    const made: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      bench.clock.advance(index % 2);
      const wanted = request({ region: 'list' });
      await bench.activities.proposeOwner(wanted);
      made.push(wanted.proposalKey);
    }
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = readPage({ first: 2, after });
      const { edges, pageInfo } = connectionPage(await bench.lists.mine(caller('p_lister'), page), page, (row) => ({ sort: row.madeAt.toISOString(), id: row.offerId }));
      seen.push(...edges.map(({ node }) => node.offerId));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(new Set(seen)).toEqual(new Set(made));
    expect(seen).toHaveLength(5);
    expect(await bench.lists.mine(caller('p1', { tenant: 'borealis' }), readPage({ first: 20 }))).toEqual([]);
  });

  it('show a ticket\'s offers by the caller\'s scope', async () => {
    const { ticketId } = await offered();
    const count = async (who: ReturnType<typeof caller>) => (await bench.lists.ofTickets(who, [ticketId]))[0]?.length;
    expect(await count(caller('p9'))).toBe(1);
    expect(await count(caller('p9', { dataScope: 'own' }))).toBe(0);
    expect(await count(caller('p1', { dataScope: 'own' }))).toBe(1);
    expect(await count(caller('p1', { tenant: 'borealis' }))).toBe(0);
  });
});

describe('a profile', () => {
  const change = { region: 'west', neighbourRegions: ['east'], skills: ['software'], kinds: ['consultation'], maxLoad: 7, active: true, worksFor: [], certificates: [], dailyCapacity: 4 };
  const supervisor = caller('sup', { roles: ['supervisor'] });

  it('is set once per key, and goes on record', async () => {
    await bench.database.systemTx((em) => bench.staff.fold(em, person({ subject: 'p_set', version: 1 })));
    const set = () => bench.profiles.set(supervisor, { key: 'profile-0001', personId: 'p_set', ...change });
    await Promise.all([set(), set(), set()]);
    expect(await bench.profiles.find(supervisor, 'p_set')).toMatchObject(change);
    const entries = await look(bench, `select actor, action, detail ->> 'maxLoad' as load from audit_log where subject = 'p_set'`);
    expect(entries).toEqual([{ actor: 'sup', action: 'profile.set', load: '7' }]);
    expect(await bench.audit.verify(bench.database, 'huaxin')).toMatchObject({ intact: true });
  });

  it('of somebody whom this tenant does not have is NOT_FOUND', async () => {
    const intruder = caller('sup', { roles: ['supervisor'], tenant: 'borealis' });
    await expect(bench.profiles.set(intruder, { key: 'profile-0002', personId: 'p_set', ...change })).rejects.toMatchObject({ kind: 'not-found', code: 'person.not-found' });
    expect(await bench.profiles.find(intruder, 'p_set')).toBeNull();
  });

  it('waits a moment for somebody whose fact is on its way, and a refused key may be tried again', async () => {
    const set = () => bench.profiles.set(supervisor, { key: 'profile-0003', personId: 'p_soon', ...change, region: 'isle' });
    await expect(set()).rejects.toMatchObject({ code: 'person.not-found' });
    const [settled] = await Promise.all([set(), bench.database.systemTx((em) => bench.staff.fold(em, person({ subject: 'p_soon', version: 1 })))]);
    expect(settled).toMatchObject({ state: 'DONE' });
  });

  it('is listed within the caller\'s scope', async () => {
    const list = async (scope: Parameters<typeof caller>[1]) => (await bench.profiles.list(caller('p_set', scope), readPage({ first: 50 }))).map(({ personId }) => personId);
    expect(await list({ dataScope: 'own' })).toEqual(['p_set']);
    expect(await list({ dataScope: 'region', region: 'west' })).toEqual(['p_set']);
    expect(await list({ dataScope: 'region' })).toEqual([]);
    expect(await list({ dataScope: 'all' })).toEqual(expect.arrayContaining(['p1', 'p_set']));
    expect(await list({ dataScope: 'all', tenant: 'borealis' })).toEqual([]);
  });
});
