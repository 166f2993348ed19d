import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { archiveQueue, archiveScheduleId } from '@mendline/contracts/intake';
import type { ArchiveRunReport } from '@mendline/contracts/intake';
import { CLOCK, FixedClock } from '@mendline/platform/clock';
import type { Clock } from '@mendline/platform/clock';
import { createLogger } from '@mendline/platform/logging';
import { createServiceWorker } from '@mendline/platform/temporal';
import type { ServiceWorker } from '@mendline/platform/temporal';
import { eventually } from '@mendline/testing';
import { ScheduleOverlapPolicy } from '@temporalio/client';
import type { ScheduleHandle } from '@temporalio/client';
import { archiveScheduleHandler } from '../src/archive/archive-schedule.js';
import { ArchiveRunService, createArchiveActivities } from '../src/archive/archive-run.service.js';
import { office, setCalendar } from './support/calendars.js';
import { Recorder } from './support/life.js';
import { ownNamespace } from './support/own.namespace.js';
import { register } from './support/requests.js';
import { demoPack, publishPack } from './support/packs.js';
import { newKey, startIntake } from './support/running.intake.js';
import type { Caller, RunningIntake } from './support/running.intake.js';

const administrator: Caller = { roles: ['administrator'], personId: 'p_admin' };
const supervisor: Caller = { roles: ['supervisor'], personId: 'p_sup' };
const workflowsPath = fileURLToPath(new URL('../../../libs/workflows/src/archive/archive-run.workflow.ts', import.meta.url));
const runsQuery = '{ archiveRuns { edges { node { day dueAt finishedAt archived incomplete gaps { edges { node { ticketId status missing titles ownerId } } } } } } }';

jest.setTimeout(240_000);

const clock = new FixedClock('2026-09-29T02:00:00Z');
let intake: RunningIntake;
let server: Awaited<ReturnType<typeof ownNamespace>>;
let worker: ServiceWorker;
let demo = '';

const publish = (more: string): Promise<void> => publishPack(intake, `${demo}\n${more}\n`);

/** Delivers what the publication left for the schedule, as the relay does. */
const deliverPlan = async (): Promise<void> => {
  const rows = await intake.sql<{ payload: unknown }>(`select payload from outbox where kind = 'temporal.archive-schedule' and tenant_id = 'huaxin' order by id desc limit 1`);
  await archiveScheduleHandler(server.temporal)(rows[0] as never);
};

const schedule = (): ScheduleHandle => server.temporal.client.schedule.getHandle(archiveScheduleId('huaxin'));

/** Runs of the schedule, each with the instant that was meant, once so many have ended. */
const ended = async (count: number): Promise<Map<string, ArchiveRunReport>> => {
  const { info } = await eventually(() => schedule().describe(), (seen) => seen.info.recentActions.length >= count, 90_000);
  return new Map(await Promise.all(info.recentActions.map(async ({ scheduledAt, action }): Promise<[string, ArchiveRunReport]> => [
    scheduledAt.toISOString(), (await server.temporal.workflow.getHandle(action.workflow.workflowId, action.workflow.firstExecutionRunId).result()) as ArchiveRunReport,
  ])));
};

const answered = async (until: 'confirmed' | 'supervisor-reviewed', region = '310000'): Promise<string> => {
  const id = await register(intake, { region });
  const life = new Recorder(intake, id);
  await life.record({ name: 'review', data: { decision: 'accept', reasonCode: null, duplicateOf: null, kind: null, priority: null }, to: 'reviewed' });
  await life.record({ name: 'assign', data: { ownerId: 'p_spec' }, to: 'assigned', ownerId: 'p_spec' });
  await life.record({ name: 'contact', data: { channel: 'phone', reached: true }, to: 'contacted' });
  await life.record({ name: 'finish-remote', data: { sessionId: `${id}.r0`, result: 'solved' }, to: 'tried' });
  await life.record({ name: 'answer', data: { outcomeCode: 'explained' }, to: 'answered' });
  await life.record({ name: 'tell-result', data: { channel: 'phone' }, to: 'result-told' });
  await life.record({ name: 'confirm', data: { evidence: 'click', satisfaction: 100 }, to: 'confirmed' });
  if (until === 'confirmed') return id;
  await life.record({ name: 'return-visit', data: { reached: true, result: 'ok', satisfaction: 100, reasonCode: null }, to: 'return-visited' });
  await life.record({ name: 'supervisor-review', data: { result: 'ok', reasonCode: null }, to: 'supervisor-reviewed' });
  return id;
};

const archiveCommands = (): Promise<{ ticket: string }[]> =>
  intake.sql(`select key as ticket from outbox where kind = 'temporal.update' and payload::text like '%archive-run/%' order by id`);

beforeAll(async () => {
  [intake, server] = await Promise.all([startIntake(), ownNamespace()]);
  jest.spyOn(intake.app.get<Clock>(CLOCK, { strict: false }), 'now').mockImplementation(() => clock.now());
  demo = await demoPack();
  await setCalendar(intake, office());
  await intake.ask(administrator, 'mutation ($input: ImportHolidaysInput!) { importHolidays(input: $input) { state } }', { input: { key: newKey(), code: 'office', country: 'CN', from: 2026, to: 2026 } });
  const logger = createLogger({ service: 'archive-test', level: 'silent' });
  worker = createServiceWorker({ address: server.address, namespace: server.namespace, taskQueue: archiveQueue, activities: { ...createArchiveActivities(intake.app.get(ArchiveRunService)) }, workflowsPath, logger });
  worker.start();
});

afterAll(async () => {
  await worker.drain();
  await server.temporal.close();
  await intake.close();
});

