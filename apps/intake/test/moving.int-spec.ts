import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { RecomputeCause } from '@mendline/contracts/intake';
import { RecomputeService } from '../src/calendar/recompute.service.js';
import { csr, register } from './support/requests.js';
import { newKey, startIntake } from './support/running.intake.js';
import type { Caller, RunningIntake } from './support/running.intake.js';

const administrator: Caller = { roles: ['administrator'], personId: 'p_admin' };
const whatIfQuery = 'query ($input: PackWhatIfInput!) { packWhatIf(input: $input) { tickets changed moved dropped started late more after strandedCount stranded { ticketId number reason } moves { ticketId target change from to } } }';
const moveMutation = 'mutation ($input: MoveTicketsInput!) { moveTickets(input: $input) { state pack version moves { ticketId target change } } }';

jest.setTimeout(240_000);

let intake: RunningIntake;
let demo = '';
let tickets: string[] = [];

const publish = async (change: string, leaveBehind = false): Promise<number> => {
  const yaml = `${demo}\n# ${change}`.replace('clock: { type: elapsed, duration: PT15S, byPriority: { urgent: PT10S } }', 'clock: { type: elapsed, duration: PT2H }');
  const { data } = await intake.ask(administrator, 'mutation ($input: PublishPolicyPackInput!) { publishPolicyPack(input: $input) { policyPack { version } } }', { input: { key: newKey(), yaml, leaveBehind } });
  return (data as unknown as { publishPolicyPack: { policyPack: { version: number } } }).publishPolicyPack.policyPack.version;
};
const whatIf = (input: object, language = 'en') => intake.ask(administrator, whatIfQuery, { input }, language);
const move = (input: object, by: Caller = administrator, key = newKey()) => intake.ask(by, moveMutation, { input: { key, pack: 'demo', ...input } });
const clocks = (id: string) => intake.sql<{ target: string; due: Date; minutes: number }>(`select target, due_at as due, extract(epoch from due_at - started_at) / 60 as minutes from ticket_clocks where ticket_id = $1 order by target`, [id]);

beforeAll(async () => {
  intake = await startIntake();
  demo = await readFile(new URL('../../../data/packs/demo.yaml', import.meta.url), 'utf8');
  tickets = [await register(intake), await register(intake), await register(intake, { repair: {} })].sort();
  await publish('two hours for the review');
});

afterAll(() => intake.close());

