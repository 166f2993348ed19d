import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Database } from '@mendline/platform/database';
import { openTicketsAfter } from '../src/lifecycle/open-ticket.repository.js';
import { TransitionService } from '../src/ticket/transition.service.js';
import { aVisit, Recorder } from './support/life.js';
import { caller, csr, giveTo, register } from './support/requests.js';
import { newKey, startIntake } from './support/running.intake.js';
import type { Answer, Caller, RunningIntake } from './support/running.intake.js';

jest.setTimeout(60_000);

let intake: RunningIntake;
const supervisor: Caller = { roles: ['supervisor'], personId: 'p_sup' };

beforeAll(async () => {
  intake = await startIntake();
  const people = [['p_a', 'specialist'], ['p_b', 'specialist'], ['p_csr', 'csr'], ['p_eng', 'engineer'], ['p_sup', 'supervisor']].map(([id, role]) => ({ id, login: id, roles: [role], name: '陈工', region: '310000' }));
  await intake.ask({ roles: ['administrator'] }, 'mutation ($input: ImportPeopleInput!) { importPeople(input: $input) { changed } }', { input: { key: newKey(), people } });
});

afterAll(() => intake.close());

describe('a hand-over in bulk', () => {
  const handOverAll = (by: Caller, input: object): Promise<Answer> =>
    intake.ask(by, 'mutation ($input: HandOverAllInput!) { handOverAll(input: $input) { state results { ticketId number commandId state code } } }', {
      input: { key: newKey(), fromId: 'p_a', toId: 'p_b', reasonCode: 'absence', ...input },
    });

  it('[A7-4] is one command per open ticket, the same ones when it is asked for again', async () => {
    const mine = [await register(intake), await register(intake), await register(intake)];
    for (const id of mine) await giveTo(intake, id, 'p_a');
    const closed = await register(intake);
    await giveTo(intake, closed, 'p_a', 'confirmed');
    await intake.sql('update tickets set closed_at = now() where id = $1', [closed]);
    const key = newKey();
    const first = await handOverAll(supervisor, { key });
    expect(first.data).toMatchObject({ handOverAll: { state: 'DONE', results: mine.map((ticketId) => ({ ticketId, commandId: `${key}:${ticketId}`, state: 'PENDING', code: null })) } });
    await giveTo(intake, mine[0] ?? '', 'p_b');
    await giveTo(intake, await register(intake), 'p_a');
    expect((await handOverAll(supervisor, { key })).data).toEqual(first.data);
    expect(await intake.sql(`select count(*)::int as n from commands where operation = 'hand-over'`)).toEqual([{ n: 3 }]);
  });

  it('[A3-13] hands over what the caller sees, and tells of each ticket what is refused of it', async () => {
    const [about, fine, gone] = [await register(intake), await register(intake), await register(intake)];
    for (const id of [about, fine, gone]) await giveTo(intake, id, 'p_eng');
    await intake.sql(`update tickets set flow = flow || '{"accused": ["p_sup"]}' where id = $1`, [about]);
    const key = newKey();
    const given = { key, fromId: 'p_eng' };
    await intake.sql(`update tickets set region = '320500' where id = $1`, [fine]);
    const first = await handOverAll(supervisor, given);
    expect(first.data).toMatchObject({ handOverAll: { results: [{ ticketId: fine }, { ticketId: gone }] } });
    await intake.sql(`update tickets set flow = flow || '{"accused": ["p_sup"]}' where id = $1`, [gone]);
    await intake.sql(`delete from outbox where key = $1`, [gone]);
    await intake.sql(`delete from commands where ticket_id = $1`, [gone]);
    expect((await handOverAll(supervisor, given)).data).toMatchObject({ handOverAll: { state: 'DONE', results: [{ ticketId: fine, state: 'PENDING' }, { ticketId: gone, state: 'REJECTED', code: 'ticket.unknown' }] } });
  });

  it('is for supervisors, between two known people, for a known reason', async () => {
    expect(await handOverAll({ roles: ['specialist'], personId: 'p_a' }, {})).toMatchObject({ code: 'FORBIDDEN' });
    expect(await handOverAll(supervisor, { fromId: 'p_none' })).toMatchObject({ code: 'NOT_FOUND', reason: 'person.unknown' });
    expect(await handOverAll(supervisor, { toId: 'p_csr' })).toMatchObject({ reason: 'person.cannot-own' });
    expect(await handOverAll(supervisor, { toId: 'p_a' })).toMatchObject({ reason: 'hand-over.same-person' });
    expect(await handOverAll(supervisor, { reasonCode: 'mood' })).toMatchObject({ reason: 'ticket.unknown-code' });
    expect(await handOverAll(supervisor, { key: 'k'.repeat(100) })).toMatchObject({ reason: 'command.key-invalid' });
  });
});

