import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { GraphqlFailure, SubscriptionClient, TokenCache } from '../../src/client/index.js';
import { FaultRun, servicesOf, until } from '../../src/fault/index.js';

const seed = 106;
const downMs = 6_000;
const fastMs = 6_000;

describe('PostgreSQL is stopped at once, without a checkpoint', () => {
  let run: FaultRun;

  beforeAll(async () => {
    run = await FaultRun.open('postgres-stopped', seed);
  });

  afterAll(async () => {
    await run.operator.start('postgres');
    await run.close();
  });

  it('answers with a coded error fast, loses nothing that was answered, and everybody connects again', async () => {
    expect(await run.bringIn(6)).toBe(6);
    const told = listen(run);
    run.work();
    await run.busy(2);
    const before = servicesOf(await run.operator.processes());
    await run.operator.signal('postgres', 'SIGQUIT');
    await run.operator.stop('postgres');
    const stoppedAt = Date.now();

    const key = `${run.runId}-while-down`;
    const request = { kind: 'consultation', channel: 'phone', region: run.team.regions[0] ?? '', faultClass: 'hardware', description: 'asked while it was down', customer: { name: '虚构客户', phone: '13900005108' } };
    const refusal: unknown = await run.impatient(run.system.gatewayUrl).send(run.team.one('csr'), 'registerTicket', key, request).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(GraphqlFailure);
    expect(refusal).toMatchObject({ code: 'UNAVAILABLE' });
    expect(Date.now() - stoppedAt).toBeLessThan(fastMs);
    expect(await run.ledger.count('select 1').catch(() => 'down')).toBe('down');

    await delay(stoppedAt + downMs - Date.now());
    await run.operator.start('postgres');
    const startedAt = Date.now();
    await run.worked();
    await until('a subscriber of before hears of changes again', 30_000, () => told.lastAt > startedAt);
    await told.close();
    const verdict = await run.verdict();
    expect(verdict.problems).toEqual([]);
    expect(verdict).toMatchObject({ lost: 0, duplicates: 0 });
    expect(servicesOf(await run.operator.processes())).toEqual(before);
    // What was refused while it was down had no effect; the same key has it now, once.
    expect(await run.ledger.count('select count(*) from commands where command_id = $1', [key])).toBe(0);
  });
});

interface Listener {
  lastAt: number;
  close(): Promise<void>;
}

/** Hears of changes of every ticket of the run that the first tenant has. */
const listen = (run: FaultRun): Listener => {
  const client = new SubscriptionClient(run.system.gatewayUrl, new TokenCache(run.env['OIDC_ISSUER'] ?? ''), run.team.one('manager'));
  const listener: Listener = { lastAt: 0, close: () => client.close() };
  const hear = async (ticketId: string): Promise<void> => {
    for await (const _ of client.events('subscription ($ticketId: ID!) { ticketChanged(ticketId: $ticketId) { id } }', { ticketId })) listener.lastAt = Date.now();
  };
  for (const { tenant, id } of run.tickets) if (tenant === run.team.tenant) hear(id).catch(() => undefined);
  return listener;
};
