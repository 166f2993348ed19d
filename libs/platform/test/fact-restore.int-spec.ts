import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { personChanged, ticketNoted, type Fact } from '@mendline/contracts/facts';
import { eventually } from '@mendline/testing';
import { appendFacts, currentIncarnation, FactConsumer, factsCli, MemoryFactBus, republish } from '../src/facts/index.js';
import { openPlatformDatabase, type PlatformDatabase } from './support/platform.database.js';

let platform: PlatformDatabase;
let folder: string;
let file: string;
let bus: MemoryFactBus;
let runs = 0;

beforeAll(async () => {
  platform = await openPlatformDatabase();
  folder = await mkdtemp(join(tmpdir(), 'restore-'));
}, 30_000);

afterAll(async () => {
  await rm(folder, { recursive: true });
  await platform.drop();
});

beforeEach(() => {
  runs += 1;
  file = join(folder, `lost-${runs}.jsonl`);
  bus = new MemoryFactBus();
});

const note = (aggregateId: string) => platform.database.tx('huaxin', (em) =>
  appendFacts(em, { tenantId: 'huaxin', cell: 'cn1', service: 'intake', subject: aggregateId, aggregateId, at: new Date(), facts: [{ definition: ticketNoted, data: ticketNoted.example }] }));
const person = (aggregateId: string) => platform.database.tx('huaxin', (em) =>
  appendFacts(em, { tenantId: 'huaxin', cell: 'cn1', service: 'intake', subject: aggregateId, aggregateId, at: new Date(), facts: [{ definition: personChanged, data: personChanged.example }] }));

/** Publishes everything, then takes the database back to before `lostKeys` were written. */
const publishAndRestore = async (lostKeys: readonly string[]): Promise<void> => {
  await platform.sql('delete from fact_outbox');
  await republish(platform.database, bus, {});
  await platform.sql('delete from fact_log where key = any($1)', [lostKeys]);
};

const cli = async (...argv: string[]) => {
  const lines: string[] = [];
  const code = await factsCli({ service: 'intake', argv, database: platform.database, bus, handlers: {}, print: (line) => lines.push(line) });
  return { code, text: lines.join('\n') };
};

describe('after a restore', () => {
  it('the facts that Kafka holds and the log has lost are listed, in a new incarnation', async () => {
    await note(`kept-${runs}`);
    await note(`gone-${runs}`);
    await publishAndRestore([`gone-${runs}`]);
    const before = await platform.database.systemTx(currentIncarnation);
    expect(await cli('lost', '--file', file, '--reason', 'a test')).toMatchObject({ code: 0, text: expect.stringContaining('1 facts of the lost span') });
    const lines = (await readFile(file, 'utf8')).trim().split('\n').map((line) => JSON.parse(line) as Fact);
    expect(lines).toEqual([expect.objectContaining({ subject: `gone-${runs}`, type: ticketNoted.type })]);
    expect(await platform.database.systemTx(currentIncarnation)).toBe(before + 1);
  });

  it('no reader takes a lost fact, whenever it comes; what is not lost comes again', async () => {
    await note(`kept-${runs}`);
    await note(`gone-${runs}`);
    await publishAndRestore([`gone-${runs}`]);
    await cli('lost', '--file', file);
    expect(await cli('disregard', '--file', file)).toMatchObject({ code: 0, text: 'intake: passes 1 lost facts by' });
    const seen: string[] = [];
    const consumer = new FactConsumer({ group: `reader-${runs}`, topics: ['intake.ticket.v1'], database: platform.database, bus, handle: (_em, { subject }) => Promise.resolve(void seen.push(subject)) });
    consumer.start();
    await eventually(async () => (await consumer.status()).lag, (lag) => lag === 0, 15_000);
    await consumer.stop();
    expect(seen.filter((subject) => subject === `kept-${runs}`)).toHaveLength(1);
    expect(seen).not.toContain(`gone-${runs}`);
  });

  it('what is kept by its newest value is sent again whole: the newest one may be lost', async () => {
    await person(`p-${runs}`);
    await platform.sql(`update fact_log set recorded_at = recorded_at - interval '2 hours' where key = $1`, [`p-${runs}`]);
    await person(`q-${runs}`);
    await publishAndRestore([`q-${runs}`]);
    await note(`late-${runs}`);
    await platform.sql('delete from fact_outbox');
    const sent: string[] = [];
    const watching = Object.assign(Object.create(bus) as MemoryFactBus, {
      publishBatch: (messages: readonly { key: string }[]) => Promise.resolve(void sent.push(...messages.map(({ key }) => key))),
    });
    await factsCli({ service: 'intake', argv: ['lost', '--file', file], database: platform.database, bus: watching, handlers: {}, print: () => undefined });
    expect(sent).toContain(`p-${runs}`);
  });

  it('needs a file', async () => {
    expect((await cli('lost')).code).toBe(2);
  });
});
