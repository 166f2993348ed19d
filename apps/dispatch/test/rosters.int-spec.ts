import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newTicketId } from '@mendline/platform/ids';
import { standardRules } from '../src/roster/rules.domain.js';
import { addSpecialist, type Bench, caller, look, now, openBench, person } from './support.js';

let bench: Bench;
const supervisor = caller('sup', { roles: ['supervisor'] });

beforeAll(async () => {
  bench = await openBench();
  for (const personId of ['e1', 'e2']) {
    await addSpecialist(bench, personId, { region: '310000', kinds: ['repair'] });
    await bench.database.systemTx((em) => bench.staff.fold(em, person({ subject: personId, version: 2 }, { roles: ['engineer'] })));
  }
}, 30_000);
afterAll(() => bench.close());

const hoursAfter = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
/** Whom a search asks, given back at once. */
const seek = (...excluded: readonly string[]) => seekIn('310000', excluded);
const seekIn = async (region: string, excluded: readonly string[] = []) => {
  const ticketId = newTicketId('cn1');
  const visitId = `${ticketId}.v1`;
  const { personId } = await bench.activities.proposeEngineer({
    tenantId: 'huaxin', ticketId, visitId, proposalKey: `${visitId}.o0`, kind: 'repair', faultClass: 'hardware', region, severity: 3, excluded, offerSeconds: 600, makeOffer: true,
  });
  await bench.activities.settleOffer({ tenantId: 'huaxin', ticketId, offerId: `${visitId}.o0`, outcome: 'withdrawn', commandId: 'seek' });
  return personId;
};
const factsOf = (subject: string) => look<{ type: string; data: Record<string, unknown> }>(bench, `select type, envelope -> 'data' as data from fact_log where key = $1 order by position`, [subject]);

describe('an absence', () => {
  const absence = { personId: 'e1', from: hoursAfter(-1), to: hoursAfter(100), reasonCode: 'leave' };
  const note = () => bench.rosterChanges.noteAbsence(supervisor, { key: 'absence-0001' }, absence);

  it('[A7-12] is noted once per key, with its fact, on record, and its engineer is not asked', async () => {
    const answers = await Promise.all([note(), note(), note()]);
    expect(answers.map(({ outcome }) => outcome)).toEqual(Array(3).fill({ absenceId: 'absence-0001' }));
    expect(await factsOf('e1')).toMatchObject([{ type: 'dispatch.engineer.absence-noted.v1', data: { absenceId: 'absence-0001', reasonCode: 'leave' } }]);
    expect(await look(bench, `select actor, action from audit_log where subject = 'e1'`)).toEqual([{ actor: 'sup', action: 'absence.noted' }]);
    expect([await seek(), await seek('e2')]).toEqual(['e2', null]);
    const other = bench.rosterChanges.noteAbsence(supervisor, { key: 'absence-0001' }, { ...absence, reasonCode: 'illness' });
    await expect(other).rejects.toMatchObject({ code: 'command.key-reused' });
  });

  it('[A1-7] keeps windows from being booked', async () => {
    const book = (hours: number) => {
      const ticketId = newTicketId('cn1');
      const window = { from: hoursAfter(hours).toISOString(), to: hoursAfter(hours + 1).toISOString() };
      return bench.activities.bookWindow({ tenantId: 'huaxin', ticketId, visitId: `${ticketId}.v1`, engineerId: 'e1', window, commandId: 'book-1' });
    };
    expect(await book(24)).toEqual({ refusal: 'visit.off-duty' });
    expect(await book(120)).toEqual({ refusal: null });
    const day = await bench.days.of(supervisor, 'e1', '2024-05-06');
    expect(day.visits).toMatchObject([{ from: hoursAfter(120), to: hoursAfter(121) }]);
    expect(await bench.days.visitsDuring(supervisor, 'e1', hoursAfter(119), hoursAfter(200))).toHaveLength(1);
    expect(await bench.days.visitsDuring({ ...supervisor, tenant: 'borealis' }, 'e1', hoursAfter(119), hoursAfter(200))).toEqual([]);
  });

  it('is taken back by its tenant alone, once', async () => {
    const cancel = (tenant: string, key: string) => bench.rosterChanges.cancelAbsence({ ...supervisor, tenant }, { key }, 'absence-0001');
    await expect(cancel('borealis', 'cancel-001')).rejects.toMatchObject({ kind: 'not-found', code: 'absence.not-found' });
    await Promise.all([cancel('huaxin', 'cancel-001'), cancel('huaxin', 'cancel-001'), cancel('huaxin', 'cancel-002')]);
    expect((await factsOf('e1')).map(({ type }) => type)).toEqual(['dispatch.engineer.absence-noted.v1', 'dispatch.engineer.absence-cancelled.v1']);
    expect(await seek('e2')).toBe('e1');
  });
});