describe('[A6-20] [A11-2] [C18] the daily archive run', () => {
  let complete = '';
  let incomplete = '';
  let elsewhere = '';

  it('is a schedule of the tenant, at 17:00 of its zone, made and changed by publishing', async () => {
    await publish("archiveRun: { at: '16:30' }");
    await deliverPlan();
    await publish("archiveRun: { at: '17:00', calendar: office }");
    await deliverPlan();
    await deliverPlan();
    const { spec, action, policies, info } = await schedule().describe();
    expect([spec.timezone, spec.calendars?.map(({ hour, minute }) => [hour, minute]), action.type === 'startWorkflow' && action.workflowType, policies.overlap]).toEqual([
      'Asia/Shanghai', [[[{ start: 17, end: 17, step: 1 }], [{ start: 0, end: 0, step: 1 }]]], 'archiveRun', ScheduleOverlapPolicy.BUFFER_ALL,
    ]);
    expect(info.nextActionTimes.length).toBeGreaterThan(5);
    for (const at of info.nextActionTimes) expect(at.toISOString().slice(11, 19)).toBe('09:00:00');
  });

  it('asks the calendar: nothing on a holiday, a run on a make-up workday [调休]', async () => {
    [complete, incomplete, elsewhere] = [await answered('supervisor-reviewed'), await answered('confirmed'), await answered('confirmed', '110000')];
    clock.set('2026-10-10T10:00:00Z');
    await schedule().backfill([
      { start: new Date('2026-09-30T00:00:00Z'), end: new Date('2026-10-01T23:59:00Z'), overlap: ScheduleOverlapPolicy.BUFFER_ALL },
      { start: new Date('2026-10-10T00:00:00Z'), end: new Date('2026-10-11T23:59:00Z'), overlap: ScheduleOverlapPolicy.BUFFER_ALL },
    ]);
    const runs = await ended(4);
    expect(Object.fromEntries([...runs].map(([at, { day }]) => [at.slice(0, 16), day]))).toEqual({
      '2026-09-30T09:00': '2026-09-30', '2026-10-01T09:00': null, '2026-10-10T09:00': '2026-10-10', '2026-10-11T09:00': null,
    });
    expect(runs.get('2026-10-10T09:00:00.000Z')).toEqual({ day: '2026-10-10', archived: 1, incomplete: 2 });
  });

  it('lists the gaps with what is missing, to those who may see the tickets', async () => {
    const { data } = await intake.ask(supervisor, runsQuery, {}, 'zh');
    const gap = (ticketId: string) => ({ node: { ticketId, status: 'confirmed', missing: ['return-visit', 'supervisor-review'], titles: ['回访', '主管复核'], ownerId: 'p_spec' } });
    expect(data).toMatchObject({ archiveRuns: { edges: [
      { node: { day: '2026-10-10', dueAt: '2026-10-10T09:00:00.000Z', finishedAt: '2026-10-10T10:00:00.000Z', archived: 1, incomplete: 2, gaps: { edges: [incomplete, elsewhere].sort().map(gap) } } },
      { node: { day: '2026-09-30' } },
    ] } });
    const regional = await intake.ask({ ...supervisor, personId: 'p_sup2', scope: 'region', region: '110000' }, '{ archiveRun(day: "2026-10-10") { gaps { edges { node { ticketId } } } } }');
    expect(regional.data).toEqual({ archiveRun: { gaps: { edges: [{ node: { ticketId: elsewhere } }] } } });
    expect((await intake.ask({ roles: ['csr'], personId: 'p_csr' }, runsQuery)).code).toBe('FORBIDDEN');
    expect((await intake.ask({ ...supervisor, tenant: 'borealis' }, runsQuery)).data).toEqual({ archiveRuns: { edges: [] } });
  });

  it('archives no ticket twice, and tells of nothing twice', async () => {
    const facts = () => intake.sql(`select key, envelope #> '{data,missing}' as missing from fact_log where type = 'intake.ticket.record-incomplete.v1' and envelope #>> '{data,day}' = '2026-10-10'`);
    const [commands, told] = [await archiveCommands(), await facts()];
    expect(told).toHaveLength(2);
    await schedule().backfill({ start: new Date('2026-10-10T00:00:00Z'), end: new Date('2026-10-10T23:59:00Z'), overlap: ScheduleOverlapPolicy.BUFFER_ALL });
    await ended(5);
    expect(await archiveCommands()).toEqual(commands);
    expect(await facts()).toEqual(told);
    // Three runs found it ready.
    expect(commands).toEqual([{ ticket: complete }]);
    await new Recorder(intake, complete).record({ name: 'archive', data: {}, to: 'archived' });
    await schedule().backfill({ start: new Date('2026-10-10T00:00:00Z'), end: new Date('2026-10-10T23:59:00Z'), overlap: ScheduleOverlapPolicy.BUFFER_ALL });
    await ended(6);
    expect(await archiveCommands()).toEqual(commands);
  });

  it('is run at once when it is triggered, and goes with the pack that has none', async () => {
    await publish("archiveRun: { at: '17:00' }");
    await deliverPlan();
    await schedule().trigger();
    const runs = await ended(7);
    const days = [...runs.values()].map(({ day }) => day);
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format((await schedule().describe()).info.recentActions.at(-1)?.scheduledAt);
    expect(days).toContain(today);
    await publish('');
    await deliverPlan();
    await expect(schedule().describe()).rejects.toMatchObject({ name: 'ScheduleNotFoundError' });
    await deliverPlan();
  });

  it('is refused where its calendar is not there', async () => {
    await expect(publish("archiveRun: { at: '17:00', calendar: nowhere }")).rejects.toThrow('archiveRun.calendar');
  });
});
