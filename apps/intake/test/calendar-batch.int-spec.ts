import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { recomputeWorkflowId } from '@mendline/contracts/intake';
import type { RecomputeCause } from '@mendline/contracts/intake';
import { ColumnsOfOldClocks1700000082000 } from '../src/database/migrations/1700000082000-columns-of-old-clocks.js';
import { RecomputeService } from '../src/calendar/recompute.service.js';
import { office, setCalendar } from './support/calendars.js';
import { csr, register } from './support/requests.js';
import { newKey, startIntake } from './support/running.intake.js';
import type { Caller, RunningIntake } from './support/running.intake.js';

const administrator: Caller = { roles: ['administrator'], personId: 'p_admin' };
const publishPolicyPack = 'mutation ($input: PublishPolicyPackInput!) { publishPolicyPack(input: $input) { state } }';
const always = [{ validFrom: null, week: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' })) }];
const batch = (version: number): RecomputeCause => ({ tenantId: 'huaxin', code: 'office', of: 'tenant', id: 'huaxin', version });

jest.setTimeout(120_000);

let intake: RunningIntake;
let recompute: RecomputeService;
let tickets: string[] = [];

interface Row {
  readonly id: string;
  readonly due: Date;
  readonly started: Date;
  readonly version: number;
  readonly revision: number;
}

const rows = (): Promise<Row[]> =>
  intake.sql<Row>(
    `select c.ticket_id as id, c.due_at as due, c.started_at as started, (c.calendars -> 'office' ->> 'version')::int as version, t.revision
     from ticket_clocks c join tickets t on t.id = c.ticket_id where c.target = 'review' and c.stopped_at is null order by c.ticket_id`,
  );
const wakes = (): Promise<{ id: string }[]> => intake.sql(`select key as id from outbox where kind = 'temporal.wake' order by key, id`);
const migrate = async (migration: MigrationInterface): Promise<void> => {
  const source = await new DataSource({ type: 'postgres', url: intake.ownerUrl }).initialize();
  await source.transaction((em) => migration.up(em.queryRunner as QueryRunner));
  await source.destroy();
};
const hours = ({ due, started }: Row): number => Math.round((due.getTime() - started.getTime()) / 36_000) / 100;

beforeAll(async () => {
  intake = await startIntake();
  recompute = intake.app.get(RecomputeService);
  const demo = await readFile(new URL('../../../data/packs/demo.yaml', import.meta.url), 'utf8');
  await setCalendar(intake, office({ periods: always }));
  const working = demo.replace('clock: { type: elapsed, duration: PT15S, byPriority: { urgent: PT10S } }', 'clock: { type: business, duration: PT200H, calendar: office }');
  expect((await intake.ask(administrator, publishPolicyPack, { input: { key: newKey(), yaml: working } })).data).toMatchObject({ publishPolicyPack: { state: 'DONE' } });
  for (let n = 0; n < 7; n += 1) tickets.push(await register(intake));
  tickets = tickets.sort();
});

afterAll(() => intake.close());

describe('a new version of a calendar', () => {
  it('is thought through before it is set, and changes nothing by that', async () => {
    const before = await rows();
    const { data } = await intake.ask(administrator, 'query ($calendar: CalendarInput!) { calendarWhatIf(calendar: $calendar) { tickets clocks moved late impossible moves { ticketId target from to } } }', { calendar: office() });
    expect(data).toMatchObject({ calendarWhatIf: { tickets: 7, clocks: expect.any(Number), moved: 7, late: 0, impossible: 0 } });
    const moves = (data as unknown as { calendarWhatIf: { moves: { ticketId: string; target: string; from: string; to: string }[] } }).calendarWhatIf.moves;
    expect(moves.map(({ ticketId, target }) => [ticketId, target])).toEqual(tickets.map((id) => [id, 'review']));
    expect(moves.every(({ from, to }) => Date.parse(to) - Date.parse(from) > 400 * 3_600_000)).toBe(true);
    expect(await rows()).toEqual(before);
  });

  it('reaches every open ticket page by page; a batch that begins again after a crash changes nothing twice', async () => {
    expect((await setCalendar(intake, office())).data).toMatchObject({ setCalendar: { calendar: { version: 2 } } });
    expect(await intake.sql(`select key, payload from outbox where kind = 'temporal.recompute'`)).toEqual([{ key: 'calendar:huaxin:office:tenant:huaxin:2', payload: batch(2) }]);
    const first = await recompute.page(batch(2), '', 3);
    expect(first).toEqual({ checked: 3, moved: 3, earlier: 0, after: tickets[2], last: false });
    expect((await rows()).map(({ version }) => version)).toEqual([2, 2, 2, 1, 1, 1, 1]);
    const afterFirst = await rows();
    // The page's answer was lost: it is asked for again.
    expect(await recompute.page(batch(2), '', 3)).toMatchObject({ checked: 3, moved: 0, earlier: 0 });
    expect(await rows()).toEqual(afterFirst);
    expect(await recompute.page(batch(2), tickets[2] ?? '', 100)).toEqual({ checked: 4, moved: 4, earlier: 0, after: tickets[6], last: true });
    expect((await rows()).every((row) => row.version === 2 && hours(row) > 600)).toBe(true);
    // Later than before: the tickets' own timers find out by themselves.
    expect(await wakes()).toEqual([]);
    const facts = await intake.sql<{ cause: string }>(`select envelope #>> '{data,cause}' as cause from fact_log where type = 'intake.ticket.clock-moved.v1'`);
    expect(facts.map(({ cause }) => cause)).toEqual(Array(7).fill('calendar'));
  });

  it('wakes the tickets that have to look earlier, each once', async () => {
    await setCalendar(intake, office({ periods: always, title: { zh: '全天', en: 'always' } }));
    expect(await recompute.page(batch(3), '', 4)).toMatchObject({ checked: 4, moved: 4, earlier: 4, last: false });
    expect(await recompute.page(batch(3), '', 100)).toMatchObject({ checked: 7, moved: 3, earlier: 3, last: true });
    expect((await rows()).every((row) => row.version === 3 && hours(row) === 200)).toBe(true);
    expect((await wakes()).map(({ id }) => id)).toEqual(tickets);
  });

  it('changes no clock that has stopped, and no level that has fired', async () => {
    const [stopped = '', raised = ''] = tickets;
    await intake.sql(`update ticket_clocks set stopped_at = now(), result = 'met', next_level_at = null where ticket_id = $1 and target = 'review'`, [stopped]);
    await intake.sql(`update ticket_clocks set raised = '{1,2}' where ticket_id = $1 and target = 'review'`, [raised]);
    const [before] = await intake.sql(`select due_at, result, calendars from ticket_clocks where ticket_id = $1`, [stopped]);
    expect((await setCalendar(intake, office({ title: { zh: '办公', en: 'office hours' } }))).data).toMatchObject({ setCalendar: { calendar: { version: 4 } } });
    expect(await recompute.page(batch(4), '', 100)).toMatchObject({ checked: 6, last: true });
    expect(await intake.sql(`select due_at, result, calendars from ticket_clocks where ticket_id = $1`, [stopped])).toEqual([before]);
    expect(await intake.sql(`select raised, next_level_at from ticket_clocks where ticket_id = $1 and target = 'review'`, [raised])).toEqual([{ raised: [1, 2], next_level_at: null }]);
  });

  it('of a region moves the tickets of the region alone; a ticket that moves there is due by it at once', async () => {
    const elsewhere = await register(intake, { region: '110000' });
    const { data } = await intake.ask(administrator, 'mutation ($input: SetCalendarInput!) { setCalendar(input: $input) { forecast { tickets moved } } }', { input: { key: newKey(), calendar: office({ region: '110000', periods: always }) } });
    expect(data).toEqual({ setCalendar: { forecast: { tickets: 1, moved: 1 } } });
    const region: RecomputeCause = { ...batch(1), of: 'region', id: '110000' };
    expect(await recompute.page(region, '', 100)).toMatchObject({ checked: 1, moved: 1, earlier: 1 });
    const of = async (id: string): Promise<Row | undefined> => (await rows()).find((row) => row.id === id);
    expect(hours((await of(elsewhere)) as Row)).toBe(200);
    const last = tickets[6] ?? '';
    expect(hours((await of(last)) as Row)).toBeGreaterThan(600);
    const change = await intake.ask(csr, 'mutation ($input: ChangeContactInput!) { changeContact(input: $input) { state } }', { input: { key: newKey(), ticketId: last, region: '110000' } });
    expect(change.data).toMatchObject({ changeContact: { state: 'DONE' } });
    expect(hours((await of(last)) as Row)).toBe(200);
    expect((await wakes()).filter(({ id }) => id === last)).toHaveLength(2);
  });
});

describe('columns that came later than the clocks', () => {
  it('are computed by the same batch for every open ticket, by a calendar or not; what lists go by comes with them', async () => {
    const risks = () => intake.sql(`select c.ticket_id, c.target, c.risk_at from ticket_clocks c where c.stopped_at is null order by 1, 2`);
    const lists = () => intake.sql(`select id, next_risk_at, next_due_at from tickets order by id`);
    // One of them was stopped behind intake's back.
    await recompute.page({ ...batch(1), of: 'all' }, '', 100);
    const [before, listed] = [await risks(), await lists()];
    expect(before).toHaveLength(7);
    await intake.sql(`update ticket_clocks set risk_at = null where stopped_at is null`);
    await intake.sql(`update tickets set next_risk_at = null`);
    await intake.sql(`delete from outbox where kind = 'temporal.recompute'`);
    await migrate(new ColumnsOfOldClocks1700000082000());
    const [asked] = await intake.sql<{ tenant: string; key: string; payload: RecomputeCause }>(`select tenant_id as tenant, key, payload from outbox where kind = 'temporal.recompute'`);
    expect(asked).toMatchObject({ tenant: 'huaxin', key: recomputeWorkflowId(asked?.payload as RecomputeCause), payload: { of: 'all' } });
    const wakesBefore = await wakes();
    expect(await recompute.page(asked?.payload as RecomputeCause, '', 100)).toMatchObject({ checked: 8, moved: 7, earlier: 0, last: true });
    expect([await risks(), await lists()]).toEqual([before, listed]);
    expect(await wakes()).toEqual(wakesBefore);
    expect(await recompute.page(asked?.payload as RecomputeCause, '', 100)).toMatchObject({ checked: 8, moved: 0 });
  });
});

describe('holidays', () => {
  const importHolidays = (input: object) => intake.ask(administrator, 'mutation ($input: ImportHolidaysInput!) { importHolidays(input: $input) { calendar { version provisionalYears overrides { date type provisional } } } }', { input: { key: newKey(), code: 'office', ...input } });

  it('[C5] of China come with make-up days; a year without a notice is provisional until an administrator enters it', async () => {
    const imported = (await importHolidays({ country: 'CN', from: 2024, to: 2024 })).data as unknown as { importHolidays: { calendar: { overrides: { date: string; type: string }[]; provisionalYears: number[] } } };
    expect(imported.importHolidays.calendar.provisionalYears).toEqual([]);
    expect(imported.importHolidays.calendar.overrides).toEqual(expect.arrayContaining([{ date: '2024-05-11', type: 'WORKDAY', provisional: false }, { date: '2024-10-01', type: 'CLOSED', provisional: false }]));
    expect((await importHolidays({ country: 'CN', from: 2035, to: 2035 })).data).toMatchObject({ importHolidays: { calendar: { provisionalYears: [2035] } } });
    const notice = 'mutation ($input: EnterHolidayNoticeInput!) { enterHolidayNotice(input: $input) { calendar { provisionalYears overrides { date type } } } }';
    const days = [{ date: '2035-02-08', type: 'CLOSED', title: { zh: '春节', en: 'Spring Festival' } }, { date: '2035-02-11', type: 'WORKDAY', title: { zh: '调休', en: 'make-up' } }];
    const entered = await intake.ask(administrator, notice, { input: { key: newKey(), code: 'office', year: 2035, days } });
    expect(entered.data).toMatchObject({ enterHolidayNotice: { calendar: { provisionalYears: [] } } });
    expect((entered.data as unknown as { enterHolidayNotice: { calendar: { overrides: { date: string }[] } } }).enterHolidayNotice.calendar.overrides.filter(({ date }) => date.startsWith('2035'))).toHaveLength(2);
  });

  it('of places and years that are none are refused', async () => {
    expect(await importHolidays({ country: 'XX', from: 2026, to: 2026 })).toMatchObject({ reason: 'calendar.country-unknown' });
    expect(await importHolidays({ country: 'NO', from: 2026, to: 2040 })).toMatchObject({ reason: 'calendar.years-invalid' });
    expect(await importHolidays({ country: 'NO', from: 2026, to: 2026, region: '999999' })).toMatchObject({ reason: 'calendar.unknown' });
  });
});
