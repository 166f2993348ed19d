import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@mendline/testing';
import { createServiceRelay, enqueue, outboxStatus, type OutboxRow, type Relay } from '../src/outbox/index.js';
import { openPlatformDatabase, type PlatformDatabase } from './support/platform.database.js';
import { TcpProxy } from './support/tcp.proxy.js';

let platform: PlatformDatabase;
let proxy: TcpProxy;
let delivered: string[];
let broken: Set<string>;
let relays: Relay[];

const nameOf = (row: OutboxRow): string => `${row.key}:${(row.payload as { n: number }).n}`;

const deliver = async (row: OutboxRow): Promise<'done'> => {
  await delay(2);
  if (broken.has(row.key)) throw new Error('not today');
  delivered.push(nameOf(row));
  return 'done';
};

const startRelay = (systemUrl = platform.urls.systemUrl, handle = deliver): Relay => {
  const relay = createServiceRelay({ systemUrl, handlers: { 'temporal.start': handle }, outbox: { maxBackoffMs: 300 } });
  relays.push(relay);
  relay.start();
  return relay;
};

const write = (keys: readonly string[], each: number, tenantId = 'huaxin', delayMs = 0) =>
  platform.database.tx(tenantId, async (em) => {
    for (let n = 0; n < each; n += 1) for (const key of keys) await enqueue(em, { tenantId, kind: 'temporal.start', key, payload: { n }, delayMs });
  });

const allDelivered = () => eventually(() => platform.database.systemTx(outboxStatus), (status) => status.waiting === 0);
const ofKey = (key: string): string[] => delivered.filter((name) => name.startsWith(`${key}:`));
const numbered = (key: string, count: number): string[] => [...Array(count).keys()].map((n) => `${key}:${n}`);

beforeAll(async () => {
  platform = await openPlatformDatabase();
  const url = new URL(platform.urls.systemUrl);
  proxy = await TcpProxy.to(url.host);
  await proxy.open();
}, 30_000);

afterAll(async () => {
  await proxy.close();
  await platform.drop();
});

beforeEach(() => {
  delivered = [];
  broken = new Set();
  relays = [];
});

afterEach(async () => {
  await Promise.all(relays.map((relay) => relay.stop()));
  await platform.sql('delete from outbox');
});

const viaProxy = (): string => {
  const url = new URL(platform.urls.systemUrl);
  url.host = proxy.address;
  return url.href;
};

/** Milliseconds from commit to delivery, the best of three: a busy machine may be late, a relay that only polls is always. */
const fastestOf = async (key: string): Promise<number> => {
  const times: number[] = [];
  for (const n of [1, 2, 3]) {
    await delay(30);
    const before = Date.now();
    await write([key], 1);
    await eventually(() => ofKey(key).length, (count) => count === n);
    times.push(Date.now() - before);
  }
  return Math.min(...times);
};

describe('the relay', () => {
  it('delivers every row once, each key in its order, over all tenants', async () => {
    await write(['a', 'b', 'c'], 40);
    await write(['a'], 5, 'borealis');
    startRelay();
    await allDelivered();
    expect(delivered).toHaveLength(125);
    expect(ofKey('b')).toEqual(numbered('b', 40));
    expect(ofKey('a')).toHaveLength(45);
  });

  it('is woken by a commit, well before it would look by itself', async () => {
    const relay = startRelay();
    await eventually(() => relay.isActive(), Boolean);
    expect(await fastestOf('quick')).toBeLessThan(500);
  });

  it('holds back the key that fails and no other, tries it again, and keeps its order', async () => {
    broken.add('bad');
    await write(['bad', 'good', 'fine'], 10);
    startRelay();
    await eventually(() => ofKey('good').length + ofKey('fine').length, (count) => count === 20);
    await eventually(() => platform.sql<{ attempts: number; last_error: string }>('select attempts, last_error from outbox where attempts > 1'), (rows) => rows.length === 1);
    expect(ofKey('bad')).toEqual([]);
    expect(await platform.database.systemTx(outboxStatus)).toMatchObject({ waiting: 10, failing: 1 });
    broken.clear();
    await allDelivered();
    expect(ofKey('bad')).toEqual(numbered('bad', 10));
  });

  it('leaves a row to its writer for the agreed time, with those behind it', async () => {
    startRelay();
    await write(['later'], 1, 'huaxin', 700);
    await write(['later', 'now'], 1);
    await eventually(() => ofKey('now').length, (count) => count === 1);
    await delay(200);
    expect(ofKey('later')).toEqual([]);
    await allDelivered();
    expect(ofKey('later')).toHaveLength(2);
  });

  it('is active in one process; another takes over when that one is gone', async () => {
    const [first, second] = [startRelay(viaProxy()), startRelay(viaProxy())];
    await eventually(() => [first.isActive(), second.isActive()], (active) => active.filter(Boolean).length === 1);
    const [active, waiting] = first.isActive() ? [first, second] : [second, first];
    await write(['a'], 3);
    await allDelivered();
    await active.stop();
    await eventually(() => waiting.isActive(), Boolean, 3_000);
    await write(['b'], 3);
    await allDelivered();
    expect(delivered).toHaveLength(6);
  });

  it('loses the lock with its connection, and another takes over', async () => {
    const dying = startRelay();
    await eventually(() => dying.isActive(), Boolean);
    const heir = startRelay();
    await platform.sql(`select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
                        where l.locktype = 'advisory' and l.granted and d.datname = current_database()`);
    await eventually(() => dying.isActive() !== heir.isActive(), Boolean, 5_000);
    await write(['a'], 20);
    await allDelivered();
    expect(ofKey('a')).toEqual(numbered('a', 20));
  });

  it('comes back after PostgreSQL was away, listens again, and delivers what it missed', async () => {
    const relay = startRelay(viaProxy());
    await eventually(() => relay.isActive(), Boolean);
    await proxy.close();
    await eventually(() => relay.isActive(), (active) => !active);
    await write(['missed'], 5);
    await delay(300);
    expect(delivered).toEqual([]);
    await proxy.open();
    await allDelivered();
    expect(ofKey('missed')).toEqual(numbered('missed', 5));
    expect(await fastestOf('after')).toBeLessThan(500);
  });

  it('stops when what it has begun has ended, and is free for others at once', async () => {
    let ended = 0;
    const relay = startRelay(platform.urls.systemUrl, async () => {
      await delay(200);
      ended += 1;
      return 'done';
    });
    await write(['a', 'b'], 1);
    await eventually(() => relay.status().pumps.outbox?.keysInWork, (count) => count === 2);
    await relay.stop();
    expect(ended).toBe(2);
    expect(relay.isActive()).toBe(false);
    const next = startRelay();
    await eventually(() => next.isActive(), Boolean, 1_500);
  });
});
