import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EngineerProposalRequest } from '@mendline/contracts/dispatch';
import { readPage } from '@mendline/platform/graphql';
import type { ProfileDraft } from '../src/profile/profile.domain.js';
import { addSpecialist, type Bench, caller, look, now, openBench, person, registered, relocated, request, transitioned } from './support.js';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
  await bench.regions.import();
}, 30_000);
afterAll(() => bench.close());

const addEngineer = async (personId: string, profile: Partial<ProfileDraft> & { tenant?: string } = {}): Promise<void> => {
  const { tenant = 'huaxin' } = profile;
  await addSpecialist(bench, personId, { kinds: ['repair'], maxLoad: 20, ...profile });
  await bench.database.systemTx((em) => bench.staff.fold(em, person({ tenant, subject: personId, version: 2 }, { roles: ['engineer'] })));
};

const wanted = (change: Partial<EngineerProposalRequest> = {}): EngineerProposalRequest => {
  const base = request({ kind: 'repair', ...change });
  const visitId = `${base.ticketId}.v1`;
  return { ...base, visitId, proposalKey: `${visitId}.o0`, makeOffer: true, ...change };
};

const factsOf = (ticketId: string) =>
  look<{ type: string; version: number; data: Record<string, unknown> }>(
    bench,
    `select type, (envelope ->> 'aggregateversion')::int as version, envelope -> 'data' as data from fact_log where key = $1 order by position`,
    [ticketId],
  );
const settle = ({ tenantId, ticketId, proposalKey: offerId }: EngineerProposalRequest, outcome: 'accepted' | 'declined' | 'withdrawn') =>
  bench.activities.settleOffer({ tenantId, ticketId, offerId, outcome, commandId: `settle-${outcome}` });

