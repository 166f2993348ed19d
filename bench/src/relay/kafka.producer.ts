import { Kafka, logLevel } from 'kafkajs';
import type { BacklogMessage } from './fact.backlog.js';
import { drainRate, type Sample } from './drain.rate.js';

const topic = 'bench.raw';
const partitions = 6;
const batchSize = 500;

/** Messages per second of kafkajs alone: the same messages, batches and promises of delivery as the relay's. */
export const produceAlone = async (brokers: string, messages: readonly BacklogMessage[]): Promise<number> => {
  const kafka = new Kafka({ brokers: brokers.split(','), clientId: 'bench', logLevel: logLevel.NOTHING, retry: { initialRetryTime: 100, retries: 30 } });
  await createTopic(kafka);
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false });
  await producer.connect();
  try {
    const samples: Sample[] = [];
    for (let at = 0; at < messages.length; at += batchSize) {
      const batch = messages.slice(at, at + batchSize).map(({ key, value }) => ({ key, value }));
      await producer.sendBatch({ acks: -1, topicMessages: [{ topic, messages: batch }] });
      samples.push({ at: performance.now(), left: messages.length - at - batch.length });
    }
    return drainRate(messages.length, samples);
  } finally {
    await producer.disconnect();
  }
};

const createTopic = async (kafka: Kafka): Promise<void> => {
  const admin = kafka.admin();
  await admin.connect();
  try {
    await admin.createTopics({ topics: [{ topic, numPartitions: partitions, replicationFactor: 1 }], waitForLeaders: true });
  } finally {
    await admin.disconnect();
  }
};
