import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { TicketCommand } from '@mendline/contracts/ticket';
import type { Principal } from '@mendline/platform/auth';
import { Database } from '@mendline/platform/database';
import { EntityManager } from 'typeorm';
import { EscalationEntity, TicketClockEntity, TicketHoldEntity } from '../src/clock/clock.entity.js';
import { TicketSort } from '../src/ticket/ticket.input.js';
import type { TicketFilter } from '../src/ticket/ticket.input.js';
import { pageOfTickets } from '../src/ticket/ticket.queries.js';
import { TransitionService } from '../src/ticket/transition.service.js';
import { csr, giveTo, register } from './support/requests.js';
import { demoPack, publishPack } from './support/packs.js';
import { newKey, startIntake } from './support/running.intake.js';
import type { Caller, RunningIntake } from './support/running.intake.js';
import { subscribe } from './support/subscriber.js';

jest.setTimeout(120_000);

const supervisor: Caller = { roles: ['supervisor'], personId: 'p_sup' };
const local: Caller = { roles: ['supervisor'], personId: 'p_local', scope: 'region', region: '110000' };
let intake: RunningIntake;
let [late, risky, onTime, held, elsewhere] = ['', '', '', '', ''];

/** Sets the review clock of a ticket, due so many minutes from now and at risk so many minutes from now. */
const set = async (id: string, due: number | null, risk: number | null, pausedBy: readonly string[] = []): Promise<void> => {
  const at = (minutes: string) => `now() + ${minutes} * interval '1 minute'`;
  await intake.sql(`update ticket_clocks set due_at = ${at('$2::float')}, risk_at = ${at('$3::float')}, paused_by = $4 where ticket_id = $1`, [id, due, risk, pausedBy]);
  await intake.sql(`update tickets set next_due_at = ${at('$2::float')}, next_risk_at = ${at('$3::float')} where id = $1`, [id, due, risk]);
};

beforeAll(async () => {
  intake = await startIntake();
  const ids: string[] = [];
  for (const region of ['310000', '310000', '310000', '310000', '110000']) ids.push(await register(intake, { region }));
  [late = '', risky = '', onTime = '', held = '', elsewhere = ''] = ids;
  await set(late, -10, -20);
  await set(risky, 10, -10);
  await set(onTime, 60, 50);
  await set(held, null, null, ['customer']);
  await set(elsewhere, -5, -15);
});

afterAll(() => intake.close());

const listed = async (filter: object, by: Caller = supervisor, sort = 'NEXT_DUE'): Promise<string[]> => {
  const { data, reason } = await intake.ask(by, 'query ($filter: TicketFilter, $sort: TicketSort!) { tickets(first: 50, filter: $filter, sort: $sort) { edges { node { id } } } }', { filter, sort });
  if (!data) throw new Error(reason);
  return (data as unknown as { tickets: { edges: { node: { id: string } }[] } }).tickets.edges.map(({ node }) => node.id);
};

