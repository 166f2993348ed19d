import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import { drainRate, type Sample } from '../relay/drain.rate.js';
import type { FactMessage } from './repair.facts.js';

const batchSize = 1_000;
const patienceMs = 120_000;

const client = (brokers: string): Kafka => new Kafka({ brokers: brokers.split(','), clientId: 'bench', logLevel: logLevel.NOTHING, retry: { initialRetryTime: 100, retries: 30 } });

/** Publishes messages in their order. */
export const publish = async (brokers: string, messages: readonly FactMessage[]): Promise<void> => {
  const producer = client(brokers).producer({ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false });
  await producer.connect();
  try {
    for (let at = 0; at < messages.length; at += batchSize) {
      const byTopic = new Map<string, { key: string; value: string }[]>();
      for (const { topic, key, value } of messages.slice(at, at + batchSize)) byTopic.set(topic, [...(byTopic.get(topic) ?? []), { key, value }]);
      await producer.sendBatch({ acks: -1, topicMessages: [...byTopic].map(([topic, list]) => ({ topic, messages: list })) });
    }
  } finally {
    await producer.disconnect();
  }
};

/** Messages in topics, whoever wrote them. */
const messagesIn = async (brokers: string, topics: readonly string[]): Promise<number> => {
  const admin = client(brokers).admin();
  await admin.connect();
  try {
    const offsets = await Promise.all(topics.map((topic) => admin.fetchTopicOffsets(topic)));
    return offsets.flat().reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  } finally {
    await admin.disconnect();
  }
};

/** Messages per second of a reader that does nothing: kafkajs with the settings of the services' readers, from the beginning of the topics. */
export const consumeAlone = async (brokers: string, topics: readonly string[]): Promise<number> => {
  const count = await messagesIn(brokers, topics);
  const consumer = client(brokers).consumer({ groupId: `bench-${randomUUID()}`, maxWaitTimeInMs: 250, allowAutoTopicCreation: false });
  const samples: Sample[] = [];
  let left = count;
  await consumer.connect();
  await consumer.subscribe({ topics: [...topics], fromBeginning: true });
  const all = new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`kafkajs left ${left} messages`)), patienceMs);
    const take = (messages: number): void => {
      left -= messages;
      samples.push({ at: performance.now(), left });
      if (left > 0) return;
      clearTimeout(late);
      resolve();
    };
    consumer.run({ partitionsConsumedConcurrently: 3, eachBatch: ({ batch }) => Promise.resolve(take(batch.messages.length)) }).catch(reject);
  });
  try {
    await all;
    return drainRate(count, samples);
  } finally {
    await consumer.disconnect();
  }
};