describe('a change of contact or address while the ticket runs', () => {
  const change = (ticketId: string, input: object, by: Caller = csr): Promise<Answer> =>
    intake.ask(by, 'mutation ($input: ChangeContactInput!) { changeContact(input: $input) { state ticket { region customer { name phone } } } }', { input: { key: newKey(), ticketId, ...input } });
  const rulesFor = (ticketId: string, recipient: string) => intake.sql('select rule from notices where ticket_id = $1 and recipient_id = $2 order by created_at', [ticketId, recipient]);

  it('[A2-6] is on record, found by the new number, and never in clear', async () => {
    const id = await register(intake, { customer: { ...caller, phone: '13700000001' } });
    const { data } = await change(id, { contact: { phone: '137 2222 3333', address: '苏州市工业园区星湖街1号' } });
    expect(data).toMatchObject({ changeContact: { state: 'DONE', ticket: { region: '310000', customer: { name: '王**', phone: '137****3333' } } } });
    const again = await register(intake, { customer: { name: '王小明', phone: '13722223333' } });
    const [same] = await intake.sql<{ n: number }>('select count(distinct customer_id)::int as n from tickets where id = any($1)', [[id, again]]);
    expect(same).toEqual({ n: 1 });
    const [fact] = await intake.sql<{ data: object }>(`select envelope -> 'data' as data from fact_log where key = $1 and envelope ->> 'type' = 'intake.ticket.relocated.v1'`, [id]);
    expect(fact?.data).toMatchObject({ region: '310000', regionBefore: '310000', addressChanged: true, byId: 'p_csr' });
    const everything = await intake.sql<{ text: string }>('select f::text as text from fact_log f union all select c::text from customers c union all select c::text from commands c');
    const text = everything.map((row) => row.text).join('\n');
    for (const secret of ['2222 3333', '13722223333', '星湖街']) expect(text.includes(secret)).toBe(false);
  });

  it('[A7-12] tells the engineer, and the supervisor when the visit lies in another region now', async () => {
    const life = new Recorder(intake, await register(intake, { repair: {} }));
    await life.untilDispatch('p_a');
    await life.record({ name: 'assign-engineer', data: { engineerId: 'p_eng' }, to: 'dispatched', flow: { visit: aVisit(life.ticketId, { engineerId: 'p_eng' }) } });
    const before = (await rulesFor(life.ticketId, 'p_sup')).length;
    await change(life.ticketId, { contact: { address: '上海市浦东新区张江路90号' } });
    expect(await rulesFor(life.ticketId, 'p_sup')).toHaveLength(before);
    expect((await rulesFor(life.ticketId, 'p_eng')).at(-1)).toEqual({ rule: 'contact-changed' });
    expect((await change(life.ticketId, { region: '320500' })).data).toMatchObject({ changeContact: { ticket: { region: '320500' } } });
    expect((await rulesFor(life.ticketId, 'p_sup')).at(-1)).toEqual({ rule: 'visit-elsewhere' });
    expect((await rulesFor(life.ticketId, 'p_eng')).at(-1)).toEqual({ rule: 'visit-elsewhere' });
    expect((await life.state()).region).toBe('320500');
  });

  it('is refused when nothing is said, when it is wrong, on another\'s ticket, and when all is over', async () => {
    const id = await register(intake);
    expect(await change(id, {})).toMatchObject({ reason: 'contact.nothing-said' });
    expect(await change(id, { contact: { phone: ' ' } })).toMatchObject({ reason: 'contact.nothing-said' });
    expect(await change(id, { contact: { phone: '12' } })).toMatchObject({ reason: 'customer.phone-invalid' });
    expect(await change(id, { region: '?' })).toMatchObject({ reason: 'ticket.region-invalid' });
    expect(await change(id, { region: '320500' }, { roles: ['customer'], customerId: 'c_other' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await change(id, { region: '320500' }, { ...csr, tenant: 'borealis' })).toMatchObject({ code: 'NOT_FOUND' });
    await giveTo(intake, id, 'p_a', 'confirmed');
    expect(await change(id, { region: '320500' })).toMatchObject({ code: 'CONFLICT', reason: 'ticket.closed' });
  });
});

describe('tickets that need a workflow', () => {
  it('are the open ones, and archived ones that still owe something to another owner', async () => {
    const [open, owing, done] = [await register(intake), await register(intake), await register(intake)];
    await intake.sql('delete from outbox');
    await intake.sql(`update tickets set archived_at = now() where id = any($1)`, [[owing, done]]);
    await intake.sql(`update tickets set flow = jsonb_set(flow, '{owed}', '[{"key": "k", "step": "abandon-visit", "visitId": "v"}]') where id = $1`, [owing]);
    const found = await intake.app.get(Database, { strict: false }).systemTx((em) => openTicketsAfter(em, '', 500));
    const ids = found.map(({ ticketId }) => ticketId);
    expect([open, owing, done].map((id) => ids.includes(id))).toEqual([true, true, false]);
  });

  it('are no more of the archived ones once their lives have paid; what is open keeps what it owes', async () => {
    const [open, owing] = [await register(intake), await register(intake)];
    await intake.sql(`update tickets set status = 'archived', archived_at = now() where id = $1`, [owing]);
    await intake.sql(`update tickets set flow = jsonb_set(flow, '{owed}', '[{"key": "k", "step": "abandon-visit", "visitId": "v"}]') where id = any($1)`, [[open, owing]]);
    const transitions = intake.app.get(TransitionService, { strict: false });
    for (const id of [open, owing]) await transitions.clearOwed('huaxin', id, ['k']);
    await transitions.clearOwed('huaxin', owing, ['k']);
    const rows = await intake.sql<{ id: string; owed: number }>(`select id, jsonb_array_length(flow -> 'owed') as owed from tickets where id = any($1)`, [[open, owing]]);
    expect(new Map(rows.map(({ id, owed }) => [id, owed]))).toEqual(new Map([[open, 1], [owing, 0]]));
  });
});
