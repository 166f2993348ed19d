import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { office, setCalendar } from './support/calendars.js';
import { csr, register } from './support/requests.js';
import { newKey, startIntake } from './support/running.intake.js';
import type { Caller, RunningIntake } from './support/running.intake.js';

const administrator: Caller = { roles: ['administrator'], personId: 'p_admin' };
const publishPolicyPack = 'mutation ($input: PublishPolicyPackInput!) { publishPolicyPack(input: $input) { state policyPack { version } } }';

jest.setTimeout(60_000);

let intake: RunningIntake;
let working = '';

beforeAll(async () => {
  intake = await startIntake();
  const demo = await readFile(new URL('../../../data/packs/demo.yaml', import.meta.url), 'utf8');
  working = demo.replace('clock: { type: elapsed, duration: PT15S, byPriority: { urgent: PT10S } }', 'clock: { type: business, duration: PT2H, calendar: office }');
});

afterAll(() => intake.close());

const publish = (yaml: string) => intake.ask(administrator, publishPolicyPack, { input: { key: newKey(), yaml } });
const show = 'query ($code: String!, $region: String, $version: Int) { calendar(code: $code, region: $region, version: $version) { code version region customerId zone title { zh en } periods { validFrom week { day from to } } overrides { date type title { zh en } windows { from to } like provisional } provisionalYears } }';

describe('calendars', () => {
  it('a pack that names a calendar which the tenant has not is refused with the place', async () => {
    expect(await publish(working)).toMatchObject({ reason: 'policy-pack.invalid', message: expect.stringContaining('targets.0.clock.calendar: found office; allowed: a calendar of the tenant') });
  });

  it('are set in versions by administrators: the same content again is the same version', async () => {
    expect((await setCalendar(intake, office())).data).toMatchObject({ setCalendar: { state: 'DONE', calendar: { code: 'office', version: 1, region: null, customerId: null } } });
    expect((await setCalendar(intake, office())).data).toMatchObject({ setCalendar: { calendar: { version: 1 } } });
    const overrides = [{ date: '2024-05-01', type: 'CLOSED', title: { zh: '劳动节', en: 'Labour Day' } }, { date: '2024-05-11', type: 'WORKDAY', title: { zh: '调休', en: 'make-up' }, like: 5 }];
    expect((await setCalendar(intake, office({ overrides }))).data).toMatchObject({ setCalendar: { calendar: { version: 2 } } });
    expect((await intake.ask(csr, show, { code: 'office' })).data).toMatchObject({
      calendar: { version: 2, zone: 'Asia/Shanghai', title: { zh: '办公日历', en: 'office' }, overrides: [{ date: '2024-05-01', type: 'CLOSED', windows: null, like: null, provisional: false }, { date: '2024-05-11', type: 'WORKDAY', like: 5 }] },
    });
    expect((await intake.ask(csr, show, { code: 'office', version: 1 })).data).toMatchObject({ calendar: { version: 1, overrides: [] } });
    expect((await intake.ask(csr, '{ calendars { code version } }')).data).toEqual({ calendars: [{ code: 'office', version: 2 }] });
    const audit = await intake.sql(`select detail ->> 'version' as version from audit_log where action = 'calendar.set' and tenant_id = 'huaxin' order by seq`);
    expect(audit).toEqual([{ version: '1' }, { version: '2' }]);
  });

  it('stay within their tenant, and are no one\'s but an administrator\'s to set', async () => {
    expect(await intake.ask({ ...csr, tenant: 'borealis' }, show, { code: 'office' })).toMatchObject({ code: 'NOT_FOUND', reason: 'calendar.unknown' });
    for (const roles of [['supervisor'], ['manager']]) expect(await setCalendar(intake, office(), { roles, personId: 'p_1' })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await intake.ask({ roles: ['customer'], customerId: 'c_1' }, show, { code: 'office' })).toMatchObject({ code: 'FORBIDDEN' });
  });

  it.each([
    ['an unknown zone', { zone: 'Asia/Beijing' }, /zone: found "Asia\/Beijing"; allowed: an IANA zone/],
    ['no working window in a year', { periods: [{ validFrom: null, week: [] }] }, /periods: found "20\d\d"; allowed/],
    ['overlapping windows', { periods: [{ validFrom: null, week: [{ day: 1, from: '09:00', to: '12:00' }, { day: 1, from: '11:00', to: '13:00' }] }] }, /periods\.0\.week: found "weekday 1 11:00–13:00"; allowed: windows that do not overlap/],
    ['a malformed code', { code: 'Office' }, /code: found "Office"/],
    ['a malformed region', { region: 'No Region' }, /scope\.id: found "No Region"; allowed: a region/],
    ['special hours without hours', { overrides: [{ date: '2024-05-01', type: 'SPECIAL', title: { zh: '日', en: 'day' } }] }, /overrides\.0: found "2024-05-01"; allowed: windows of its own/],
  ])('are refused with the place: %s', async (_, wrong, message) => {
    const answer = await setCalendar(intake, office(wrong));
    expect(answer).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'calendar.invalid', message: expect.stringMatching(message) });
    const { data } = await intake.ask(administrator, 'query ($calendar: CalendarInput!) { calendarProblems(calendar: $calendar) { path message } }', { calendar: office(wrong) });
    expect((data as unknown as { calendarProblems: unknown[] }).calendarProblems).not.toHaveLength(0);
  });

  it('of a customer that is not there are refused', async () => {
    expect(await setCalendar(intake, office({ customerId: 'c_none' }))).toMatchObject({ reason: 'customer.unknown' });
  });
});

describe('clocks over a calendar', () => {
  const dueOf = async (id: string) => (await intake.ask(csr, 'query ($id: ID!) { ticket(id: $id) { nextDueAt clocks { target dueAt state } } }', { id })).data as unknown as { ticket: { nextDueAt: string; clocks: { target: string; dueAt: string }[] } };

  it('[A6-1] [C5] are due in working time of the narrowest calendar: the region\'s goes before the tenant\'s', async () => {
    await setCalendar(intake, office());
    expect((await publish(working)).data).toMatchObject({ publishPolicyPack: { state: 'DONE' } });
    const always = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' }));
    await setCalendar(intake, office({ region: '110000', periods: [{ validFrom: null, week: always }] }));
    const [plain, round] = [await register(intake), await register(intake, { region: '110000' })];
    const started = async (id: string): Promise<number> => ((await intake.sql<{ at: Date }>('select started_at as at from ticket_clocks where ticket_id = $1', [id]))[0]?.at ?? new Date(0)).getTime();
    const due = async (id: string): Promise<number> => Date.parse((await dueOf(id)).ticket.clocks[0]?.dueAt ?? '');
    expect((await due(round)) - (await started(round))).toBe(7_200_000);
    const local = new Date((await due(plain)) + 8 * 3_600_000);
    const minutes = local.getUTCHours() * 60 + local.getUTCMinutes();
    expect([local.getUTCDay() >= 1 && local.getUTCDay() <= 5, minutes >= 540 && minutes <= 1080, minutes > 720 && minutes < 780]).toEqual([true, true, false]);
    expect(await intake.sql('select calendars from ticket_clocks where ticket_id = any($1) order by ticket_id', [[plain, round]])).toEqual([
      { calendars: { office: { of: 'tenant', id: 'huaxin', version: 3 } } }, { calendars: { office: { of: 'region', id: '110000', version: 1 } } },
    ]);
    expect((await dueOf(plain)).ticket.nextDueAt).toBe((await dueOf(plain)).ticket.clocks[0]?.dueAt);
  });
});
