import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Database } from '@mendline/platform/database';
import { demoPack, publishPack } from './support/packs.js';
import { caller, csr, giveTo, register } from './support/requests.js';
import { newKey, startIntake } from './support/running.intake.js';
import type { Answer, Caller, RunningIntake } from './support/running.intake.js';

jest.setTimeout(60_000);

const administrator: Caller = { roles: ['administrator'], personId: 'p_admin' };
const supervisor: Caller = { roles: ['supervisor'], personId: 'p_sup' };
const owner: Caller = { roles: ['specialist'], personId: 'p_a' };

let intake: RunningIntake;

beforeAll(async () => {
  intake = await startIntake();
});

beforeEach(() => staff());

afterAll(() => intake.close());

/** The team, where nobody but those named has left. */
const staff = async (...gone: readonly string[]): Promise<void> => {
  const people = [['p_a', 'specialist'], ['p_b', 'specialist'], ['p_sup', 'supervisor']].map(([id = '', role]) => ({ id, login: id, roles: [role], name: '陈工', region: '310000', active: !gone.includes(id) }));
  const { reason } = await intake.ask(administrator, 'mutation ($input: ImportPeopleInput!) { importPeople(input: $input) { changed } }', { input: { key: newKey(), people } });
  if (reason) throw new Error(reason);
};

const device = { kind: 'repair', faultClass: 'software', brand: '华信', model: 'HX-55', category: 'TV', description: '无法开机' };
const request = { channel: 'phone', region: '310000', customer: caller };

const give = (by: Caller, mutation: string, input: object, selection: string): Promise<Answer> =>
  intake.ask(by, `mutation ($input: ${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { ${selection} } }`, { input });

/** As the ticket's life would have settled them. */
const settle = (): Promise<unknown> => intake.sql(`update commands set state = 'DONE', outcome = '{"state": "DONE"}', settled_at = now() where state = 'PENDING'`);
const become = (ticketId: string, status: string): Promise<unknown> => intake.sql('update tickets set status = $2 where id = $1', [ticketId, status]);