describe('another version of a pack', () => {
  it('is thought through first: which clocks move, from when to when; nothing is written', async () => {
    const before = await clocks(tickets[0] ?? '');
    const { data } = await whatIf({ pack: 'demo', version: 2 });
    expect(data).toMatchObject({ packWhatIf: { tickets: 3, changed: 3, moved: 3, dropped: 0, started: 0, strandedCount: 0, moves: tickets.map((ticketId) => ({ ticketId, target: 'review', change: 'MOVED' })) } });
    const [{ from, to }] = (data as unknown as { packWhatIf: { moves: [{ from: string; to: string }] } }).packWhatIf.moves;
    expect(Date.parse(to) - Date.parse(from)).toBe(7_200_000 - 15_000);
    expect(await clocks(tickets[0] ?? '')).toEqual(before);
    expect((await whatIf({ pack: 'demo', version: 2, ticketIds: tickets.slice(1) })).data).toMatchObject({ packWhatIf: { tickets: 2 } });
  });

  it('is followed by the tickets that are moved to it, and by no other; on record with who moved them', async () => {
    const [first = '', second = '', third = ''] = tickets;
    const key = newKey();
    const once = await move({ version: 2, ticketIds: [first, second] }, administrator, key);
    expect(once.data).toMatchObject({ moveTickets: { state: 'DONE', version: 2, moves: [{ ticketId: first, target: 'review', change: 'MOVED' }, { ticketId: second }] } });
    expect((await move({ version: 2, ticketIds: [first, second] }, administrator, key)).data).toEqual(once.data);
    expect((await move({ ticketIds: [first] })).data).toMatchObject({ moveTickets: { moves: [] } });
    expect(await intake.sql('select id, pack_version as version from tickets where id = any($1) order by id', [tickets])).toEqual([{ id: first, version: 2 }, { id: second, version: 2 }, { id: third, version: 1 }]);
    expect((await clocks(first)).map(({ target, minutes }) => [target, Number(minutes)])).toContainEqual(['review', 120]);
    const facts = await intake.sql<{ type: string }>(`select type from fact_log where key = $1 order by position desc limit 2`, [first]);
    expect(facts.map(({ type }) => type).sort()).toEqual(['intake.ticket.clock-moved.v1', 'intake.ticket.moved.v1']);
    expect(await intake.sql(`select actor, subject, detail ->> 'tickets' as moved from audit_log where action = 'tickets.moved' order by seq limit 1`)).toEqual([{ actor: 'p_admin', subject: 'demo', moved: `${first} ${second}` }]);
    expect((await intake.sql(`select key from outbox where kind = 'temporal.reload' order by key`)).length).toBe(2);
  });

  it('has a matter that is closed go on to what the pack has next, with the deadline of that', async () => {
    const id = await register(intake);
    await intake.sql(`update tickets set status = 'confirmed', wait = 'return-visit' where id = $1`, [id]);
    demo = demo.replace('answered, result-told, confirmed, return-visited, supervisor-reviewed, archived]', 'answered, result-told, confirmed, archived]');
    const version = await publish('no return visit for consultations');
    expect((await move({ version, ticketIds: [id] })).data).toMatchObject({ moveTickets: { version, moves: [{ target: 'review', change: 'DROPPED' }] } });
    expect(await intake.sql(`select wait, flow #>> '{deadline,kind}' as deadline, deadline_at is not null as armed from tickets where id = $1`, [id])).toEqual([{ wait: 'archive', deadline: 'archive', armed: true }]);
  });

  it('that would strand open tickets is refused with the list, and none of them is moved', async () => {
    const [first = '', , third = ''] = tickets;
    const yaml = demo.replace(/ {2}- kind: consultation\n.*\n.*\n/, '');
    const stranded = await whatIf({ yaml }, 'zh');
    expect(stranded.data).toMatchObject({ packWhatIf: { strandedCount: 3, stranded: expect.arrayContaining([{ ticketId: first, number: expect.any(String), reason: '策略包没有工单类别 consultation' }]) } });
    demo = yaml;
    const numbers = await intake.sql<{ number: string }>(`select number from tickets where kind = 'consultation' order by id`);
    const list = numbers.map(({ number }) => number).join(', ');
    expect((await intake.ask(administrator, 'query ($yaml: String!) { policyPackProblems(yaml: $yaml) { path message } }', { yaml })).data).toEqual({ policyPackProblems: [{ path: 'kinds', message: `would strand ${numbers.length} open tickets (${list}): the pack has no kind consultation` }] });
    const refused = await intake.ask(administrator, 'mutation ($input: PublishPolicyPackInput!) { publishPolicyPack(input: $input) { state } }', { input: { key: newKey(), yaml } }, 'zh');
    expect(refused).toMatchObject({ code: 'CONFLICT', reason: 'policy-pack.strands-open', message: expect.stringContaining(`kinds: 会使 ${numbers.length} 张未归档工单无法继续（${list}）：策略包没有工单类别 consultation`) });
    expect(await intake.sql(`select max(version) as version from policy_packs where tenant_id = 'huaxin' and pack = 'demo'`)).toEqual([{ version: 3 }]);
    // Said that they may be left behind they stay with their version, which is on the audit log.
    const version = await publish('repairs only', true);
    expect(await intake.sql(`select detail ->> 'leftBehind' as left from audit_log where action = 'policy-pack.published' order by seq desc limit 1`)).toEqual([{ left: expect.stringContaining(list) }]);
    const [row] = await intake.sql<{ number: string }>('select number from tickets where id = $1', [first]);
    expect(await move({ version, ticketIds: [first, third] })).toMatchObject({ code: 'CONFLICT', reason: 'policy-pack.strands-tickets', message: `1 tickets could not go on by this policy pack: ${row?.number ?? ''}.` });
    expect(await intake.sql('select pack_version as version from tickets where id = $1', [third])).toEqual([{ version: 1 }]);
  });

  it('may be followed by all of them, however many: a batch takes page by page, and again changes nothing', async () => {
    const everything = (input: object, language = 'en') => intake.ask(administrator, 'mutation ($input: MoveAllTicketsInput!) { moveAllTickets(input: $input) { state pack version tickets } }', { input: { key: newKey(), pack: 'demo', ...input } }, language);
    expect(await everything({ version: 4 }, 'zh')).toMatchObject({ code: 'CONFLICT', reason: 'policy-pack.strands-open', message: expect.stringContaining('策略包没有工单类别 consultation') });
    expect(await everything({ pack: 'nowhere' })).toMatchObject({ reason: 'policy-pack.unknown' });
    const others = await intake.sql<{ id: string }>(`select id from tickets where pack_version <> 2 order by id`);
    expect((await everything({ version: 2 })).data).toEqual({ moveAllTickets: { state: 'DONE', pack: 'demo', version: 2, tickets: others.length } });
    const [asked] = await intake.sql<{ key: string; payload: RecomputeCause }>(`select key, payload from outbox where kind = 'temporal.recompute'`);
    expect(asked).toEqual({ key: 'calendar:huaxin:demo:pack:huaxin:2', payload: { tenantId: 'huaxin', code: 'demo', of: 'pack', id: 'huaxin', version: 2 } });
    const batch = intake.app.get(RecomputeService);
    const first = await batch.page(asked?.payload as RecomputeCause, '', 1);
    expect(first).toMatchObject({ checked: 1, moved: 1, after: others[0]?.id, last: false });
    expect(await batch.page(asked?.payload as RecomputeCause, first.after, 100)).toMatchObject({ checked: others.length - 1, moved: others.length - 1, last: true });
    expect(await intake.sql(`select distinct pack_version as version from tickets`)).toEqual([{ version: 2 }]);
    expect(await batch.page(asked?.payload as RecomputeCause, '', 100)).toMatchObject({ checked: 0, moved: 0, last: true });
    expect(await intake.sql(`select actor, detail ->> 'version' as version from audit_log where action = 'tickets.all-moved'`)).toEqual([{ actor: 'p_admin', version: '2' }]);
    // Who has come meanwhile to where the version cannot carry it on stays.
    const [, , third = ''] = tickets;
    await intake.sql(`update tickets set kind = 'consultation' where id = $1`, [third]);
    expect(await batch.page({ ...(asked?.payload as RecomputeCause), version: 4 }, '', 100)).toMatchObject({ checked: tickets.length + 1, moved: 0 });
    await intake.sql(`update tickets set kind = 'repair' where id = $1`, [third]);
    expect(await intake.sql(`select distinct pack_version as version from tickets`)).toEqual([{ version: 2 }]);
  });

  it('is thought through in as many questions as there are pages', async () => {
    const all = (await whatIf({ pack: 'demo', version: 2 })).data as unknown as { packWhatIf: { tickets: number; more: boolean; after: string | null } };
    expect(all.packWhatIf).toMatchObject({ tickets: tickets.length + 1, more: false, after: null });
    expect((await whatIf({ pack: 'demo', version: 2, after: tickets[0] ?? '' })).data).toMatchObject({ packWhatIf: { tickets: tickets.length } });
  });

  it('is an administrator\'s matter, within the tenant, for tickets that are open', async () => {
    for (const roles of [['supervisor'], ['manager']]) expect(await move({ ticketIds: tickets }, { roles, personId: 'p_1' })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await intake.ask({ ...administrator, tenant: 'borealis' }, moveMutation, { input: { key: newKey(), pack: 'borealis', ticketIds: tickets } })).toMatchObject({ reason: 'ticket.unknown' });
    expect(await move({ pack: 'nowhere', ticketIds: tickets })).toMatchObject({ reason: 'policy-pack.unknown' });
    expect(await move({ ticketIds: [] })).toMatchObject({ reason: 'policy-pack.moves-invalid' });
    expect(await intake.ask(csr, whatIfQuery, { input: { pack: 'demo' } })).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is edited on top of the newest one only, and shows how it differs', async () => {
    const edit = (basedOn: number) => intake.ask(administrator, 'mutation ($input: PublishPolicyPackInput!) { publishPolicyPack(input: $input) { policyPack { version } } }', { input: { key: newKey(), yaml: demo, leaveBehind: true, basedOn } });
    expect(await edit(1)).toMatchObject({ reason: 'policy-pack.edited-since', message: expect.stringMatching(/Version 4 of policy pack demo/) });
    const { data } = await intake.ask(administrator, 'query ($yaml: String!) { policyPackDiff(yaml: $yaml) { path before after } }', { yaml: demo });
    expect(data).toMatchObject({ policyPackDiff: [{ path: 'targets.review.clock.duration', before: '"PT2H"', after: '"PT15S"' }, { path: 'targets.review.clock.byPriority.urgent', before: null, after: '"PT10S"' }] });
    expect((await edit(4)).data).toMatchObject({ publishPolicyPack: { policyPack: { version: 5 } } });
  });
});
