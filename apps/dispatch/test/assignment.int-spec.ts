import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addSpecialist, type Bench, caller, look, now, openBench, registered, request, transitioned } from './support.js';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
}, 30_000);
afterAll(() => bench.close());

const nobody = { offerId: null, personId: null };
const offersOf = (ticketId: string) => look<{ offer_id: string; person_id: string | null; state: string }>(bench, 'select offer_id, person_id, state from offers where ticket_id = $1', [ticketId]);
const factsOf = (ticketId: string) =>
  look<{ type: string; version: number; data: Record<string, unknown> }>(
    bench,
    `select type, (envelope ->> 'aggregateversion')::int as version, envelope -> 'data' as data from fact_log where key = $1 order by position`,
    [ticketId],
  );

describe('an offer', () => {
  beforeAll(() => addSpecialist(bench, 'p_east1', { region: 'east' }));

  it('[A7-1] goes to the best candidate, with its reasons, its fact and its ranking', async () => {
    const wanted = request();
    expect(await bench.activities.proposeOwner(wanted)).toEqual({ offerId: wanted.proposalKey, personId: 'p_east1' });
    const [row] = await look(bench, 'select rank, reasons, candidates, expires_at from offers where offer_id = $1', [wanted.proposalKey]);
    expect(row).toMatchObject({ rank: 1, reasons: ['same-region', 'skill:hardware', 'load:0'], candidates: [{ personId: 'p_east1', rank: 1 }] });
    expect(row?.['expires_at']).toEqual(new Date(now.getTime() + 600_000));
    expect(await factsOf(wanted.ticketId)).toMatchObject([{ type: 'dispatch.offer.made.v1', version: 1, data: { personId: 'p_east1', reasons: ['same-region', 'skill:hardware', 'load:0'] } }]);
    await bench.activities.settleOffer({ ...wanted, offerId: wanted.proposalKey, outcome: 'withdrawn', commandId: 'c1' });
  });

  it('[A1-7] goes to nobody who is away by the roster', async () => {
    const [from, to] = [new Date(now.getTime() - 3_600_000), new Date(now.getTime() + 3_600_000)];
    const { outcome } = await bench.rosterChanges.noteAbsence(caller('sup', { roles: ['supervisor'] }), { key: 'away-owner' }, { personId: 'p_east1', from, to, reasonCode: 'leave' });
    const wanted = request();
    expect(await bench.activities.proposeOwner(wanted)).toEqual(nobody);
    await bench.rosterChanges.cancelAbsence(caller('sup', { roles: ['supervisor'] }), { key: 'back-owner' }, outcome.absenceId);
    await bench.activities.settleOffer({ ...wanted, offerId: wanted.proposalKey, outcome: 'withdrawn', commandId: 'away' });
  });

  it('is made once, however often and from how many sides it is asked for', async () => {
    const wanted = request();
    const answers = await Promise.all(Array.from({ length: 8 }, () => bench.activities.proposeOwner(wanted)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await offersOf(wanted.ticketId)).toHaveLength(1);
    expect(await factsOf(wanted.ticketId)).toHaveLength(1);
    await bench.activities.settleOffer({ ...wanted, offerId: wanted.proposalKey, outcome: 'withdrawn', commandId: 'c2' });
  });

  it('[A7-8] ends once: the same end again is success, another is refused as a value', async () => {
    const wanted = request();
    await bench.activities.proposeOwner(wanted);
    const settle = (outcome: 'accepted' | 'declined') => bench.activities.settleOffer({ ...wanted, offerId: wanted.proposalKey, outcome, commandId: `c-${outcome}` });
    const answers = await Promise.all([settle('accepted'), settle('accepted'), settle('accepted')]);
    expect(answers).toEqual([{ refusal: null }, { refusal: null }, { refusal: null }]);
    expect(await settle('declined')).toEqual({ refusal: 'offer.settled' });
    expect(await factsOf(wanted.ticketId)).toMatchObject([{ version: 1 }, { type: 'dispatch.offer.settled.v1', version: 2, data: { outcome: 'accepted', personId: 'p_east1' } }]);
    expect((await offersOf(wanted.ticketId))[0]?.state).toBe('accepted');
  });

  it('taken back before it was made leaves a tombstone that a late proposal finds', async () => {
    const wanted = request();
    const withdraw = () => bench.activities.settleOffer({ ...wanted, offerId: wanted.proposalKey, outcome: 'withdrawn', commandId: 'c3' });
    expect(await withdraw()).toEqual({ refusal: null });
    expect(await bench.activities.proposeOwner(wanted)).toEqual(nobody);
    expect(await withdraw()).toEqual({ refusal: null });
    expect(await offersOf(wanted.ticketId)).toEqual([{ offer_id: wanted.proposalKey, person_id: null, state: 'withdrawn' }]);
    expect(await factsOf(wanted.ticketId)).toEqual([]);
  });

  it('taken back while it is being made stands for nobody in any order', async () => {
    for (let round = 0; round < 10; round += 1) {
      const wanted = request();
      const [, settled] = await Promise.all([
        bench.activities.proposeOwner(wanted),
        bench.activities.settleOffer({ ...wanted, offerId: wanted.proposalKey, outcome: 'withdrawn', commandId: `c4-${round}` }),
      ]);
      expect(settled).toEqual({ refusal: null });
      expect((await offersOf(wanted.ticketId)).map((row) => row.state)).toEqual(['withdrawn']);
      expect(await bench.activities.proposeOwner(wanted)).toEqual(nobody);
    }
  });

  it('that nobody was found for stays nobody, and settles to nothing', async () => {
    const wanted = request({ region: 'nowhere' });
    expect(await bench.activities.proposeOwner(wanted)).toEqual(nobody);
    await addSpecialist(bench, 'p_late', { region: 'nowhere' });
    expect(await bench.activities.proposeOwner(wanted)).toEqual(nobody);
    expect(await bench.activities.settleOffer({ ...wanted, offerId: wanted.proposalKey, outcome: 'withdrawn', commandId: 'c5' })).toEqual({ refusal: null });
    expect(await factsOf(wanted.ticketId)).toEqual([]);
  });

  it('of another ticket or tenant is unknown', async () => {
    const wanted = request();
    await bench.activities.proposeOwner(wanted);
    const accept = { offerId: wanted.proposalKey, outcome: 'accepted', commandId: 'c6' } as const;
    expect(await bench.activities.settleOffer({ ...accept, tenantId: 'huaxin', ticketId: request().ticketId })).toEqual({ refusal: 'offer.unknown' });
    expect(await bench.activities.settleOffer({ ...accept, tenantId: 'borealis', ticketId: wanted.ticketId })).toEqual({ refusal: 'offer.unknown' });
    expect((await offersOf(wanted.ticketId))[0]?.state).toBe('open');
  });
});

describe('the load', () => {
  it('[A7-3] counts offers and owned tickets; a saturated region is supported by its neighbours, never beyond the limit', async () => {
    await addSpecialist(bench, 'p_north1', { region: 'north', maxLoad: 2 });
    await addSpecialist(bench, 'p_south1', { region: 'south', neighbourRegions: ['north'], maxLoad: 3 });
    const wanted = Array.from({ length: 8 }, () => request({ region: 'north' }));
    const answers = await Promise.all(wanted.map((one) => bench.activities.proposeOwner(one)));
    const count = (personId: string | null) => answers.filter((answer) => answer.personId === personId).length;
    expect([count('p_north1'), count('p_south1'), count(null)]).toEqual([2, 3, 3]);
    const [supported] = await look<{ reasons: string[] }>(bench, `select reasons from offers where person_id = 'p_south1' limit 1`);
    expect(supported?.reasons[0]).toBe('neighbour-region:south');
  });

  it('stays with whoever accepted, also before intake\'s fact is here, and ends with the ticket', async () => {
    await addSpecialist(bench, 'p_west1', { region: 'west', maxLoad: 1 });
    const first = request({ region: 'west' });
    await bench.activities.proposeOwner(first);
    await bench.activities.settleOffer({ ...first, offerId: first.proposalKey, outcome: 'accepted', commandId: 'c7' });
    expect(await bench.activities.proposeOwner(request({ region: 'west' }))).toEqual(nobody);
    const confirmed = transitioned({ subject: first.ticketId, version: 9 }, { to: 'confirmed', ownerId: 'p_west1', region: 'west' });
    await bench.database.systemTx((em) => bench.workload.fold(em, confirmed));
    expect(await bench.activities.proposeOwner(request({ region: 'west' }))).toMatchObject({ personId: 'p_west1' });
  });
});

describe('the candidates of a ticket', () => {
  it('are those who would be asked now, without whom it has asked in vain', async () => {
    await addSpecialist(bench, 'p_isle1', { region: 'isle' });
    await addSpecialist(bench, 'p_isle2', { region: 'isle' });
    const wanted = request({ region: 'isle' });
    await bench.database.systemTx((em) => bench.workload.fold(em, registered({ subject: wanted.ticketId, version: 1 }, { region: 'isle', faultClass: 'hardware' })));
    const candidates = async () => (await bench.searches.candidates(caller('sup'), wanted.ticketId, 10)).map(({ personId }) => personId);
    expect(await candidates()).toEqual(['p_isle1', 'p_isle2']);
    await bench.activities.proposeOwner(wanted);
    await bench.activities.settleOffer({ ...wanted, offerId: wanted.proposalKey, outcome: 'declined', commandId: 'c8' });
    expect(await candidates()).toEqual(['p_isle2']);
  });

  it('are NOT_FOUND for a ticket that this tenant does not have', async () => {
    const ticketId = request().ticketId;
    await bench.database.systemTx((em) => bench.workload.fold(em, registered({ tenant: 'borealis', subject: ticketId, version: 1 })));
    await expect(bench.searches.candidates(caller('sup'), ticketId, 10)).rejects.toMatchObject({ kind: 'not-found', code: 'ticket.not-found' });
    await expect(bench.searches.candidates(caller('sup', { tenant: 'borealis' }), ticketId, 10)).resolves.toEqual([]);
  });
});
