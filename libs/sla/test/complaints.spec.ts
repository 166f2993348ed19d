import { describe, expect, it } from '@jest/globals';
import { CalendarBook, clocksOf, dueAt, elapsedMs, explain, explanationText, levelInstants, readClock, remainingMs, state, whatIf } from '../src/index.js';
import type { Calendar, ClockFacts, ClockSpec, Level, PolicyVersion, Target, TicketFacts, WeeklyWindow } from '../src/index.js';
import { chinaOffice } from './fixtures/china.calendar.js';

/*
 * What users of other systems complain of (numbers of the project's list of complaints, d1 and d2), each shown to be right here. The week of
 * Monday 23 September 2024; the calendar is open Monday to Friday, 09:00–12:00 and 13:00–17:00, unless a complaint says otherwise.
 */
const week: readonly WeeklyWindow[] = [1, 2, 3, 4, 5].flatMap((day) => [{ day, from: '09:00', to: '12:00' }, { day, from: '13:00', to: '17:00' }]);
const office: Calendar = { code: 'office', version: 1, name: { zh: '办公', en: 'office' }, zone: 'Europe/Oslo', periods: [{ validFrom: null, week }], overrides: [] };
const holiday = (...dates: string[]): Calendar => ({ ...office, version: 2, overrides: dates.map((date) => ({ date, kind: 'closed', name: { zh: '假日', en: 'holiday' } })) });

const at = (day: number, time: string): Date => new Date(`2024-09-${String(day).padStart(2, '0')}T${time}:00+02:00`);
const facts = (startedAt: Date, more: Partial<ClockFacts> = {}, calendar = office): ClockFacts => ({ startedAt, stoppedAt: null, pauses: [], retargets: [], calendars: new CalendarBook([calendar]), ...more });
const hours = (count: number): ClockSpec => ({ type: 'business', minutes: count * 60, calendar: 'office' });
const days = (count: number): ClockSpec => ({ type: 'working-days', days: count, calendar: 'office' });
const hold = (from: Date, to: Date | null, reason = 'parts') => ({ reason, from, to });
const target = (clock: ClockSpec, more: Partial<Target> = {}): Target => ({ code: 'resolve', stage: 'resolve', startEvent: 'assigned', stopEvent: 'resolved', clock, pauseOn: ['parts'], levels: [], ...more });
const firing = (of: ClockFacts, clock: ClockSpec, ...levels: Level[]): Date[] => levelInstants(of, clock, levels).map((level) => level.dueAt);

