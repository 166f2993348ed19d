import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { conflict } from '@mendline/contracts/errors';
import { ticketNoted, type Fact } from '@mendline/contracts/facts';
import { eventually } from '@mendline/testing';
import { Database } from '../src/database/index.js';
import { FactConsumer, factsCli, type FactHandler, type KafkaFactBus } from '../src/facts/index.js';
import { uuidv7 } from '../src/ids/index.js';
import { onOwnTopic, openKafkaBus, unique } from './support/kafka.bus.js';
import { openPlatformDatabase, type PlatformDatabase } from './support/platform.database.js';
import { TcpProxy } from './support/tcp.proxy.js';

let topic: string;
let group: string;
let platform: PlatformDatabase;
let bus: KafkaFactBus;
let consumer: FactConsumer | undefined;
let trouble: Map<string, () => Error | undefined>;

beforeAll(async () => {
  platform = await openPlatformDatabase();
  await platform.sql('create table seen (position bigserial, tenant_id text, subject text, version int)');
  await platform.sql('grant all on seen, seen_position_seq to public');
  bus = openKafkaBus();
}, 30_000);

afterAll(async () => {
  await bus.close();
  await platform.drop();
}, 20_000);

beforeEach(async () => {
  topic = onOwnTopic(ticketNoted, unique('consumer')).topic;
  group = unique('reader');
  trouble = new Map();
  await bus.ensureTopics([{ topic, compacted: false }]);
  await platform.sql('truncate seen, dead_letters');
});

afterEach(async () => {
  await consumer?.stop();
  consumer = undefined;
});

const factOf = (subject: string, version: number): Fact => ({
  specversion: '1.0', id: uuidv7(), type: ticketNoted.type, source: '/mendline/cn1/intake', subject, time: new Date().toISOString(), tenantid: 'huaxin', cell: 'cn1',
  incarnation: 1, aggregateid: subject, aggregateversion: version, data: ticketNoted.example,
});
const publish = (facts: readonly Fact[]) => bus.publishBatch(facts.map((fact) => ({ topic, key: fact.subject, value: JSON.stringify(fact) })));
const publishText = (key: string, value: string) => bus.publishBatch([{ topic, key, value }]);

const handle: FactHandler = async (em, fact) => {
  await em.query('insert into seen (tenant_id, subject, version) values ($1, $2, $3)', [fact.tenantid, fact.subject, fact.aggregateversion]);
  const error = trouble.get(`${fact.subject}:${fact.aggregateversion}`)?.();
  if (error) throw error;
};

const start = (database: Pick<Database, 'systemTx'> = platform.database): FactConsumer => {
  consumer = new FactConsumer({ group, topics: [topic], database, bus, handle, retryDelaysMs: [20, 40] });
  consumer.start();
  return consumer;
};

const seen = async (subject: string) => (await platform.sql<{ version: number }>('select version from seen where subject = $1 order by position', [subject])).map((row) => row.version);
const letters = () => platform.sql<{ id: string; key: string; reason: string; state: string; error: string | null; tenant_id: string }>('select id, key, reason, state, error, tenant_id from dead_letters order by id');
const drained = () => eventually(async () => (await consumer?.status())?.lag, (lag) => lag === 0, 15_000);
const cli = async (...argv: string[]) => {
  const lines: string[] = [];
  const code = await factsCli({ service: 'quality-analytics', argv, database: platform.database, bus, handlers: { [group]: handle }, print: (line) => lines.push(line) });
  return { code, text: lines.join('\n') };
};