describe('lists by what is due next', () => {
  it('are sorted and filtered: late, at risk, due before an instant', async () => {
    expect(await listed({})).toEqual([late, elsewhere, risky, onTime]);
    expect(await listed({ breached: true })).toEqual([late, elsewhere]);
    expect(await listed({ breached: false })).toEqual([risky, onTime]);
    expect(await listed({ atRisk: true })).toEqual([risky]);
    expect(await listed({ atRisk: false })).toEqual([late, elsewhere, onTime]);
    expect(await listed({ dueBefore: new Date(Date.now() + 1_800_000).toISOString() })).toEqual([late, elsewhere, risky]);
    expect(new Set(await listed({ breached: false }, supervisor, 'NEWEST'))).toEqual(new Set([risky, onTime, held]));
  });

  it('[A1-4] stay within the caller\'s data scope', async () => {
    expect(await listed({ breached: true }, local)).toEqual([elsewhere]);
    expect(await listed({ breached: true }, { roles: ['specialist'], personId: 'p_other', scope: 'own' })).toEqual([]);
  });

  it('are read through an index, whichever of them is asked for', async () => {
    await intake.sql(
      `insert into tickets select (jsonb_populate_record(null::tickets, to_jsonb(t) || jsonb_build_object('id', 'cn1_many' || n, 'number', 'many' || n,
         'next_due_at', now() + (n - 100) * interval '1 minute', 'next_risk_at', now() + (n - 150) * interval '1 minute'))).* from tickets t, generate_series(1, 2000) n where t.id = $1`,
      [elsewhere],
    );
    await intake.sql('analyze tickets');
    const who: Principal = { subject: 's', tenant: 'huaxin', roles: ['supervisor'], personId: 'p_sup', dataScope: 'all', expiresAt: new Date(Date.now() + 60_000) };
    const now = new Date();
    const plan = (filter: TicketFilter, sort: TicketSort): Promise<string> =>
      intake.app.get(Database, { strict: false }).tx('huaxin', async (em) => {
        const [sql, parameters] = pageOfTickets(em, who, filter, sort, { limit: 20, after: null }, now).getQueryAndParameters();
        return (await em.query<{ 'QUERY PLAN': string }[]>(`explain ${sql}`, parameters)).map((row) => row['QUERY PLAN']).join('\n');
      });
    expect(await plan({}, TicketSort.NEXT_DUE)).toContain('tickets_next_due');
    expect(await plan({ breached: true }, TicketSort.NEXT_DUE)).toContain('tickets_next_due');
    expect(await plan({ dueBefore: new Date(now.getTime() - 5_000_000) }, TicketSort.NEXT_DUE)).toContain('tickets_next_due');
    expect(await plan({ atRisk: true }, TicketSort.NEXT_DUE)).toMatch(/tickets_next_(due|risk)/);
    expect(await plan({ dueBefore: new Date(now.getTime() - 5_000_000) }, TicketSort.NEWEST)).toContain('tickets_next_due');
    await intake.sql(`delete from tickets where id like 'cn1_many%'`);
  });
});

describe('clocks of a list', () => {
  it('are read in one statement each whatever the number of tickets', async () => {
    const finds = jest.spyOn(EntityManager.prototype, 'find');
    const count = async (first: number): Promise<number[]> => {
      finds.mockClear();
      const { data } = await intake.ask(supervisor, `{ tickets(first: ${first}) { edges { node { id clocks { target state percent explanation } escalations { level } } } } }`);
      expect((data as unknown as { tickets: { edges: { node: { clocks: unknown[] } }[] } }).tickets.edges.map(({ node }) => node.clocks.length)).toEqual(Array(first).fill(1));
      return [TicketClockEntity, TicketHoldEntity, EscalationEntity].map((entity) => finds.mock.calls.filter(([target]) => target === entity).length);
    };
    expect(await count(1)).toEqual([1, 1, 1]);
    expect(await count(5)).toEqual([1, 1, 1]);
    finds.mockRestore();
  });

  it('carry stage, rule and explanation in the caller\'s language', async () => {
    const ask = 'query ($id: ID!) { ticket(id: $id) { clocks { target title stage state elapsedMinutes remainingMinutes percent rule { source pack version } calendars { code } pausedBy { reason } explanation } } }';
    const clockIn = async (language: string) => ((await intake.ask(csr, ask, { id: onTime }, language)).data as unknown as { ticket: { clocks: Record<string, unknown>[] } }).ticket.clocks[0];
    expect(await clockIn('zh')).toMatchObject({ target: 'review', title: '登记审核', stage: 'reviewed', rule: { source: 'A6-1 (S2), shortened', pack: 'demo', version: 1 }, calendars: [], pausedBy: [] });
    expect((await clockIn('zh'))?.['explanation']).toEqual(expect.arrayContaining(['环节「登记审核」：已登记 → 已审核，时间按 Asia/Shanghai', '规则：0.25分钟（自然时间），来源 A6-1 (S2), shortened, demo v1']));
    expect((await clockIn('en'))?.['explanation']).toEqual(expect.arrayContaining([expect.stringMatching(/Stage "Review of the registration": registered → reviewed/)]));
  });
});

