import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { remoteSessionIdOf } from '@mendline/contracts/field-service';
import { newTicketId } from '@mendline/platform/ids';
import { forget, retentionEnv } from '@mendline/platform/retention';
import { OwnershipRepository } from '../src/ownership/ownership.repository.js';
import { OwnershipService } from '../src/ownership/ownership.service.js';
import { retention } from '../src/field-service.retention.js';
import { type Bench, caller, look, openBench, openSession, registered, stepOf, transitioned } from './support.js';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
}, 30_000);
afterAll(() => bench.close());

const rowOf = async (sessionId: string) => (await look(bench, 'select state, result, steps, owner_id from remote_sessions where session_id = $1', [sessionId]))[0];
const factsOf = (ticketId: string) =>
  look<{ type: string; version: number; data: Record<string, unknown> }>(
    bench,
    `select type, (envelope ->> 'aggregateversion')::int as version, envelope -> 'data' as data from fact_log where key = $1 order by position`,
    [ticketId],
  );

describe('a remote session', () => {
  it('[A5-2] opens once, however often it is asked for', async () => {
    const ticketId = newTicketId('cn1');
    const session = { tenantId: 'huaxin', ticketId, sessionId: remoteSessionIdOf(ticketId, 0), ownerId: 'p1' };
    await Promise.all(Array.from({ length: 6 }, () => bench.activities.openRemoteSession(session)));
    expect(await rowOf(session.sessionId)).toEqual({ state: 'open', result: null, steps: 0, owner_id: 'p1' });
    expect(await factsOf(ticketId)).toMatchObject([{ type: 'field-service.remote-session.opened.v1', version: 1, data: { ownerId: 'p1' } }]);
  });

  it('[A5-2] ends once with its result, only after something was tried', async () => {
    const session = await openSession(bench);
    const close = (result: 'solved' | 'unsolved', commandId = `c-${result}`) => bench.activities.closeRemoteSession({ ...session, result, commandId });
    expect(await close('unsolved', 'c-early')).toEqual({ refusal: 'remote-session.no-steps' });
    await bench.steps.record(caller('p1'), stepOf(session));
    expect(await Promise.all([close('solved'), close('solved'), close('solved')])).toEqual([{ refusal: null }, { refusal: null }, { refusal: null }]);
    expect(await close('unsolved')).toEqual({ refusal: 'remote-session.closed' });
    expect((await factsOf(session.ticketId)).map(({ type, version }) => [type.split('.')[2], version])).toEqual([['opened', 1], ['step-recorded', 2], ['closed', 3]]);
    await bench.activities.abandonRemoteSession(session);
    expect(await rowOf(session.sessionId)).toMatchObject({ state: 'closed', result: 'solved', steps: 1 });
  });

  it('is not ended by a late attempt of what was refused before', async () => {
    const session = await openSession(bench);
    const close = (result: 'solved' | 'unsolved', commandId: string) => bench.activities.closeRemoteSession({ ...session, result, commandId });
    const refused = { refusal: 'remote-session.no-steps' };
    expect(await Promise.all([close('solved', 'c-late'), close('solved', 'c-late')])).toEqual([refused, refused]);
    await bench.steps.record(caller('p1'), stepOf(session));
    expect(await close('solved', 'c-late')).toEqual(refused);
    expect(await close('unsolved', 'c-true')).toEqual({ refusal: null });
    expect(await rowOf(session.sessionId)).toMatchObject({ state: 'closed', result: 'unsolved' });
  });

  it('is the new owner\'s though the hand-over is being folded while it opens', async () => {
    const ticketId = newTicketId('cn1');
    const session = { tenantId: 'huaxin', ticketId, sessionId: remoteSessionIdOf(ticketId, 0), ownerId: 'p1' };
    const ownership = new OwnershipService(new OwnershipRepository());
    const handedOver = transitioned({ subject: ticketId, version: 4 }, { to: 'contacted', ownerId: 'p2', round: 0 });
    let opening: Promise<void> = Promise.resolve();
    await bench.database.systemTx(async (em) => {
      await ownership.fold(em, handedOver);
      opening = bench.activities.openRemoteSession(session);
      await new Promise((resolve) => setTimeout(resolve, 200));
    });
    await opening;
    expect(await rowOf(session.sessionId)).toMatchObject({ owner_id: 'p2' });
  });

  it('is refused as a value where it is not known', async () => {
    const { sessionId, ...session } = await openSession(bench);
    const close = (change: object) => bench.activities.closeRemoteSession({ ...session, sessionId, result: 'solved', commandId: `c-${Object.keys(change).join()}`, ...change });
    const unknown = { refusal: 'remote-session.unknown' };
    expect(await close({ sessionId: `${sessionId}9` })).toEqual(unknown);
    expect(await close({ ticketId: newTicketId('cn1') })).toEqual(unknown);
    expect(await close({ tenantId: 'borealis' })).toEqual(unknown);
  });

  it('abandoned before it was opened leaves a tombstone that a late opening finds', async () => {
    const ticketId = newTicketId('cn1');
    const session = { tenantId: 'huaxin', ticketId, sessionId: remoteSessionIdOf(ticketId, 0), ownerId: 'p1' };
    await bench.activities.abandonRemoteSession(session);
    await bench.activities.openRemoteSession(session);
    await bench.activities.abandonRemoteSession(session);
    expect(await rowOf(session.sessionId)).toMatchObject({ state: 'abandoned', owner_id: null });
    expect(await factsOf(ticketId)).toEqual([]);
  });

  it('abandoned while it is being opened is abandoned in any order', async () => {
    for (let round = 0; round < 8; round += 1) {
      const ticketId = newTicketId('cn1');
      const session = { tenantId: 'huaxin', ticketId, sessionId: remoteSessionIdOf(ticketId, 0), ownerId: 'p1' };
      await Promise.all([bench.activities.openRemoteSession(session), bench.activities.abandonRemoteSession(session)]);
      expect(await rowOf(session.sessionId)).toMatchObject({ state: 'abandoned', result: 'abandoned' });
      const types = (await factsOf(ticketId)).map(({ type }) => type.split('.')[2]);
      expect([[], ['opened', 'closed']]).toContainEqual(types);
    }
  });
});

