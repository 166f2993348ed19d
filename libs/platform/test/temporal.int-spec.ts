import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { conflict } from '@mendline/contracts/errors';
import { ticketWorkflowId } from '@mendline/contracts/ids';
import { ticketQueue } from '@mendline/contracts/intake';
import { systemActor, type CommandName, type TicketCommand } from '@mendline/contracts/ticket';
import type { DataConverter } from '@temporalio/common';
import { newTicketId } from '../src/ids/index.js';
import { createLogger } from '../src/logging/index.js';
import { AesPayloadCodec, createServiceWorker, failureConverterPath, parsePayloadKeys, type ServiceWorker, TemporalClient, TemporalCommandSender } from '../src/temporal/index.js';
import { TcpProxy } from './support/tcp.proxy.js';

const address = process.env['TEST_TEMPORAL_ADDRESS'] ?? '';
const namespace = process.env['TEST_TEMPORAL_NAMESPACE'] ?? 'mendline';
const logger = createLogger({ service: 'platform-test', level: 'silent' });
const dataConverter: DataConverter = { failureConverterPath, payloadCodecs: [new AesPayloadCodec(parsePayloadKeys(randomBytes(32).toString('base64')))] };
const workflowsPath = fileURLToPath(new URL('./workflows/lifecycle.workflow.ts', import.meta.url));
let commandNumber = 0;
const commandOf = (name: CommandName): TicketCommand => {
  commandNumber += 1;
  const at = '2026-11-02T08:00:00.000Z';
  return { name, commandId: `cmd-${commandNumber}`, source: 'system', actor: systemActor, occurredAt: at, receivedAt: at, epoch: null, first: true, data: {} } as unknown as TicketCommand;
};

const until = async (condition: () => boolean): Promise<void> => {
  const patience = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > patience) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

/** Everything in a history, payloads as the text that Temporal holds. */
const historyText = async (client: TemporalClient, workflowId: string): Promise<string> => {
  const history = await client.workflow.getHandle(workflowId).fetchHistory();
  const payloads: string[] = [];
  const rest = JSON.stringify(history, (name, value: unknown) => {
    if (name === 'data' && typeof value === 'string') payloads.push(Buffer.from(value, 'base64').toString('latin1'));
    return value;
  });
  return [rest, ...payloads].join('\n');
};

const work = jest.fn<(input: { tenantId: string }) => Promise<number>>();
const activities = { work };
const options = { address, namespace, dataConverter };