describe('an offer of a visit', () => {
  beforeAll(() => addEngineer('e_sh1', { region: '310000' }));

  it('[A7-1] goes to the best engineer, with its reasons and its fact', async () => {
    const visit = wanted({ region: '310115' });
    expect(await bench.activities.proposeEngineer(visit)).toEqual({ offerId: visit.proposalKey, personId: 'e_sh1' });
    expect(await factsOf(visit.ticketId)).toMatchObject([
      { type: 'dispatch.visit.offer-made.v1', version: 1, data: { visitId: visit.visitId, personId: 'e_sh1', note: null, reasons: expect.arrayContaining(['skill:hardware']) } },
    ]);
  });

  it('is made once, however often and from how many sides it is asked for', async () => {
    const visit = wanted({ region: '310000' });
    const answers = await Promise.all(Array.from({ length: 8 }, () => bench.activities.proposeEngineer(visit)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await factsOf(visit.ticketId)).toHaveLength(1);
  });

  it('[A7-8] ends once, with its fact after the offer\'s', async () => {
    const visit = wanted({ region: '310000' });
    await bench.activities.proposeEngineer(visit);
    expect(await Promise.all([settle(visit, 'declined'), settle(visit, 'declined')])).toEqual([{ refusal: null }, { refusal: null }]);
    expect(await settle(visit, 'accepted')).toEqual({ refusal: 'offer.settled' });
    expect(await factsOf(visit.ticketId)).toMatchObject([{ version: 1 }, { type: 'dispatch.visit.offer-settled.v1', version: 2, data: { outcome: 'declined' } }]);
  });

  it('taken back before it was made is never made', async () => {
    const visit = wanted({ region: '310000' });
    expect(await settle(visit, 'withdrawn')).toEqual({ refusal: null });
    expect(await bench.activities.proposeEngineer(visit)).toEqual({ offerId: null, personId: null });
    expect(await factsOf(visit.ticketId)).toEqual([]);
  });

  it('[C9] is not made where a supervisor has the word: the ranking is kept for him, with reasons', async () => {
    const visit = wanted({ region: '310000', makeOffer: false });
    expect(await bench.activities.proposeEngineer(visit)).toEqual({ offerId: null, personId: null });
    expect(await factsOf(visit.ticketId)).toEqual([]);
    const kept = await bench.visitCandidates.ofTicket(caller('sup', { roles: ['supervisor'] }), visit.ticketId, 10);
    expect(kept).toMatchObject([{ personId: 'e_sh1', rank: 1, reasons: expect.arrayContaining(['same-region']) }]);
    expect(await bench.visitCandidates.ofTicket(caller('sup', { tenant: 'borealis' }), visit.ticketId, 10)).toEqual([]);
  });

  it('[C9] can be chosen by hand: a ticket that was never searched for has its present candidates', async () => {
    const { ticketId } = wanted();
    await bench.database.systemTx((em) => bench.workload.fold(em, registered({ subject: ticketId, version: 1 }, { kind: 'repair', region: '310000', faultClass: 'hardware' })));
    const candidates = await bench.visitCandidates.ofTicket(caller('sup'), ticketId, 10);
    expect(candidates.map(({ personId }) => personId)).toEqual(['e_sh1']);
  });
});

describe('a ranking that is kept for a supervisor', () => {
  it('[C9] is asked for anew when the ticket has moved to another region', async () => {
    await addEngineer('e_old', { region: 'old-town' });
    await addEngineer('e_new', { region: 'new-town' });
    const visit = wanted({ region: 'old-town', makeOffer: false });
    const tell = (fact: Parameters<typeof bench.workload.fold>[1]) => bench.database.systemTx((em) => bench.workload.fold(em, fact));
    const seen = async () => (await bench.visitCandidates.ofTicket(caller('sup'), visit.ticketId, 10)).map(({ personId }) => personId);
    await tell(registered({ subject: visit.ticketId, version: 1 }, { kind: 'repair', region: 'old-town', faultClass: 'hardware' }));
    await bench.activities.proposeEngineer(visit);
    await addEngineer('e_later', { region: 'old-town' });
    expect(await seen()).toEqual(['e_old']);
    await tell(relocated({ subject: visit.ticketId, version: 2 }, { region: 'new-town' }));
    expect(await seen()).toEqual(['e_new']);
    await bench.activities.proposeEngineer({ ...visit, region: 'new-town', proposalKey: `${visit.visitId}.o1` });
    await addEngineer('e_latest', { region: 'new-town' });
    expect(await seen()).toEqual(['e_new']);
  });
});

describe('the load of engineers', () => {
  it('[A7-3] counts offers and visits; the saturated region\'s neighbour helps, noted on the offer and in the fact', async () => {
    await addEngineer('e_ct1', { region: '510100', maxLoad: 1 });
    await addEngineer('e_dy1', { region: '510600', maxLoad: 2 });
    const visits = Array.from({ length: 4 }, () => wanted({ region: '510100' }));
    const answers = await Promise.all(visits.map((visit) => bench.activities.proposeEngineer(visit)));
    const count = (personId: string | null) => answers.filter((answer) => answer.personId === personId).length;
    expect([count('e_ct1'), count('e_dy1'), count(null)]).toEqual([1, 2, 1]);
    const supported = visits[answers.findIndex(({ personId }) => personId === 'e_dy1')];
    const note = { region: '510100', supportedBy: '510600', cause: 'saturated' };
    expect((await factsOf(supported?.ticketId ?? ''))[0]?.data['note']).toEqual(note);
    expect((await bench.lists.visitsOfTickets(caller('sup'), [supported?.ticketId ?? '']))[0]).toMatchObject([{ personId: 'e_dy1', note }]);
  });

  it('ends with the visit, and a late fact does not free the next visit\'s engineer', async () => {
    await addEngineer('e_xa1', { region: '610100', maxLoad: 1 });
    const first = wanted({ region: '610100' });
    await bench.activities.proposeEngineer(first);
    await settle(first, 'accepted');
    expect(await bench.activities.proposeEngineer(wanted({ region: '610100' }))).toMatchObject({ personId: null });
    const finished = (recordedAt: Date, version: number) =>
      bench.database.systemTx((em) => bench.workload.fold(em, transitioned({ subject: first.ticketId, version }, { command: 'finish-visit', to: 'solved', recordedAt: recordedAt.toISOString() })));
    await finished(new Date(now.getTime() - 60_000), 5);
    expect(await bench.activities.proposeEngineer(wanted({ region: '610100' }))).toMatchObject({ personId: null });
    await finished(new Date(now.getTime() + 60_000), 6);
    expect(await bench.activities.proposeEngineer(wanted({ region: '610100' }))).toMatchObject({ personId: 'e_xa1' });
  });

  it('does not mix with the load of owners', async () => {
    await addEngineer('e_mix', { region: 'mixed', kinds: ['repair', 'consultation'], maxLoad: 1 });
    await bench.database.systemTx((em) => bench.staff.fold(em, person({ subject: 'e_mix', version: 3 }, { roles: ['engineer', 'specialist'] })));
    expect(await bench.activities.proposeEngineer(wanted({ region: 'mixed' }))).toMatchObject({ personId: 'e_mix' });
    expect(await bench.activities.proposeOwner(request({ region: 'mixed' }))).toMatchObject({ personId: 'e_mix' });
  });
});

describe('a word on a visit', () => {
  const supervisor = caller('sup', { roles: ['supervisor'] });

  it('[A7-8] goes to the ticket\'s life as a command of dispatch', async () => {
    const visit = wanted({ region: '310000' });
    await bench.activities.proposeEngineer(visit);
    const offer = { ticketId: visit.ticketId, offerId: visit.proposalKey };
    await bench.visitAnswers.accept(caller('e_sh1', { roles: ['engineer'] }), { key: 'accept-visit-1', ...offer });
    await bench.visitAnswers.decline(caller('e_sh1', { roles: ['engineer'] }), { key: 'decline-visit-1', ...offer, reasonCode: 'travelling', comment: '路上' });
    expect(bench.deliveries.slice(-2).map(({ command: { name, source, data } }) => ({ name, source, data }))).toEqual([
      { name: 'accept-visit', source: 'dispatch', data: { offerId: offer.offerId } },
      { name: 'decline-visit', source: 'dispatch', data: { offerId: offer.offerId, reasonCode: 'travelling' } },
    ]);
    expect((await bench.lists.myVisits(caller('e_sh1'), readPage({ first: 100 }))).map(({ offerId }) => offerId)).toContain(offer.offerId);
    expect(await bench.lists.mine(caller('e_sh1'), readPage({ first: 100 }))).toEqual([]);
  });

  it('[A7-12] of a supervisor names the engineer, once per key, and counts at once', async () => {
    await addEngineer('e_named', { region: 'named', maxLoad: 1 });
    const { ticketId } = wanted();
    await bench.database.systemTx((em) => bench.workload.fold(em, registered({ subject: ticketId, version: 1 }, { kind: 'repair', region: 'named' })));
    const assign = () => bench.visitAnswers.assign(supervisor, { key: 'assign-eng-1', ticketId, engineerId: 'e_named' });
    const before = bench.deliveries.length;
    expect(await Promise.all([assign(), assign()])).toMatchObject([{ state: 'DONE' }, { state: 'DONE' }]);
    expect(bench.deliveries.slice(before)).toMatchObject([{ ticketId, command: { name: 'assign-engineer', data: { engineerId: 'e_named' } } }]);
    expect(await bench.activities.proposeEngineer(wanted({ region: 'named' }))).toMatchObject({ personId: null });
  });

  it('is NOT_FOUND for another tenant\'s or unknown ids, and for offers of another sort', async () => {
    const visit = wanted({ region: '310000' });
    await bench.activities.proposeEngineer(visit);
    await bench.database.systemTx((em) => bench.workload.fold(em, registered({ subject: visit.ticketId, version: 1 })));
    const offer = { key: 'foreign-visit', ticketId: visit.ticketId, offerId: visit.proposalKey };
    const unknown = { kind: 'not-found', code: 'offer.not-found' };
    await expect(bench.visitAnswers.accept(caller('e_sh1', { tenant: 'borealis' }), offer)).rejects.toMatchObject(unknown);
    await expect(bench.answers.accept(caller('e_sh1'), offer)).rejects.toMatchObject(unknown);
    const assign = (change: object) => bench.visitAnswers.assign({ ...supervisor, ...change }, { key: 'foreign-visit', ticketId: visit.ticketId, engineerId: 'e_sh1' });
    await expect(assign({ tenant: 'borealis' })).rejects.toMatchObject({ code: 'ticket.not-found' });
    await expect(bench.visitAnswers.assign(supervisor, { key: 'foreign-visit', ticketId: visit.ticketId, engineerId: 'e_nobody' })).rejects.toMatchObject({ code: 'engineer.not-found' });
    expect(await look(bench, `select 1 from commands where command_id = 'foreign-visit'`)).toEqual([]);
  });
});

it('the map is imported once, and is the same for all tenants', async () => {
  expect(await bench.regions.import()).toBe(0);
  const [{ n } = { n: 0 }] = await look<{ n: number }>(bench, 'select count(*)::int as n from regions');
  expect(n).toBe(401);
  const tampering = bench.database.tx('huaxin', (em) => em.query(`update regions set name = 'x' returning code`));
  expect((await tampering) as unknown).toEqual([[], 0]);
});