describe('whose session it is', () => {
  const contacted = (ticketId: string, version: number, ownerId: string, round = 0) =>
    transitioned({ subject: ticketId, version }, { from: 'contacted', to: 'contacted', command: 'hand-over', ownerId, round });

  it('[A7-4] follows the ticket\'s hand-overs, whatever comes late or twice', async () => {
    const session = await openSession(bench);
    const second = contacted(session.ticketId, 8, 'p3');
    await bench.fold(contacted(session.ticketId, 7, 'p2'), second, contacted(session.ticketId, 6, 'p9'), second);
    expect(await rowOf(session.sessionId)).toMatchObject({ owner_id: 'p3' });
    await expect(bench.steps.record(caller('p1'), stepOf(session))).rejects.toMatchObject({ code: 'remote-session.not-owner' });
    await bench.steps.record(caller('p3'), stepOf(session));
  });

  it('is the new owner\'s, too, where the hand-over was faster than the opening', async () => {
    const ticketId = newTicketId('cn1');
    await bench.fold(contacted(ticketId, 7, 'p2'));
    const session = { tenantId: 'huaxin', ticketId, sessionId: remoteSessionIdOf(ticketId, 0), ownerId: 'p1' };
    await bench.activities.openRemoteSession(session);
    expect(await rowOf(session.sessionId)).toMatchObject({ owner_id: 'p2' });
  });

  it('is not touched by earlier rounds, other stages or after its end', async () => {
    const ticketId = newTicketId('cn1');
    const session = { tenantId: 'huaxin', ticketId, sessionId: remoteSessionIdOf(ticketId, 1), ownerId: 'p1' };
    await bench.activities.openRemoteSession(session);
    await bench.fold(contacted(ticketId, 3, 'p7', 0), transitioned({ subject: ticketId, version: 9 }, { to: 'assigned', ownerId: 'p8', round: 1 }));
    expect(await rowOf(session.sessionId)).toMatchObject({ owner_id: 'p1' });
    await bench.activities.abandonRemoteSession(session);
    await bench.fold(contacted(ticketId, 12, 'p5', 1));
    expect(await rowOf(session.sessionId)).toMatchObject({ owner_id: 'p1' });
  });
});

