import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { factTopics } from '@mendline/contracts/facts';
import type { Fact } from '@mendline/contracts/facts';
import { FactConsumer, KafkaFactBus } from '@mendline/platform/facts';
import { consumerGroup, readTopics } from '../src/fact-intake/fact-intake.service.js';
import { RebuildService } from '../src/fact-intake/rebuild.service.js';
import { deviceFact, packFact, randomLife, seededRandom } from './fact-stream.js';
import { openQualityDatabase } from './quality-database.js';
import type { QualityDatabase, Rows } from './quality-database.js';

const brokers = (process.env['TEST_KAFKA_BROKERS'] ?? '').split(',');
const tenant = `huaxin-${Date.now().toString(36)}`;
const topicOf = ({ type }: Fact): string => factTopics.find(({ topic }) => type.startsWith(topic.replace('.v1', '.')))?.topic ?? 'none';

const ticketId = (n: number): string => `cn1_01J9ZZZZZZZZZZZZZZ${Date.now().toString(32).toUpperCase().replace(/[ILOU]/g, 'Z').slice(-4)}${n}`.padEnd(30, 'Z');
const random = seededRandom(21);
const facts = [packFact(tenant, 1, 'Asia/Shanghai'), deviceFact(tenant, 1, { deviceId: `dv_${tenant}` }), ...Array.from({ length: 8 }, (_, n) => randomLife(tenant, ticketId(10 + n), random).facts).flat()];

/* Topics are shared with other specs on the same broker: only this spec's tenant is compared. */
const mine = async (quality: QualityDatabase): Promise<Rows> => {
  const rows = await quality.rows();
  return Object.fromEntries(Object.entries(rows).map(([table, found]) => [table, found.filter((row) => (row as { tenant_id: string }).tenant_id === tenant)]));
};

describe('the read model over Kafka', () => {
  let quality: QualityDatabase;
  let bus: KafkaFactBus;
  let consumer: FactConsumer;
  beforeAll(async () => {
    quality = await openQualityDatabase();
    bus = new KafkaFactBus({ brokers, clientId: 'quality-spec' });
    await bus.ensureTopics(factTopics.filter(({ topic }) => readTopics.includes(topic)));
    const messages = [...facts, ...facts.slice(5, 40)].map((fact) => ({ topic: topicOf(fact), key: fact.subject, value: JSON.stringify(fact) }));
    await bus.publishBatch(messages);
    consumer = new FactConsumer({
      group: `${consumerGroup}.${tenant}`, topics: readTopics, database: quality.database, bus, handle: quality.intake.handle,
    });
    consumer.start();
  }, 60_000);
  afterAll(async () => {
    await consumer.stop();
    await bus.close();
    await quality.close();
  });

  const everythingRead = async (): Promise<void> => {
    while ((await consumer.status()).lag !== 0) await delay(100);
  };

  it('holds every ticket once, and is equal after a rebuild beside the running consumer', async () => {
    await everythingRead();
    const before = await mine(quality);
    expect(before['quality_tickets']).toHaveLength(8);
    expect(before['quality_devices']).toHaveLength(1);
    expect(before['quality_visits']?.length).toBeGreaterThan(0);
    const { handled, parked } = await new RebuildService(quality.database, bus, quality.intake).run();
    expect(handled).toBeGreaterThanOrEqual(facts.length);
    expect(parked).toBe(0);
    expect(await mine(quality)).toEqual(before);
  }, 120_000);
});