describe('commands on a real engine', () => {
  let temporal: TemporalClient;
  let sender: TemporalCommandSender;
  let worker: ServiceWorker;
  const deliver = (command: TicketCommand, ticketId = newTicketId('cn1'), timeoutMs = 10_000) => sender.send({ tenantId: 'huaxin', ticketId, command, timeoutMs });

  beforeAll(async () => {
    work.mockResolvedValue(1);
    temporal = new TemporalClient(options);
    sender = new TemporalCommandSender(temporal, logger);
    worker = createServiceWorker({ ...options, taskQueue: ticketQueue, activities, workflowsPath, logger });
    worker.start();
    await until(() => worker.state === 'RUNNING');
  }, 60_000);

  afterAll(async () => {
    await worker.drain();
    await temporal.close();
  });

  it('are done, and a copy of a command gets the same answer and has no second effect', async () => {
    const ticketId = newTicketId('cn1');
    const command = commandOf('contact');
    const answers = await Promise.all([1, 2, 3].map(() => deliver(command, ticketId)));
    expect(answers).toEqual([1, 2, 3].map(() => ({ state: 'DONE', status: 'registered', seq: 1 })));
    expect(await deliver(commandOf('contact'), ticketId)).toMatchObject({ seq: 2 });
  }, 30_000);

  it('are refused by the validator or by the handler with the code', async () => {
    expect(await deliver(commandOf('hold'))).toEqual({ state: 'REJECTED', code: 'ticket.on-hold' });
    expect(await deliver(commandOf('cancel'))).toEqual({ state: 'REJECTED', code: 'ticket.finished' });
  }, 30_000);

  it('are refused with the code of an activity that broke a rule, which is not tried again', async () => {
    work.mockClear().mockRejectedValueOnce(conflict('engineer.overbooked'));
    const started = await temporal.workflow.start('ticketLifecycle', { workflowId: `probe-${randomBytes(6).toString('hex')}`, taskQueue: ticketQueue, args: [{ tenantId: 'huaxin', ticketId: 'x' }] });
    const failure = await started.executeUpdate('command', { args: [commandOf('link')] }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ cause: { cause: { type: 'engineer.overbooked', nonRetryable: true } } });
    expect(work).toHaveBeenCalledTimes(1);
    await started.terminate();
  }, 30_000);

  it('are pending when no answer comes in time, and done later by the same command', async () => {
    expect(await deliver(commandOf('resume'), undefined, 1_500)).toEqual({ state: 'PENDING' });
    const ticketId = newTicketId('cn1');
    let finish: (value: number) => void = () => undefined;
    work.mockReturnValueOnce(new Promise((resolve) => (finish = resolve)));
    const command = commandOf('link');
    expect(await deliver(command, ticketId, 1_500)).toEqual({ state: 'PENDING' });
    finish(5);
    expect(await deliver(command, ticketId)).toEqual({ state: 'DONE', status: 'registered', seq: 6 });
  }, 30_000);

  it('are pending at once when the server is down, and done by the same client when it is back', async () => {
    const proxy = await TcpProxy.to(address);
    const lost = new TemporalClient({ ...options, address: proxy.address });
    const delivery = { tenantId: 'huaxin', ticketId: newTicketId('cn1'), command: commandOf('contact'), timeoutMs: 5_000 };
    const before = Date.now();
    expect(await new TemporalCommandSender(lost, logger).send(delivery)).toEqual({ state: 'PENDING' });
    expect(Date.now() - before).toBeLessThan(4_000);
    await proxy.open();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await new TemporalCommandSender(lost, logger).send(delivery)).toMatchObject({ state: 'DONE' });
    await lost.close();
    await proxy.close();
  }, 30_000);

  it('leave nothing readable in the history, failures included, which the search would find without the codec', async () => {
    const ticketId = newTicketId('cn1');
    await deliver(commandOf('contact'), ticketId);
    await deliver(commandOf('cancel'), ticketId);
    const history = await historyText(temporal, ticketWorkflowId(ticketId));
    expect(history).toContain('ticket.finished');
    for (const secret of ['"tenantId"', 'registered', '13800138000']) expect(history).not.toContain(secret);

    const open = new TemporalClient({ address, namespace });
    const workflowId = `open-${randomBytes(6).toString('hex')}`;
    const started = await open.workflow.start('ticketLifecycle', { workflowId, taskQueue: 'nobody', args: [{ tenantId: 'huaxin', ticketId }] });
    expect(await historyText(open, workflowId)).toContain('"tenantId"');
    await started.terminate();
    await open.close();
  }, 30_000);
});

describe('a service worker', () => {
  it('drains: the running activity ends before drain returns, and none begins after', async () => {
    const taskQueue = `drain-${randomBytes(4).toString('hex')}`;
    let finish: (value: number) => void = () => undefined;
    const slow = jest.fn(() => new Promise<number>((resolve) => (finish = resolve)));
    const worker = createServiceWorker({ ...options, taskQueue, activities: { work: slow }, workflowsPath, logger });
    const temporal = new TemporalClient(options);
    worker.start();
    await until(() => worker.state === 'RUNNING');
    const started = await temporal.workflow.start('ticketLifecycle', { workflowId: taskQueue, taskQueue, args: [{ tenantId: 'huaxin', ticketId: 'x' }] });
    const update = started.executeUpdate('command', { args: [commandOf('link')] }).catch(() => undefined);
    await until(() => slow.mock.calls.length === 1);
    let drained = false;
    const draining = worker.drain().then(() => (drained = true));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(drained).toBe(false);
    expect(worker.state).toBe('DRAINING');
    finish(1);
    await draining;
    expect(worker.state).toBe('STOPPED');
    expect(slow).toHaveBeenCalledTimes(1);
    await started.terminate();
    await Promise.all([update, temporal.close()]);
  }, 60_000);

  it('keeps trying while there is no server, runs when it is there, and can be stopped meanwhile', async () => {
    const proxy = await TcpProxy.to(address);
    const worker = createServiceWorker({ ...options, address: proxy.address, taskQueue: 'drain-none', activities, logger });
    worker.start();
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(worker.state).toBe('CONNECTING');
    await proxy.open();
    await until(() => worker.state === 'RUNNING');
    await worker.drain();
    await proxy.close();

    const hopeless = createServiceWorker({ ...options, address: proxy.address, taskQueue: 'drain-none', activities, logger });
    hopeless.start();
    await hopeless.drain();
    expect(hopeless.state).toBe('STOPPED');
  }, 30_000);
});