describe('the report that it is over', () => {
  it('goes to the ticket\'s life without its text, which comes to the session encrypted', async () => {
    const session = await openSession(bench);
    await bench.fold(registered({ subject: session.ticketId, version: 1 }, { customerId: 'c_finish' }));
    await bench.steps.record(caller('p1'), stepOf(session));
    const note = '客户王小明确认恢复，回电 13812345678';
    const report = { key: 'finish-0001', ticketId: session.ticketId, sessionId: session.sessionId, result: 'solved', note } as const;
    expect(await bench.finishes.finish(caller('p1'), report)).toMatchObject({ state: 'DONE', status: 'tried', seq: 7 });
    const delivery = bench.deliveries.at(-1);
    expect(delivery?.command).toMatchObject({ name: 'finish-remote', data: { sessionId: session.sessionId, result: 'solved' }, actor: { personId: 'p1' } });
    expect(JSON.stringify(delivery)).not.toContain('王小明');

    expect(await bench.activities.closeRemoteSession({ ...session, result: 'solved', commandId: 'finish-0001' })).toEqual({ refusal: null });
    const [[shown] = []] = await bench.lists.ofTickets(caller('p1'), [session.ticketId]);
    expect(shown?.note).toBe('客户王小明确认恢复，回电 [电话]');
    const [row] = await look<{ row: string }>(bench, 'select s::text as row from remote_sessions s where session_id = $1', [session.sessionId]);
    expect(row?.row).not.toMatch(/13812345678|王小明/u);
  });

  it('is NOT_FOUND for a session that this tenant\'s ticket does not have', async () => {
    const session = await openSession(bench);
    const report = { key: 'finish-0002', ticketId: session.ticketId, sessionId: session.sessionId, result: 'solved' } as const;
    const unknown = { kind: 'not-found', code: 'remote-session.not-found' };
    await expect(bench.finishes.finish(caller('p1', { tenant: 'borealis' }), report)).rejects.toMatchObject(unknown);
    await expect(bench.finishes.finish(caller('p1'), { ...report, ticketId: newTicketId('cn1') })).rejects.toMatchObject(unknown);
    expect(await look(bench, `select 1 from commands where command_id = 'finish-0002'`)).toEqual([]);
  });
});

describe('what field-service forgets', () => {
  it('are old commands of tickets that are archived', async () => {
    const [alive, over] = [newTicketId('cn1'), newTicketId('cn1')];
    await bench.fold(transitioned({ subject: alive, version: 8 }, { to: 'confirmed', ownerId: 'p1' }), transitioned({ subject: over, version: 9 }, { to: 'archived', ownerId: 'p1' }));
    const old = `insert into commands (tenant_id, command_id, actor, operation, ticket_id, input_hash, occurred_at, received_at, state, settled_at)
      values ('huaxin', 'old-' || $1, '{}', 'noted', $1, '\\x00', now(), now() - interval '91 days', 'DONE', now())`;
    for (const ticketId of [alive, over]) await look(bench, old, [ticketId]);
    const session = { query: <Row extends object>(sql: string, parameters: readonly unknown[] = []) => bench.database.systemTx((em) => em.query<Row[]>(sql, [...parameters])) };
    for await (const _batch of forget(session, { days: retentionEnv.parse({}), ...retention })) continue;
    expect(await look(bench, `select ticket_id from commands where command_id like 'old-%'`, [])).toEqual([{ ticket_id: alive }]);
  });
});
