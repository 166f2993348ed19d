import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newTicketId } from '@mendline/platform/ids';
import { standardRules } from '../src/roster/rules.domain.js';
import { addSpecialist, type Bench, caller, look, now, openBench, person, registered, request } from './support.js';

let bench: Bench;
const everywhere = caller('sup', { roles: ['supervisor'] });
const ofEast = caller('sup_east', { roles: ['supervisor'], dataScope: 'region', region: 'east' });
const ofWest = caller('sup_west', { roles: ['supervisor'], dataScope: 'region', region: 'west' });

const addEngineer = async (personId: string, region: string) => {
  await addSpecialist(bench, personId, { region, kinds: ['repair', 'consultation'] });
  await bench.database.systemTx((em) => bench.staff.fold(em, person({ subject: personId, version: 2 }, { roles: ['engineer', 'specialist'] })));
};
const addTicket = async (region: string, kind = 'repair') => {
  const ticketId = newTicketId('cn1');
  await bench.database.systemTx((em) => bench.workload.fold(em, registered({ subject: ticketId, version: 1 }, { kind, region, faultClass: 'hardware' })));
  return ticketId;
};
const journaled = async (key: string) => (await look(bench, 'select 1 from commands where command_id = $1', [key])).length > 0;
const refusal = async (answer: Promise<unknown>) => answer.then(() => null, ({ kind, code }: { kind: string; code: string }) => ({ kind, code }));
const unknownPerson = { kind: 'not-found', code: 'person.not-found' };
const unknownTicket = { kind: 'not-found', code: 'ticket.not-found' };

beforeAll(async () => {
  bench = await openBench();
  await addEngineer('e_east', 'east');
  await addEngineer('e_west', 'west');
  // Of these two nothing is known here but what intake tells.
  await bench.database.systemTx((em) => bench.staff.fold(em, person({ subject: 'e_new', version: 1 }, { region: 'east' })));
  await bench.database.systemTx((em) => bench.staff.fold(em, person({ subject: 'e_lost', version: 1 }, { region: null })));
}, 30_000);
afterAll(() => bench.close());

describe('[A1-4] a ticket of another region', () => {
  const assign = (who: typeof ofEast, key: string, ticketId: string, engineerId = 'e_east') => bench.visitAnswers.assign(who, { key, ticketId, engineerId });

  it('gets no engineer: it is as one that there is not, and nothing is kept', async () => {
    const [east, west] = [await addTicket('east'), await addTicket('west')];
    expect(await refusal(assign(ofEast, 'assign-west', west))).toEqual(unknownTicket);
    expect(await refusal(assign(ofEast, 'assign-west', newTicketId('cn1')))).toEqual(unknownTicket);
    expect(await journaled('assign-west')).toBe(false);
    expect(await assign(ofEast, 'assign-east', east)).toMatchObject({ state: 'DONE' });
    expect(await assign(everywhere, 'assign-any', west)).toMatchObject({ state: 'DONE' });
  });

  it('may be helped by an engineer of another one', async () => {
    expect(await assign(ofEast, 'assign-helper', await addTicket('east'), 'e_west')).toMatchObject({ state: 'DONE' });
  });

  it('that was his when he spoke answers his copy as it did, and says nothing more', async () => {
    const ticketId = await addTicket('east');
    await assign(ofEast, 'assign-moved', ticketId);
    await look(bench, `update ticket_copies set region = 'west' where ticket_id = $1`, [ticketId]);
    expect(await assign(ofEast, 'assign-moved', ticketId)).toMatchObject({ state: 'DONE' });
    expect(await refusal(assign(ofWest, 'assign-moved', ticketId))).toMatchObject({ code: 'command.key-reused' });
    expect(await refusal(assign(ofEast, 'assign-again', ticketId))).toEqual(unknownTicket);
  });

  it('whose region no fact has told yet is of no region', async () => {
    const ticketId = newTicketId('cn1');
    await bench.database.tx('huaxin', (em) => bench.workload.takeOwner(em, { tenantId: 'huaxin', ticketId }, 'p1'));
    expect(await refusal(assign(ofEast, 'assign-early', ticketId))).toEqual(unknownTicket);
  });

  it('shows no candidates to own it', async () => {
    const [east, west] = [await addTicket('east', 'consultation'), await addTicket('west', 'consultation')];
    expect((await bench.searches.candidates(ofEast, east, 10)).map(({ personId }) => personId)).toContain('e_east');
    expect(await refusal(bench.searches.candidates(ofEast, west, 10))).toEqual(unknownTicket);
    expect((await bench.searches.candidates(everywhere, west, 10)).map(({ personId }) => personId)).toContain('e_west');
  });

  it('shows no engineers for its visit, neither kept nor present ones', async () => {
    const [west, searched] = [await addTicket('west'), await addTicket('west')];
    const visitId = `${searched}.v1`;
    await bench.activities.proposeEngineer({ ...request({ ticketId: searched, kind: 'repair', region: 'west' }), visitId, proposalKey: `${visitId}.o0`, makeOffer: false });
    const seen = async (who: typeof ofEast, ticketId: string) => (await bench.visitCandidates.ofTicket(who, ticketId, 10)).map(({ personId }) => personId);
    for (const ticketId of [west, searched]) {
      expect(await seen(ofEast, ticketId)).toEqual([]);
      expect(await seen(ofWest, ticketId)).toContain('e_west');
      expect(await seen(everywhere, ticketId)).toContain('e_west');
    }
  });
});