describe('calendars, holidays and zones (d1)', () => {
  it('complaint 1 (glpi#15429): right with any calendar, and nothing escalates at creation', () => {
    const night = facts(at(21, '03:00'));
    expect(dueAt(night, hours(2))).toEqual(at(23, '11:00'));
    expect(readClock(target(hours(2), { levels: [{ level: 1, percent: 50 }, { level: 2, offsetMinutes: -300 }] }), night, new Set(), at(21, '03:01')).toRaise).toEqual([]);
  });

  it('complaint 2 (glpi#22678): a level before the deadline falls into a window, not on midnight', () => {
    expect(firing(facts(at(23, '16:00')), hours(4), { level: 1, offsetMinutes: -60 }, { level: 2, offsetMinutes: -120 })).toEqual([at(24, '10:00'), at(24, '11:00')]);
  });

  it('complaint 3 (glpi#10594): pending over a weekend adds nothing to a target in days', () => {
    const pauses = [hold(at(20, '17:00'), at(23, '09:00'))];
    expect(dueAt(facts(at(20, '10:00'), { pauses }), days(2))).toEqual(dueAt(facts(at(20, '10:00')), days(2)));
    expect(dueAt(facts(at(20, '10:00'), { pauses: [hold(at(20, '13:00'), at(23, '09:00'))] }), days(2))).toEqual(at(25, '14:00'));
  });

  it('complaint 4 (glpi#14937): waiting time leaves out closing hours and holidays', () => {
    const waited = facts(at(20, '15:00'), { pauses: [hold(at(20, '16:00'), at(24, '10:00'))] }, holiday('2024-09-23'));
    expect(dueAt(waited, hours(2))).toEqual(at(24, '11:00'));
  });

  it('complaint 5 (glpi#687): opened outside opening hours it still has its whole time', () => {
    expect(remainingMs(facts(at(22, '20:00')), hours(4), at(22, '21:00'))).toBe(4 * 3_600_000);
    expect(dueAt(facts(at(22, '20:00')), hours(4))).toEqual(at(23, '14:00'));
  });

  it('complaint 6 (zammad#390): says by name which days were skipped', () => {
    const told = explain(target(hours(10)), facts(at(23, '16:00'), {}, holiday('2024-09-24', '2024-09-25')), { zone: 'Europe/Oslo' });
    expect(explanationText(told, 'en').filter((line) => line.includes('holiday'))).toEqual(['2024-09-24 Tue 00:00 to 2024-09-26 Thu 00:00 not counted: holiday']);
  });

  it('complaint 7 (zammad#4432): nothing escalates at midnight or on a weekend with Monday to Friday hours', () => {
    const fires = [...Array(40).keys()].flatMap((hour) => firing(facts(at(20, '16:30')), hours(hour + 1), { level: 1, percent: 80 }, { level: 2, percent: 100 }, { level: 3, offsetMinutes: 45 }));
    const outside = fires.filter((fire) => [0, 6].includes(fire.getUTCDay()) || fire.getUTCHours() + 2 < 9 || fire.getTime() > new Date(fire).setUTCHours(15, 0));
    expect([fires.length, outside]).toEqual([120, []]);
  });

  it('complaint 8 (zammad#534): a changed calendar moves what is open, and says so beforehand', () => {
    const open = facts(at(23, '16:00'));
    const pages = whatIf([{ ticketId: 't', clocks: [{ code: 'resolve', round: 1, spec: hours(2), facts: open }] }], { calendars: [holiday('2024-09-24')] }, at(23, '16:10'));
    expect(pages.next().value).toMatchObject({ moves: [{ from: at(24, '10:00').toISOString(), to: at(25, '10:00').toISOString() }] });
    expect(dueAt({ ...open, calendars: new CalendarBook([holiday('2024-09-24')]) }, hours(2))).toEqual(at(25, '10:00'));
  });

  it('complaint 9 (osTicket#6739): working days count without Monday and Thursday too', () => {
    const odd: Calendar = { ...office, periods: [{ validFrom: null, week: [2, 3, 5].map((day) => ({ day, from: '09:00', to: '17:00' })) }] };
    expect(dueAt(facts(at(20, '10:00'), {}, odd), days(3))).toEqual(at(27, '17:00'));
  });

  it('complaint 10 (osTicket#6847): a lunch break is two windows a day, every day', () => {
    expect(dueAt(facts(at(23, '11:30')), hours(8))).toEqual(at(24, '13:30'));
  });

  it('complaint 11 (frappe/helpdesk#2449): a hold of a ticket made on a holiday, recounted when the list of holidays changes', () => {
    const made = { pauses: [hold(at(23, '09:00'), at(24, '10:00'))] };
    expect(dueAt(facts(at(23, '08:00'), made, holiday('2024-09-23')), hours(2))).toEqual(at(24, '12:00'));
    expect(dueAt(facts(at(23, '08:00'), made), hours(2))).toEqual(at(24, '12:00'));
    expect(dueAt(facts(at(23, '08:00'), made, holiday('2024-09-23', '2024-09-24')), hours(2))).toEqual(at(25, '11:00'));
  });

  it('complaint 12 (erpnext#38745): never failed right after its creation, whatever the zone', () => {
    for (const zone of ['Asia/Kathmandu', 'America/St_Johns', 'Pacific/Chatham', 'Pacific/Kiritimati', 'UTC']) {
      for (let hour = 0; hour < 24; hour += 1) {
        const created = facts(new Date(Date.UTC(2024, 8, 21, hour)), {}, { ...office, zone });
        expect(state(created, hours(1), new Date(created.startedAt.getTime() + 1))).toBe('running');
      }
    }
  });

  it('complaint 13 (SLA timer paused on a holiday): a hold set on a holiday holds', () => {
    const held = facts(at(22, '09:00'), { pauses: [hold(at(23, '10:00'), null)] }, holiday('2024-09-23'));
    expect([state(held, hours(2), at(24, '16:00')), elapsedMs(held, hours(2), at(24, '16:00'))]).toEqual(['paused', 0]);
  });

  it('complaint 14 (OCA/field-service#919 and others): a daily time stays at its hour when clocks change', () => {
    const daily = (from: string): string | undefined => dueAt(facts(new Date(from)), { type: 'wall-time', at: '09:00', zone: 'Europe/Oslo', days: 1 })?.toISOString();
    expect([daily('2024-03-29T10:00:00Z'), daily('2024-03-30T10:00:00Z'), daily('2024-10-26T10:00:00Z')]).toEqual(['2024-03-30T08:00:00.000Z', '2024-03-31T07:00:00.000Z', '2024-10-27T08:00:00.000Z']);
  });

  it('complaint 15 (chinese-calendar#68 and others): a make-up workday on a weekend is worked [调休]', () => {
    const china = { ...facts(new Date('2024-10-11T17:00+08:00'), {}, chinaOffice) };
    expect(dueAt(china, { type: 'business', minutes: 120, calendar: 'cn-office' })).toEqual(new Date('2024-10-12T10:00+08:00'));
  });
});