describe('supervisors see and are told', () => {
  it('where time stands, by stage, within their data scope', async () => {
    const ask = '{ slaOverview { at stages { target title running atRisk breached paused pausedBy { reason count } } } }';
    const stages = async (by: Caller): Promise<unknown> => {
      const { data, message } = await intake.ask(by, ask);
      return (data as unknown as { slaOverview: { stages: unknown[] } } | null)?.slaOverview.stages ?? message;
    };
    expect(await stages(supervisor)).toEqual([{ target: 'review', title: 'Review of the registration', running: 1, atRisk: 1, breached: 2, paused: 1, pausedBy: [{ reason: 'customer', count: 1 }] }]);
    expect(await stages(local)).toEqual([{ target: 'review', title: 'Review of the registration', running: 0, atRisk: 0, breached: 1, paused: 0, pausedBy: [] }]);
    expect(await stages({ ...supervisor, tenant: 'borealis' })).toEqual([]);
    expect(await intake.ask(csr, ask)).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('of a clock that comes to be at risk, by a change or by the passing of time, once, and only within their data scope', async () => {
    const ask = 'subscription { slaAtRisk { ticket { id region } clock { target state } } }';
    const [all, own, other] = await Promise.all([subscribe(intake, supervisor, ask), subscribe(intake, local, ask), subscribe(intake, { ...supervisor, tenant: 'borealis' }, ask)]);
    const watched = async (): Promise<boolean> => all.seen.length > 0;
    // Until the subscription listens nothing is told: the first change is repeated.
    for (let i = 0; i < 100 && !(await watched()); i += 1) {
      await set(onTime, 60, 50);
      await set(onTime, 60, -1);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    await set(elsewhere, 30, 1 / 60);
    expect(await all.until(2)).toMatchObject([{ slaAtRisk: { ticket: { id: onTime } } }, { slaAtRisk: { ticket: { id: elsewhere, region: '110000' }, clock: { target: 'review' } } }]);
    expect(await own.until(1)).toMatchObject([{ slaAtRisk: { ticket: { id: elsewhere } } }]);
    expect(other.seen).toEqual([]);
    [all, own, other].forEach((one) => one.close());
  });
});

describe('an escalation', () => {
  const administrator: Caller = { roles: ['administrator'], personId: 'p_admin' };
  const setOnCall = (duties: readonly object[], by: Caller = administrator, roster = 'night') =>
    intake.ask(by, 'mutation ($input: SetOnCallInput!) { setOnCall(input: $input) { state duties { roster personId startsAt } } }', { input: { key: newKey(), roster, duties } });
  const hours = (count: number): string => new Date(Date.now() + count * 3_600_000).toISOString();

  beforeAll(async () => {
    const people = [['p_a', 'specialist'], ['p_b', 'specialist'], ['p_night', 'specialist'], ['p_deputy', 'specialist'], ['p_head', 'manager']]
      .map(([id, role]) => ({ id, login: id, roles: [role], name: '陈工', region: '310000', department: 'tech', deputyId: id === 'p_night' ? 'p_deputy' : null }));
    await intake.ask(administrator, 'mutation ($input: ImportPeopleInput!) { importPeople(input: $input) { changed } }', { input: { key: newKey(), people } });
    const demo = await demoPack();
    const yaml = demo.replace("to: ['role:supervisor'] }\n      - { level: 2, at: { percent: 200 }, to: ['role:manager'] }", "to: ['on-call:night', 'role:manager@tech'], actions: [{ action: reassign, reason: absence }, { action: open-review }] }");
    await publishPack(intake, yaml);
  });

  it('[A1-7] goes to who is on call by the roster, whose deputy stands in, and to a role of a department; once each; the ticket goes to the first who may own it', async () => {
    expect((await setOnCall([{ personId: 'p_b', startsAt: hours(-2), endsAt: hours(1) }])).data).toMatchObject({ setOnCall: { state: 'DONE', duties: [{ roster: 'night', personId: 'p_b' }] } });
    await setOnCall([{ personId: 'p_night', startsAt: hours(-1), endsAt: hours(10) }, { personId: 'p_a', startsAt: hours(10), endsAt: hours(20) }]);
    await intake.sql(`update people set absent_until = now() + interval '1 day' where id = 'p_night'`);
    const id = await register(intake);
    await giveTo(intake, id, 'p_a');
    await intake.sql(`update ticket_clocks set started_at = now() - interval '1 hour', next_level_at = now() where ticket_id = $1`, [id]);
    await intake.sql('update tickets set next_clock_at = now() where id = $1', [id]);
    const transitions = intake.app.get(TransitionService, { strict: false });
    const { actions } = await transitions.evaluate('huaxin', id);
    expect((await transitions.evaluate('huaxin', id)).actions).toMatchObject(actions.map(({ commandId }) => ({ commandId })));
    expect(await intake.sql('select level, recipient_id, via from escalations where ticket_id = $1 order by recipient_id', [id])).toEqual([
      { level: 1, recipient_id: 'p_deputy', via: 'on-call:night' }, { level: 1, recipient_id: 'p_head', via: 'role:manager@tech' },
    ]);
    const asked = { target: 'review', round: 0, lap: 0, level: 1 };
    expect(actions).toMatchObject([
      { name: 'reassign', commandId: 'escalation:review:0:1:reassign', source: 'system', data: { ownerId: 'p_deputy', reasonCode: 'absence' } },
      { name: 'open-review', commandId: 'escalation:review:0:1:open-review', source: 'system', data: asked },
    ]);
    // Recorded it is asked for no more, and it is seen on the ticket.
    const since = new Date().toISOString();
    const command = actions.find(({ name }) => name === 'open-review');
    const { row: { seq, status, kind, priority, ownerId, epoch, flow: { deadline: _armed, ...flow } } } = (await transitions.load('huaxin', id)) as NonNullable<Awaited<ReturnType<TransitionService['load']>>>;
    const recorded = await transitions.record({ tenantId: 'huaxin', ticketId: id, seq: seq + 1, command: command as TicketCommand, from: status, to: status, kind, priority, ownerId, epoch, flow: { ...flow, reviews: [{ ...asked, since }] }, deadline: 'keep' });
    expect(recorded.clock.actions.map(({ name }) => name)).toEqual(['reassign']);
    expect((await intake.ask(supervisor, 'query ($id: ID!) { ticket(id: $id) { reviewsAsked { target level since } } }', { id })).data).toEqual({ ticket: { reviewsAsked: [{ target: 'review', level: 1, since }] } });
  });

  it.each([
    ['an unknown person', [{ personId: 'p_none', startsAt: '2099-01-01T00:00:00Z', endsAt: '2099-01-02T00:00:00Z' }], 'person.unknown'],
    ['a duty that ends before it begins', [{ personId: 'p_a', startsAt: '2099-01-02T00:00:00Z', endsAt: '2099-01-01T00:00:00Z' }], 'roster.duty-invalid'],
    ['a duty that is over', [{ personId: 'p_a', startsAt: '2020-01-01T00:00:00Z', endsAt: '2020-01-02T00:00:00Z' }], 'roster.duty-invalid'],
    ['a duty twice', [{ personId: 'p_a', startsAt: '2099-01-01T00:00:00Z', endsAt: '2099-01-02T00:00:00Z' }, { personId: 'p_a', startsAt: '2099-01-01T00:00:00Z', endsAt: '2099-01-03T00:00:00Z' }], 'roster.listed-twice'],
  ])('finds no roster with %s', async (_, duties, reason) => {
    expect(await setOnCall(duties)).toMatchObject({ reason });
    expect(await setOnCall([], administrator, 'Night shift')).toMatchObject({ reason: 'roster.code-invalid' });
    expect(await setOnCall([], csr)).toMatchObject({ code: 'FORBIDDEN' });
  });
});