describe('[A1-4] somebody of another region', () => {
  const values = { neighbourRegions: [], skills: ['hardware'], kinds: ['repair'], maxLoad: 5, active: true, worksFor: [], certificates: [], dailyCapacity: 4 };
  const setProfile = (who: typeof ofEast, key: string, personId: string, region: string) => bench.profiles.set(who, { key, personId, region, ...values });
  const absence = (personId: string) => ({ personId, from: now, to: new Date(now.getTime() + 3_600_000), reasonCode: 'leave' });
  const noteAbsence = (who: typeof ofEast, key: string, personId: string) => bench.rosterChanges.noteAbsence(who, { key }, absence(personId));
  const regionOf = async (personId: string) => (await bench.profiles.find(everywhere, personId))?.region;

  it('gets no profile, and nobody is moved from or to a region that the caller does not have', async () => {
    expect(await refusal(setProfile(ofEast, 'profile-west', 'e_west', 'east'))).toEqual(unknownPerson);
    expect(await refusal(setProfile(ofEast, 'profile-west', 'e_west', 'west'))).toEqual(unknownPerson);
    expect(await refusal(setProfile(ofEast, 'profile-west', 'e_nobody', 'east'))).toEqual(unknownPerson);
    expect(await refusal(setProfile(ofEast, 'profile-lost', 'e_lost', 'east'))).toEqual(unknownPerson);
    expect(await refusal(setProfile(ofEast, 'profile-away', 'e_east', 'west'))).toEqual({ kind: 'invalid', code: 'profile.region-invalid' });
    expect([await regionOf('e_west'), await regionOf('e_east'), await regionOf('e_lost')]).toEqual(['west', 'east', undefined]);
    expect(await journaled('profile-west')).toBe(false);
    expect(await bench.profiles.find(ofEast, 'e_west')).toBeNull();
    expect(await setProfile(ofEast, 'profile-new', 'e_new', 'east')).toMatchObject({ state: 'DONE' });
  });

  it('who was of his when he spoke answers his copy as it did', async () => {
    await addEngineer('e_moving', 'east');
    const set = () => setProfile(ofEast, 'profile-moving', 'e_moving', 'east');
    await set();
    await setProfile(everywhere, 'profile-moved', 'e_moving', 'west');
    expect(await set()).toMatchObject({ state: 'DONE' });
    expect(await regionOf('e_moving')).toBe('west');
    expect(await refusal(setProfile(ofEast, 'profile-moving', 'e_west', 'east'))).toMatchObject({ code: 'command.key-reused' });
  });

  it('gets no duty hours', async () => {
    const set = (key: string, personId: string) => bench.rosterChanges.setRoster(ofEast, { key }, personId, standardRules.duty);
    expect(await refusal(set('roster-west', 'e_west'))).toEqual(unknownPerson);
    expect(await refusal(set('roster-nobody', 'e_nobody'))).toEqual(unknownPerson);
    expect(await set('roster-east', 'e_east')).toMatchObject({ state: 'DONE' });
    expect(await look(bench, 'select person_id from rosters')).toEqual([{ person_id: 'e_east' }]);
  });

  it('is not noted as absent, nor is his absence taken back', async () => {
    expect(await refusal(noteAbsence(ofEast, 'away-west-1', 'e_west'))).toEqual(unknownPerson);
    await noteAbsence(ofWest, 'away-west-2', 'e_west');
    const cancel = (who: typeof ofEast, key: string) => bench.rosterChanges.cancelAbsence(who, { key }, 'away-west-2');
    expect(await refusal(cancel(ofEast, 'back-west-1'))).toEqual({ kind: 'not-found', code: 'absence.not-found' });
    expect(await look(bench, 'select absence_id from absences where cancelled_at is null')).toEqual([{ absence_id: 'away-west-2' }]);
    expect(await cancel(ofWest, 'back-west-2')).toMatchObject({ state: 'DONE' });
  });

  it('shows nothing of his days', async () => {
    const ticketId = newTicketId('cn1');
    const window = { from: new Date(now.getTime() + 86_400_000).toISOString(), to: new Date(now.getTime() + 90_000_000).toISOString() };
    expect(await bench.activities.bookWindow({ tenantId: 'huaxin', ticketId, visitId: `${ticketId}.v1`, engineerId: 'e_west', window, commandId: 'book-west' })).toEqual({ refusal: null });
    const visits = async (who: typeof ofEast) => (await bench.days.visitsDuring(who, 'e_west', new Date(window.from), new Date(window.to))).length;
    expect([await visits(ofEast), await visits(ofWest), await visits(everywhere)]).toEqual([0, 1, 1]);
    expect(await refusal(bench.days.of(ofEast, 'e_west', '2024-05-02'))).toEqual(unknownPerson);
    expect(await bench.days.of(ofWest, 'e_west', '2024-05-02')).toMatchObject({ visits: [{ ticketId }] });
    expect(await bench.days.of({ ...ofEast, personId: 'e_west' }, 'e_west', '2024-05-02')).toMatchObject({ engineerId: 'e_west' });
  });
});