describe('a roster', () => {
  it('[A1-7] holds for its person from the next search on', async () => {
    const sundays = { zone: 'Asia/Shanghai', hours: [{ weekday: 7, from: '08:00', to: '12:00' }] };
    await bench.rosterChanges.setRoster(supervisor, { key: 'roster-0001' }, 'e1', sundays);
    expect([await seek(), await seek('e2')]).toEqual(['e2', null]);
    expect(await bench.database.tx('huaxin', (em) => bench.rosters.duty(em, { tenantId: 'huaxin', personId: 'e1' }))).toEqual(sundays);
    expect(await bench.database.tx('huaxin', (em) => bench.rosters.duty(em, { tenantId: 'huaxin', personId: 'e2' }))).toEqual(standardRules.duty);
  });

  it('of somebody else\'s staff is NOT_FOUND', async () => {
    const set = bench.rosterChanges.setRoster({ ...supervisor, tenant: 'borealis' }, { key: 'roster-0002' }, 'e1', standardRules.duty);
    await expect(set).rejects.toMatchObject({ kind: 'not-found', code: 'person.not-found' });
    expect(await look(bench, `select 1 from rosters where tenant_id = 'borealis'`)).toEqual([]);
  });
});

it('[A7-5, A7-11] an engineer whose days are full is not asked: visits made this morning count, and those later on the last day', async () => {
  await addSpecialist(bench, 'e_full', { region: 'full', kinds: ['repair'], dailyCapacity: 1 });
  await bench.database.systemTx((em) => bench.staff.fold(em, person({ subject: 'e_full', version: 2 }, { roles: ['engineer'] })));
  expect(await seekIn('full')).toBe('e_full');
  const book = async (hours: number) => {
    const ticketId = newTicketId('cn1');
    const visit = { tenantId: 'huaxin', ticketId, visitId: `${ticketId}.v1` };
    const window = { from: hoursAfter(hours).toISOString(), to: hoursAfter(hours + 1).toISOString() };
    expect(await bench.activities.bookWindow({ ...visit, engineerId: 'e_full', window, commandId: 'book-1' })).toEqual({ refusal: null });
    return () => bench.activities.releaseWindow({ ...visit, commandId: 'release-1' });
  };
  const made = await book(-1);
  for (const hours of [24, 48]) await book(hours);
  const onTheLastDay = await book(74);
  await made();
  expect(await seekIn('full')).toBeNull();
  await onTheLastDay();
  expect(await seekIn('full')).toBe('e_full');
});

it('a day is its engineer\'s, and those\' who see more than their own', async () => {
  const own = caller('e2', { roles: ['engineer'], dataScope: 'own' });
  await expect(bench.days.of(own, 'e2', '2024-05-01')).resolves.toMatchObject({ engineerId: 'e2', zone: 'Asia/Shanghai' });
  expect(() => bench.days.of(own, 'e1', '2024-05-01')).toThrow(expect.objectContaining({ code: 'day.not-yours' }));
  await expect(bench.days.of({ ...supervisor, tenant: 'borealis' }, 'e1', '2024-05-01')).rejects.toMatchObject({ code: 'person.not-found' });
});

it('[A7-2] a tenant\'s rules decide which skills need a certificate, for that tenant alone', async () => {
  const rules = { ...standardRules, certifiedSkills: ['hardware'] };
  await bench.rosterChanges.setRules({ ...supervisor, tenant: 'borealis' }, { key: 'rules-0001' }, rules);
  expect(await seek()).toBe('e2');
  await bench.rosterChanges.setRules(supervisor, { key: 'rules-0001' }, rules);
  expect(await seek()).toBeNull();
  await addSpecialist(bench, 'e2', { region: '310000', kinds: ['repair'], certificates: [{ skill: 'hardware', validUntil: hoursAfter(1) }] });
  expect(await seek()).toBe('e2');
});
