import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { remoteSessionIdOf } from '@mendline/contracts/field-service';
import { newTicketId } from '@mendline/platform/ids';
import { type Bench, caller, look, now, openBench, openSession, registered, stepOf } from './support.js';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
}, 30_000);
afterAll(() => bench.close());

const stepsOf = (sessionId: string) => look<{ number: number; check_code: string; result: string; by_id: string }>(bench, 'select number, check_code, result, by_id from remote_session_steps where session_id = $1 order by number', [sessionId]);

describe('a step', () => {
  it('[A5-4] is recorded in order: by whom, when, with what result', async () => {
    const session = await openSession(bench);
    const at = new Date('2024-05-01T01:58:00.000Z');
    await bench.steps.record(caller('p1'), stepOf(session, { check: 'power', occurredAt: at }));
    await bench.steps.record(caller('p2', { roles: ['supervisor'] }), stepOf(session, { check: 'run-data', result: 'helped' }));
    const [[shown] = []] = await bench.lists.ofTickets(caller('p1'), [session.ticketId]);
    expect(shown?.shownSteps).toMatchObject([
      { number: 1, checkCode: 'power', result: 'no-effect', byId: 'p1', occurredAt: at, recordedAt: now },
      { number: 2, checkCode: 'run-data', result: 'helped', byId: 'p2', occurredAt: now },
    ]);
  });

  it('is one step however often its key is sent', async () => {
    const session = await openSession(bench);
    const report = stepOf(session);
    const answers = await Promise.all(Array.from({ length: 10 }, () => bench.steps.record(caller('p1'), report)));
    expect(new Set(answers.map(({ outcome }) => outcome.stepId))).toEqual(new Set([`${session.sessionId}.s1`]));
    expect(await stepsOf(session.sessionId)).toHaveLength(1);
    await expect(bench.steps.record(caller('p1'), { ...report, check: 'wiring' })).rejects.toMatchObject({ code: 'command.key-reused' });
  });

  it('gets a number of its own beside others at the same time', async () => {
    const session = await openSession(bench);
    await Promise.all(Array.from({ length: 10 }, () => bench.steps.record(caller('p1'), stepOf(session))));
    expect((await stepsOf(session.sessionId)).map((row) => row.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('[A5-3] is refused with a check that is not on the list', async () => {
    const session = await openSession(bench);
    await expect(bench.steps.record(caller('p1'), stepOf(session, { check: 'horoscope' }))).rejects.toMatchObject({ kind: 'invalid', code: 'remote-step.check-unknown' });
  });

  it('is refused to anybody but owner and supervisor, after the end, and in the future; nothing is left of it', async () => {
    const session = await openSession(bench);
    const refused = (who: string, change: object = {}) => bench.steps.record(caller(who), stepOf(session, change));
    await expect(refused('p2')).rejects.toMatchObject({ kind: 'conflict', code: 'remote-session.not-owner' });
    await expect(refused('p1', { occurredAt: new Date('2024-05-01T03:00:00Z') })).rejects.toMatchObject({ code: 'command.occurred-in-future' });
    await bench.activities.abandonRemoteSession(session);
    await expect(refused('p1')).rejects.toMatchObject({ kind: 'conflict', code: 'remote-session.closed' });
    expect(await stepsOf(session.sessionId)).toEqual([]);
  });

  it('is NOT_FOUND in a session of another ticket or tenant', async () => {
    const session = await openSession(bench, 'borealis');
    const unknown = { kind: 'not-found', code: 'remote-session.not-found' };
    await expect(bench.steps.record(caller('p1'), stepOf(session))).rejects.toMatchObject(unknown);
    const other = stepOf({ ...session, ticketId: newTicketId('cn1') });
    await expect(bench.steps.record(caller('p1', { tenant: 'borealis' }), other)).rejects.toMatchObject(unknown);
  });

  it('waits a moment for a session that is just being opened, and a refused key may be tried again', async () => {
    const ticketId = newTicketId('cn1');
    const session = { tenantId: 'huaxin', ticketId, sessionId: remoteSessionIdOf(ticketId, 0), ownerId: 'p1' };
    const report = stepOf(session);
    await expect(bench.steps.record(caller('p1'), report)).rejects.toMatchObject({ code: 'remote-session.not-found' });
    const [recorded] = await Promise.all([bench.steps.record(caller('p1'), report), bench.activities.openRemoteSession(session)]);
    expect(recorded).toMatchObject({ state: 'DONE', outcome: { stepId: `${session.sessionId}.s1` } });
  });
});

describe('a note', () => {
  const note = '客户李雷（手机 138-1234-5678，lilei@example.com）说指示灯不亮';

  it('[A11-5] lies encrypted, is shown without numbers and addresses, and is in no fact and no journal', async () => {
    const session = await openSession(bench);
    await bench.fold(registered({ subject: session.ticketId, version: 1 }, { customerId: 'c_note' }));
    await bench.steps.record(caller('p1'), stepOf(session, { note }));
    const [[shown] = []] = await bench.lists.ofTickets(caller('p1'), [session.ticketId]);
    expect(shown?.shownSteps[0]?.note).toBe('客户李雷（手机 [电话]，[邮箱]）说指示灯不亮');
    for (const table of ['remote_session_steps', 'commands', 'fact_log', 'outbox']) {
      const rows = await look<{ row: string }>(bench, `select t::text as row from ${table} t`);
      expect({ table, found: rows.filter(({ row }) => /李雷|1234-?5678|lilei/u.test(row)) }).toEqual({ table, found: [] });
    }
  });

  it('[A11-5] is shown to the session’s owner alone, in the answer of his command as in lists; everybody else learns that there is one', async () => {
    const session = await openSession(bench);
    await bench.fold(registered({ subject: session.ticketId, version: 1 }, { customerId: 'c_withheld' }));
    await bench.steps.record(caller('p1'), stepOf(session, { note }));
    await bench.steps.record(caller('s1', { roles: ['supervisor'] }), stepOf(session));
    for (const reader of [caller('s1', { roles: ['supervisor'], dataScope: 'all' }), caller('a1', { roles: ['administrator'], dataScope: 'all' })]) {
      const [[listed] = []] = await bench.lists.ofTickets(reader, [session.ticketId]);
      for (const shown of [listed, await bench.lists.find(reader, session.sessionId)]) {
        expect(shown?.shownSteps).toMatchObject([{ note: null, noteWithheld: true }, { note: null, noteWithheld: false }]);
      }
    }
    expect((await bench.lists.find(caller('p1'), session.sessionId))?.shownSteps[0]).toMatchObject({ note: '客户李雷（手机 [电话]，[邮箱]）说指示灯不亮', noteWithheld: false });
  });

  it('[A11-5] is gone for good once the customer is erased', async () => {
    const session = await openSession(bench);
    await bench.fold(registered({ subject: session.ticketId, version: 1 }, { customerId: 'c_erased' }));
    await bench.steps.record(caller('p1'), stepOf(session, { note }));
    await bench.database.tx('huaxin', (em) => bench.keys.destroy(em, { tenantId: 'huaxin', personId: 'c_erased' }));
    const [[shown] = []] = await bench.lists.ofTickets(caller('p1'), [session.ticketId]);
    expect(shown?.shownSteps).toMatchObject([{ note: null, checkCode: 'power' }]);
    await expect(bench.steps.record(caller('p1'), stepOf(session, { note }))).rejects.toMatchObject({ code: 'person.erased' });
  });

  it('is refused with control characters or beyond 4,000 characters', async () => {
    const session = await openSession(bench);
    await expect(bench.steps.record(caller('p1'), stepOf(session, { note: 'a\u0000b' }))).rejects.toMatchObject({ code: 'input.text-invalid' });
    await expect(bench.steps.record(caller('p1'), stepOf(session, { note: '长'.repeat(4_001) }))).rejects.toMatchObject({ code: 'input.text-too-long' });
  });
});

describe('the lists', () => {
  it('show whoever sees his own only the sessions that he owns, and a tenant nothing of another', async () => {
    const session = await openSession(bench);
    const count = async (who: ReturnType<typeof caller>) => (await bench.lists.ofTickets(who, [session.ticketId]))[0]?.length;
    expect(await count(caller('p1', { dataScope: 'own' }))).toBe(1);
    expect(await count(caller('p2', { dataScope: 'own' }))).toBe(0);
    expect(await count(caller('p2', { dataScope: 'all' }))).toBe(1);
    expect(await count(caller('p1', { tenant: 'borealis', dataScope: 'all' }))).toBe(0);
  });
});
