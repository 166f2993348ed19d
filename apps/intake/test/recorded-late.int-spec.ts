import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Recorder } from './support/life.js';
import { register } from './support/requests.js';
import { newKey, startIntake } from './support/running.intake.js';
import type { Caller, RunningIntake } from './support/running.intake.js';

let intake: RunningIntake;

const admin: Caller = { roles: ['administrator'], personId: 'p_admin' };
const review = { name: 'review', data: { decision: 'accept', reasonCode: null, duplicateOf: null, kind: null, priority: null }, to: 'reviewed' } as const;

beforeAll(async () => {
  intake = await startIntake();
  const people = [{ id: 'p_sup', login: 'sup', name: '主管', roles: ['supervisor'] }, { id: 'p_near', login: 'near', name: '专员', roles: ['specialist'], department: 'tech-support', region: '310000' }];
  const { reason } = await intake.ask(admin, 'mutation ($input: ImportPeopleInput!) { importPeople(input: $input) { state } }', { input: { key: newKey(), people } });
  if (reason) throw new Error(reason);
}, 120_000);

afterAll(() => intake.close());

/** A ticket that got its owner a minute ago, as one of its clocks counts. */
const assignedAMinuteAgo = async (target: string) => {
  const life = new Recorder(intake, await register(intake));
  await life.record(review);
  await life.record({ name: 'assign', data: { ownerId: 'p_near' }, to: 'assigned', ownerId: 'p_near' });
  const now = Date.now();
  const ago = (seconds: number): Date => new Date(now - seconds * 1_000);
  await intake.sql(`update ticket_clocks set started_at = $2, specs = jsonb_set(specs, '{0,at}', to_jsonb($3::text)) where ticket_id = $1 and target = $4`, [life.ticketId, ago(60), ago(60).toISOString(), target]);
  await intake.sql('update ticket_transitions set effective_at = $2 where ticket_id = $1', [life.ticketId, ago(60)]);
  return { life, now, ago };
};

describe('a false alarm', () => {
  it('[C3] of a hold that was heard of late is taken back, and raised in earnest when the clock is late after all', async () => {
    const { life, now, ago } = await assignedAMinuteAgo('answer');
    const raised = (): Promise<object[]> =>
      intake.sql(`select recipient_id as who, raising, level_due_at as due, corrected_at is not null as corrected from escalations where ticket_id = $1 and target = 'answer' order by raising`, [life.ticketId]);
    const falseAlarm = { who: 'p_sup', raising: 0, due: ago(15) };
    const expectedEnd = new Date(now + 3_600_000).toISOString();

    await life.record({ name: 'contact', data: { channel: 'phone', reached: true }, to: 'contacted', occurredAt: ago(50) });
    expect(await raised()).toEqual([{ ...falseAlarm, corrected: false }]);
    await life.record({ name: 'hold', data: { reason: 'customer', expectedEnd }, to: 'contacted', flow: { hold: { reason: 'customer', since: ago(20).toISOString(), expectedEnd } }, occurredAt: ago(20) });
    expect(await raised()).toEqual([{ ...falseAlarm, corrected: true }]);
    await life.record({ name: 'resume', data: {}, to: 'contacted', flow: { hold: null }, occurredAt: ago(10) });
    const inEarnest = { who: 'p_sup', raising: 1, due: ago(5), corrected: false };
    expect(await raised()).toEqual([{ ...falseAlarm, corrected: true }, inEarnest]);
    await life.record({ name: 'link', data: { relation: 'relates-to', ticketId: await register(intake) }, to: 'contacted' });
    expect(await raised()).toEqual([{ ...falseAlarm, corrected: true }, inEarnest]);
    expect(await intake.sql(`select count(*)::int as told from ticket_timeline where ticket_id = $1 and type = 'intake.ticket.escalated.v1'`, [life.ticketId])).toEqual([{ told: 2 }]);
  });

  it('[C3] is one also of the last level of a clock that was late before the hold: taken back, and raised in earnest', async () => {
    const { life, now, ago } = await assignedAMinuteAgo('contact');
    const levels = async (): Promise<string[]> => {
      const rows = await intake.sql(`select distinct level, raising, level_due_at as due, corrected_at is not null as corrected from escalations where ticket_id = $1 and target = 'contact' order by level, raising`, [life.ticketId]);
      return (rows as unknown as { level: number; due: Date; corrected: boolean }[]).map(({ level, due, corrected }) => `${level} at -${(now - due.getTime()) / 1_000} s${corrected ? ', taken back' : ''}`);
    };
    const step = { name: 'link', data: { relation: 'relates-to', ticketId: await register(intake) }, to: 'assigned' } as const;
    const expectedEnd = new Date(now + 3_600_000).toISOString();

    await life.record({ ...step, occurredAt: ago(50) });
    expect(await levels()).toEqual(['1 at -40 s', '2 at -30 s']);
    await life.record({ name: 'hold', data: { reason: 'customer', expectedEnd }, to: 'assigned', flow: { hold: { reason: 'customer', since: ago(35).toISOString(), expectedEnd } }, occurredAt: ago(35) });
    expect(await levels()).toEqual(['1 at -40 s', '2 at -30 s, taken back']);
    await life.record({ name: 'resume', data: {}, to: 'assigned', flow: { hold: null }, occurredAt: ago(10) });
    expect(await levels()).toEqual(['1 at -40 s', '2 at -30 s, taken back', '2 at -5 s']);
  });
});

describe('a step that was decided before the ticket was fenced off', () => {
  it('is not recorded by the process that was frozen meanwhile; decided anew, it is', async () => {
    const life = new Recorder(intake, await register(intake));
    const [frozen, unfenced] = [await life.decided(review), (({ fence: _before, ...rest }) => rest)(await life.decided(review))];
    const before = await life.state();
    expect(await life.fence()).toMatchObject({ row: { ...before, fence: (before.fence ?? 0) + 1 } });
    expect(await life.give(frozen)).toMatchObject({ answer: null, row: { status: 'registered', seq: before.seq } });
    expect(await intake.sql('select count(*)::int as n from ticket_transitions where ticket_id = $1', [life.ticketId])).toEqual([{ n: 0 }]);
    expect(await life.record(review)).toMatchObject({ answer: { state: 'DONE', status: 'reviewed' } });
    expect(await life.give(frozen)).toMatchObject({ answer: null, row: { status: 'reviewed' } });
    expect(await life.give(unfenced)).toMatchObject({ answer: null });
  });

  it('is recorded when its engine remembers no fences: it began before there were any', async () => {
    const life = new Recorder(intake, await register(intake));
    await life.fence();
    const { fence: _none, ...old } = await life.decided(review);
    expect(await life.give(old)).toMatchObject({ answer: { state: 'DONE' } });
  });

  it('of a ticket whose row is gone: nothing is fenced off', async () => {
    expect(await new Recorder(intake, 'tkt_cn1_01J00000000000000000000000').fence()).toBeNull();
  });
});
