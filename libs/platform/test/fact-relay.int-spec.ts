import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ticketNoted, type Fact } from '@mendline/contracts/facts';
import { eventually } from '@mendline/testing';
import { appendFacts, FactConsumer, republish, type KafkaFactBus } from '../src/facts/index.js';
import { createServiceRelay, outboxStatus, type Relay } from '../src/outbox/index.js';
import { onOwnTopic, openKafkaBus, testBrokers, unique } from './support/kafka.bus.js';
import { openPlatformDatabase, type PlatformDatabase } from './support/platform.database.js';
import { TcpProxy } from './support/tcp.proxy.js';

const owner = unique('relay');
const noted = onOwnTopic(ticketNoted, owner);
const topics = [{ topic: noted.topic, compacted: false }];

let platform: PlatformDatabase;
let proxy: TcpProxy;
let bus: KafkaFactBus;
let relay: Relay | undefined;

beforeAll(async () => {
  platform = await openPlatformDatabase();
  await platform.sql('create table seen (position bigserial, tenant_id text, id uuid, subject text, version int)');
  await platform.sql('grant all on seen, seen_position_seq to public');
  proxy = await TcpProxy.to(testBrokers()[0] ?? '');
  await proxy.open();
  bus = openKafkaBus(proxy.address);
}, 30_000);

afterAll(async () => {
  await bus.close();
  await proxy.close();
  await platform.drop();
}, 20_000);

afterEach(async () => {
  await relay?.stop();
  relay = undefined;
  await platform.sql('delete from fact_outbox');
});

const write = (subject: string, count: number, text = 'asked for the alarm code', tenantId = 'huaxin') =>
  platform.database.tx(tenantId, async (em) => {
    for (let n = 0; n < count; n += 1) {
      const facts = [{ definition: noted, data: { ...ticketNoted.example, text } }];
      await appendFacts(em, { tenantId, cell: 'cn1', service: 'intake', subject, aggregateId: subject, at: new Date(), facts });
    }
  });

const startRelay = (): void => {
  relay = createServiceRelay({ systemUrl: platform.urls.systemUrl, handlers: {}, facts: { bus, topics } });
  relay.start();
};

const record = async (em: { query(sql: string, parameters: unknown[]): Promise<unknown> }, fact: Fact): Promise<void> => {
  await em.query('insert into seen (tenant_id, id, subject, version) values ($1, $2, $3, $4)', [fact.tenantid, fact.id, fact.subject, fact.aggregateversion]);
};

const consume = (): FactConsumer => {
  const consumer = new FactConsumer({ group: unique('reader'), topics: [noted.topic], database: platform.database, bus, handle: record });
  consumer.start();
  return consumer;
};

const unpublished = async () => (await platform.database.systemTx(outboxStatus)).unpublishedFacts;
const versions = async (subject: string) =>
  (await platform.sql<{ version: number }>('select version from seen where subject = $1 order by position', [subject])).map((row) => row.version);
const upTo = (count: number): number[] => [...Array(count).keys()].map((n) => n + 1);

describe('facts on their way to Kafka', () => {
  it('arrive each once, in the order of their aggregate', async () => {
    await Promise.all([write('t1', 300), write('t2', 300), write('t3', 300, 'andre', 'borealis')]);
    startRelay();
    const consumer = consume();
    await eventually(() => platform.sql('select 1 from seen'), (rows) => rows.length >= 900, 20_000);
    for (const subject of ['t1', 't2', 't3']) expect(await versions(subject)).toEqual(upTo(300));
    expect(await eventually(unpublished, (count) => count === 0)).toBe(0);
    await consumer.stop();
  }, 30_000);

  it('wait while Kafka is down, and drain by themselves when it is back', async () => {
    startRelay();
    const consumer = consume();
    await write('down', 1);
    await eventually(() => versions('down'), (seen) => seen.length === 1);
    await proxy.close();
    await write('down', 50);
    await delay(1_500);
    expect(await unpublished()).toBe(50);
    await proxy.open();
    await eventually(unpublished, (count) => count === 0, 15_000);
    await eventually(() => versions('down'), (seen) => seen.length === 51, 15_000);
    expect(await versions('down')).toEqual(upTo(51));
    await consumer.stop();
  }, 40_000);

  it('that Kafka refuses hold back their key and no other', async () => {
    const position = await platform.sql<{ position: string }>(
      `with huge as (insert into fact_log (tenant_id, id, topic, type, key, envelope)
         values ('huaxin', gen_random_uuid(), $1, 'test.huge', 'huge', jsonb_build_object('text', repeat('x', 2000000))) returning *)
       insert into fact_outbox select tenant_id, position, recorded_at, id, topic, key from huge returning position`,
      [noted.topic],
    );
    await write('huge', 3);
    await write('fine', 200);
    startRelay();
    await eventually(unpublished, (count) => count === 4, 10_000);
    await eventually(() => relay?.status().pumps.facts, (counts) => counts?.blockedKeys === 1 && (counts.refused ?? 0) > 1, 10_000);
    expect(await unpublished()).toBe(4);
    await platform.sql('delete from fact_outbox where position = $1', [position[0]?.position]);
    await eventually(unpublished, (count) => count === 0, 15_000);
  }, 40_000);

  it('are sent again after the relay was killed between sending and marking, and are taken once', async () => {
    const consumer = consume();
    await write('killed', 30);
    const args = ['--conditions=@mendline/source', '--import', '@swc-node/register/esm-register', fileURLToPath(new URL('support/relay.child.ts', import.meta.url)), platform.urls.systemUrl, noted.topic];
    const env = { ...process.env, NODE_OPTIONS: '', TS_NODE_PROJECT: fileURLToPath(new URL('../../../tsconfig.base.json', import.meta.url)), MENDLINE_FAILPOINT: 'relay.after-send' };
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect(signal).toBe('SIGKILL');
    await eventually(() => versions('killed'), (seen) => seen.length === 30, 20_000);
    expect(await unpublished()).toBe(30);
    startRelay();
    await eventually(unpublished, (count) => count === 0, 15_000);
    await eventually(async () => (await consumer.status()).lag, (lag) => lag === 0, 15_000);
    expect(await versions('killed')).toEqual(upTo(30));
    await consumer.stop();
  }, 60_000);

  it('are sent again on request with the same ids: known readers skip them, new ones take them', async () => {
    await write('again', 20);
    startRelay();
    const known = consume();
    await eventually(() => versions('again'), (seen) => seen.length === 20, 15_000);
    expect(await republish(platform.database, bus, { tenant: 'nobody' })).toBe(0);
    expect(await republish(platform.database, bus, { type: noted.type, tenant: 'huaxin', from: new Date(Date.now() - 3_600_000) })).toBeGreaterThanOrEqual(20);
    expect(await republish(platform.database, bus, { to: new Date('2020-01-01') })).toBe(0);
    await eventually(async () => (await known.status()).lag, (lag) => lag === 0, 15_000);
    expect(await versions('again')).toEqual(upTo(20));
    const fresh = consume();
    await eventually(() => versions('again'), (seen) => seen.length === 40, 15_000);
    await eventually(async () => (await fresh.status()).lag, (lag) => lag === 0, 15_000);
    expect(await versions('again')).toHaveLength(40);
    expect(new Set((await platform.sql<{ id: string }>(`select id from seen where subject = 'again'`)).map((row) => row.id)).size).toBe(20);
    await Promise.all([known.stop(), fresh.stop()]);
  }, 60_000);
});