describe('pauses, priorities and reopenings (d2)', () => {
  const policy = (version: number, ...targets: Target[]): PolicyVersion => ({ pack: 'p', version, targets: targets.map((one) => ({ ...one, source: 'project' })), roundEvents: ['reopened'] });
  const ticket = (events: [string, Date][], more: Partial<TicketFacts> = {}, pack = policy(1, target(hours(2)))): TicketFacts => ({
    ticketId: 't', holds: [], anchors: [], changes: [{ at: at(23, '08:00'), priority: 'normal', kind: 'repair', policy: pack }], events: events.map(([event, when]) => ({ event, at: when })), ...more,
  });
  const read = (of: TicketFacts) => clocksOf(of, new CalendarBook([office])).map((clock) => [clock.target.code, clock.round, dueAt(clock.facts, clock.spec), clock.facts.stoppedAt]);

  it('complaint 16 (frappe/helpdesk#1554, #1675, #1542): a pause stops the clock, what was left is left, and an answer fulfils its own target only', () => {
    const paused = facts(at(23, '09:00'), { pauses: [hold(at(23, '10:00'), null)] });
    expect(remainingMs(paused, hours(2), at(25, '16:00'))).toBe(3_600_000);
    expect(dueAt({ ...paused, pauses: [hold(at(23, '10:00'), at(24, '09:30'))] }, hours(2))).toEqual(at(24, '10:30'));
    const both = policy(1, target(hours(2)), target(hours(1), { code: 'respond', stopEvent: 'answered' }));
    expect(read(ticket([['assigned', at(23, '09:00')], ['answered', at(23, '09:30')]], {}, both)).map(([code, , , stopped]) => [code, stopped])).toEqual([['resolve', null], ['respond', at(23, '09:30')]]);
  });

  it('complaint 17 (erpnext#47029 and four more): the time on hold is taken out once, however the holds overlap', () => {
    const holds = [hold(at(23, '09:30'), at(23, '10:30')), hold(at(23, '10:00'), at(23, '11:00')), hold(at(23, '10:15'), at(23, '10:20'))];
    expect(dueAt(facts(at(23, '09:00'), { pauses: holds }), hours(1))).toEqual(at(23, '11:30'));
  });

  it('complaint 18 (glpi#6902, #15605): pending time stays counted when the priority changes the target', () => {
    const changed = facts(at(23, '09:00'), { pauses: [hold(at(23, '09:30'), at(23, '11:00'))], retargets: [{ at: at(23, '11:30'), spec: hours(3) }] });
    expect(dueAt(changed, hours(2))).toEqual(at(23, '14:30'));
  });

  it('complaint 19 (glpi#24481): nothing is violated while pending', () => {
    const pending = facts(at(23, '09:00'), { pauses: [hold(at(23, '10:00'), null)] });
    const reading = readClock(target(hours(2), { levels: [{ level: 1, percent: 100 }] }), pending, new Set(), at(27, '16:00'));
    expect(reading).toMatchObject({ state: 'paused', toRaise: [], wakeAt: null });
  });

  it('complaint 20 (zammad#188, #4353, #418): reopened tickets, deactivated targets, and more than 99:59 hours', () => {
    expect(read(ticket([['assigned', at(23, '09:00')], ['resolved', at(23, '10:00')], ['reopened', at(24, '09:00')], ['assigned', at(24, '10:00')]]))).toEqual([
      ['resolve', 1, at(23, '11:00'), at(23, '10:00')], ['resolve', 2, at(24, '12:00'), null],
    ]);
    const off = ticket([['assigned', at(23, '09:00')]]);
    const dropped = clocksOf({ ...off, changes: [...off.changes, { at: at(23, '10:00'), policy: policy(2) }] }, new CalendarBook([office]));
    expect(dropped.map((clock) => [clock.dropped, levelInstants(clock.facts, clock.spec, [{ level: 1, percent: 100 }])])).toEqual([[true, []]]);
    expect(dueAt(facts(at(9, '09:00')), hours(120))).toEqual(new Date('2024-10-02T10:00:00+02:00'));
  });

  it('complaint 21 (osTicket#3034): waiting for parts pauses the target', () => {
    expect(read(ticket([['assigned', at(23, '09:00')]], { holds: [hold(at(23, '09:30'), at(23, '10:30'))] }))[0]?.[2]).toEqual(at(23, '12:00'));
  });

  it('complaint 22 (OCA/helpdesk#344, #345): each target names the reasons that freeze it', () => {
    const holds = [hold(at(23, '09:30'), at(23, '10:30'), 'customer')];
    const two = policy(1, target(hours(2)), target(hours(2), { code: 'plan', stopEvent: 'planned', pauseOn: ['customer'] }));
    expect(read(ticket([['assigned', at(23, '09:00')]], { holds }, two)).map(([code, , due]) => [code, due])).toEqual([['resolve', at(23, '11:00')], ['plan', at(23, '12:00')]]);
  });

  it('complaint 23 (frappe/helpdesk#2050, erpnext#6049): every reopening counts as a round of its own, every level has its own time', () => {
    const events: [string, Date][] = [['assigned', at(23, '09:00')], ['reopened', at(23, '09:30')], ['assigned', at(23, '10:00')], ['reopened', at(23, '10:30')], ['assigned', at(23, '11:00')]];
    expect(read(ticket(events)).map(([, round, due]) => [round, due])).toEqual([[1, at(23, '11:00')], [2, at(23, '12:00')], [3, at(23, '14:00')]]);
    expect(firing(facts(at(23, '09:00')), hours(2), { level: 1, percent: 50 }, { level: 2, percent: 100 }, { level: 3, offsetMinutes: 120 })).toEqual([at(23, '10:00'), at(23, '11:00'), at(23, '14:00')]);
  });
});