describe('a copy of a registration is answered as the first was', () => {
  it('though new tickets have dropped a code of it', async () => {
    const demo = await demoPack();
    const [one, several] = [{ key: newKey(), ...request, ...device }, { key: newKey(), ...request, devices: [device, device] }];
    const ask = (): Promise<Answer[]> => Promise.all([give(csr, 'registerTicket', one, 'state ticket { id number }'), give(csr, 'registerRequest', several, 'state request { id number }')]);
    const before = await ask();
    expect(before).toMatchObject([{ data: { registerTicket: { state: 'DONE' } } }, { data: { registerRequest: { state: 'DONE' } } }]);
    await publishPack(intake, demo.replace(/^pack: .*$/mu, 'pack: hardware-only').replace(/^ {2}- \{ code: software,.*\n/mu, ''));
    expect(await ask()).toEqual(before);
    expect(await give(csr, 'registerTicket', { ...one, key: newKey() }, 'state')).toMatchObject({ reason: 'ticket.unknown-code' });
    expect(await give(csr, 'registerTicket', { ...one, description: 'something else' }, 'state')).toMatchObject({ reason: 'command.key-reused' });
    expect(await intake.sql('select 1 from tickets')).toHaveLength(3);
    await publishPack(intake, demo);
  });

  it('though it could not be tied so any more', async () => {
    const before = await register(intake, { repair: {} });
    await become(before, 'archived');
    const input = { key: newKey(), ...request, ...device, links: [{ relation: 'follows', otherTicketId: before }] };
    const ask = (key = input.key): Promise<Answer> => give(csr, 'registerTicket', { ...input, key }, 'state ticket { id }');
    const first = await ask();
    expect(first).toMatchObject({ data: { registerTicket: { state: 'DONE' } } });
    await become(before, 'assigned');
    expect(await ask()).toEqual(first);
    expect(await ask(newKey())).toMatchObject({ reason: 'link.follows-open' });
  });

  it('though what it was split from is closed, elsewhere, or out of sight', async () => {
    const [ticketId, early] = [await register(intake, { by: supervisor }), await register(intake, { by: supervisor })];
    const key = newKey();
    const near: Caller = { ...csr, scope: 'region', region: '310000' };
    const split = (given: object = {}): Promise<Answer> => give(near, 'splitTicket', { key, ticketId, device, ...given }, 'state ticket { id links { ticketId } }');
    const first = await split();
    expect(first).toMatchObject({ data: { splitTicket: { state: 'DONE', ticket: { links: [{ ticketId }] } } } });
    await become(ticketId, 'confirmed');
    expect(await split()).toEqual(first);
    expect(await split({ key: newKey() })).toMatchObject({ code: 'CONFLICT', reason: 'ticket.closed' });
    await intake.sql(`update tickets set region = '320500' where id = $1`, [ticketId]);
    expect(await split()).toMatchObject({ data: { splitTicket: { state: 'DONE' } } });
    expect(await split({ key: newKey() })).toMatchObject({ reason: 'ticket.unknown' });
    expect(await split({ ticketId: early })).toMatchObject({ reason: 'command.key-reused' });
  });
});

describe('a split', () => {
  it('waits for a change of the ticket that is on its way, and then goes by it', async () => {
    const ticketId = await register(intake);
    const [answer] = await intake.app.get(Database, { strict: false }).tx('huaxin', async (em) => {
      await em.query(`update tickets set status = 'confirmed' where id = $1`, [ticketId]);
      const split = give(csr, 'splitTicket', { key: newKey(), ticketId, device }, 'state');
      await delay(1_000);
      return [split];
    });
    expect(await answer).toMatchObject({ code: 'CONFLICT', reason: 'ticket.closed' });
  });
});

describe('a copy of a command is answered as the first was', () => {
  it.each([
    ['assignTicket', supervisor, { ownerId: 'p_b' }],
    ['reassignTicket', supervisor, { ownerId: 'p_b', reasonCode: 'absence' }],
    ['handOverTicket', owner, { ownerId: 'p_b', reasonCode: 'end-of-shift' }],
  ])('%s, though the named person has left', async (mutation, by, given) => {
    const ticketId = await register(intake);
    await giveTo(intake, ticketId, 'p_a');
    const key = newKey();
    const ask = (other: object = {}): Promise<Answer> => give(by, mutation, { key, ticketId, ...given, ...other }, 'commandId state');
    expect(await ask()).toMatchObject({ data: { [mutation]: { commandId: key } } });
    await settle();
    await staff('p_b');
    expect(await ask()).toEqual({ data: { [mutation]: { commandId: key, state: 'DONE' } } });
    expect(await ask({ key: newKey() })).toMatchObject({ reason: 'person.cannot-own' });
    expect(await ask({ ownerId: 'p_sup' })).toMatchObject({ reason: 'command.key-reused' });
  });

  it('handOverAll, though the named person has left: what was given goes on, what was not is refused', async () => {
    const [given, lost] = [await register(intake), await register(intake)];
    await intake.sql(`update tickets set owner_id = null where owner_id = 'p_a'`);
    for (const id of [given, lost]) await giveTo(intake, id, 'p_a');
    const key = newKey();
    const ask = (other: object = {}): Promise<Answer> => give(supervisor, 'handOverAll', { key, fromId: 'p_a', toId: 'p_b', reasonCode: 'absence', ...other }, 'results { ticketId state code }');
    expect(await ask()).toMatchObject({ data: { handOverAll: { results: [{ ticketId: given }, { ticketId: lost }] } } });
    await settle();
    await intake.sql('delete from outbox where key = $1', [lost]);
    await intake.sql('delete from commands where ticket_id = $1', [lost]);
    await staff('p_b');
    expect((await ask()).data).toEqual({ handOverAll: { results: [{ ticketId: given, state: 'DONE', code: null }, { ticketId: lost, state: 'REJECTED', code: 'person.cannot-own' }] } });
    expect(await ask({ key: newKey() })).toMatchObject({ reason: 'person.cannot-own' });
  });

  it('linkTicket, though the tickets could not be tied so any more', async () => {
    const [ticketId, otherTicketId] = [await register(intake), await register(intake)];
    await become(otherTicketId, 'archived');
    const key = newKey();
    const ask = (other: object = {}): Promise<Answer> => give(csr, 'linkTicket', { key, ticketId, otherTicketId, relation: 'follows', ...other }, 'commandId state');
    expect(await ask()).toMatchObject({ data: { linkTicket: { commandId: key } } });
    await settle();
    await become(otherTicketId, 'assigned');
    expect(await ask()).toEqual({ data: { linkTicket: { commandId: key, state: 'DONE' } } });
    expect(await ask({ key: newKey() })).toMatchObject({ reason: 'link.follows-open' });
  });
});