describe('a consumer of facts', () => {
  it('takes a fact once, however often it is delivered', async () => {
    const facts = [1, 2, 3].map((version) => factOf('t1', version));
    await publish([...facts, ...facts]);
    start();
    await drained();
    await publish(facts);
    await drained();
    expect(await seen('t1')).toEqual([1, 2, 3]);
    expect(await consumer?.status()).toMatchObject({ running: true, handled: 3, parked: 0, behindMs: 0 });
  }, 30_000);

  it('parks what it cannot read and the later ones of its key, and goes on with the others', async () => {
    await publishText('t1', '{"broken');
    await publishText('t2', JSON.stringify({ ...factOf('t2', 1), type: 'intake.ticket.noted.v9' }));
    await publishText('t3', JSON.stringify({ ...factOf('t3', 1), data: { noteId: 3 } }));
    await publish([factOf('t1', 2), factOf('t4', 1), factOf('t1', 3), factOf('t4', 2)]);
    start();
    await drained();
    expect(await seen('t4')).toEqual([1, 2]);
    expect(await seen('t1')).toEqual([]);
    const parked = await letters();
    expect(parked.filter(({ key }) => key === 't1').map(({ reason }) => reason)).toEqual(['unreadable', 'behind', 'behind']);
    expect(parked.filter(({ key }) => key !== 't1').map(({ reason }) => reason)).toEqual(['unreadable', 'unreadable']);
    expect(new Set(parked.map((letter) => letter.tenant_id))).toEqual(new Set(['-', 'huaxin']));
  }, 30_000);

  it('tries a failing fact again for a moment, and parks it only then', async () => {
    let failures = 0;
    trouble.set('t1:1', () => new Error(`lock ${(failures += 1)}`));
    let refusals = 0;
    trouble.set('t2:1', () => conflict(`fold.refused${(refusals += 1)}`));
    let brief = 0;
    trouble.set('t3:1', () => ((brief += 1) > 2 ? undefined : new Error('brief')));
    await publish([factOf('t1', 1), factOf('t2', 1), factOf('t3', 1), factOf('t3', 2)]);
    start();
    await drained();
    expect(await seen('t3')).toEqual([1, 2]);
    expect([await seen('t1'), await seen('t2')]).toEqual([[], []]);
    expect(failures).toBeGreaterThanOrEqual(3);
    expect((await letters()).map(({ key, reason }) => `${key} ${reason}`).sort()).toEqual(['t1 failed', 't2 refused']);
  }, 30_000);

  it('replays parked facts in their order once the cause is gone; new ones then pass', async () => {
    trouble.set('t1:2', () => new Error('bug'));
    await publish([1, 2, 3, 4].map((version) => factOf('t1', version)));
    start();
    await drained();
    expect(await seen('t1')).toEqual([1]);
    expect(await cli('dead-letters', 'list')).toMatchObject({ code: 0, text: expect.stringMatching(/failed Error: bug[\s\S]*3 dead letters$/) });
    expect(await cli('dead-letters', 'replay')).toMatchObject({ code: 1, text: expect.stringMatching(/stays: Error: bug[\s\S]*0 replayed, 1 keys still parked/) });
    trouble.clear();
    expect(await cli('dead-letters', 'replay')).toEqual({ code: 0, text: 'quality-analytics: 3 replayed, 0 keys still parked' });
    await publish([factOf('t1', 5)]);
    await eventually(() => seen('t1'), (versions) => versions.length === 5, 10_000);
    expect(await seen('t1')).toEqual([1, 2, 3, 4, 5]);
  }, 30_000);

  it('goes on without a letter that is dropped', async () => {
    await publishText('t1', 'never readable');
    await publish([factOf('t1', 2)]);
    start();
    await drained();
    const [first] = await letters();
    expect(await cli('dead-letters', 'replay', first?.id ?? '')).toMatchObject({ code: 1 });
    expect(await cli('dead-letters', 'drop', first?.id ?? '')).toMatchObject({ code: 0 });
    expect(await cli('dead-letters', 'drop', first?.id ?? '')).toMatchObject({ code: 1 });
    expect(await cli('dead-letters', 'replay')).toMatchObject({ code: 0, text: expect.stringContaining('1 replayed') });
    expect(await seen('t1')).toEqual([2]);
    expect((await letters()).map(({ state }) => state)).toEqual(['dropped', 'replayed']);
  }, 30_000);

  it('parks a fact that comes again to another place once; what comes to the place of another is another; what was given up stays so', async () => {
    trouble.set('t1:1', () => conflict('fold.refused'));
    const first = factOf('t1', 1);
    await publish([first, first]);
    start();
    await drained();
    expect(await letters()).toHaveLength(1);
    await platform.sql('update dead_letters set partition_offset = partition_offset + 3');
    trouble.set('t2:1', () => conflict('fold.refused'));
    await publish([factOf('t0', 1), factOf('t2', 1)]);
    await drained();
    expect((await letters()).map(({ key }) => key)).toEqual(['t1', 't2']);
    for (const { id } of await letters()) expect(await cli('dead-letters', 'drop', id)).toMatchObject({ code: 0 });
    await publish([first]);
    await drained();
    expect((await letters()).map(({ state }) => state)).toEqual(['dropped', 'dropped']);
    trouble.clear();
    await publish([first]);
    await eventually(() => seen('t1'), (versions) => versions.length === 1, 10_000);
  }, 30_000);

  it('parks a fact anew that fails again after it was replayed', async () => {
    trouble.set('t1:1', () => conflict('fold.refused'));
    const fact = factOf('t1', 1);
    await publish([fact]);
    start();
    await drained();
    trouble.clear();
    expect(await cli('dead-letters', 'replay')).toMatchObject({ code: 0 });
    await platform.sql('delete from inbox');
    trouble.set('t1:1', () => conflict('fold.refused'));
    await publish([fact]);
    await drained();
    expect((await letters()).map(({ state }) => state)).toEqual(['replayed', 'open']);
  }, 30_000);

  it('waits for its own database and parks nothing meanwhile', async () => {
    const proxy = await TcpProxy.to(new URL(platform.urls.systemUrl).host);
    await proxy.open();
    const url = new URL(platform.urls.systemUrl);
    url.host = proxy.address;
    const database = new Database({ url: url.href, systemUrl: url.href });
    start(database);
    await publish([factOf('t1', 1)]);
    await eventually(() => seen('t1'), (versions) => versions.length === 1, 15_000);
    await proxy.close();
    await publish([factOf('t1', 2), factOf('t2', 1)]);
    await delay(1_500);
    await proxy.open();
    await eventually(() => seen('t2'), (versions) => versions.length === 1, 15_000);
    await drained();
    expect(await seen('t1')).toEqual([1, 2]);
    expect(await letters()).toEqual([]);
    await consumer?.stop();
    await database.close();
    await proxy.close();
  }, 40_000);
});

describe('the facts command', () => {
  it.each([[['nonsense']], [['dead-letters', 'drop']], [['republish', '--from', 'yesterday']], [['dead-letters', 'replay', 'x; drop']], [[]]])('does not understand %j', async (argv) => {
    expect(await cli(...argv)).toMatchObject({ code: 2, text: expect.stringContaining('usage') });
  });
});
