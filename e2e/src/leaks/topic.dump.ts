import { Kafka, logLevel, type Admin } from 'kafkajs';

const quietMs = 30_000;

const connect = (brokers: string): Kafka => new Kafka({ clientId: 'leak-search', brokers: brokers.split(','), logLevel: logLevel.NOTHING });

const withAdmin = async <T>(kafka: Kafka, work: (admin: Admin) => Promise<T>): Promise<T> => {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
};

/** Every topic but Kafka's own. */
export const topicsOf = (brokers: string): Promise<string[]> =>
  withAdmin(connect(brokers), async (admin) => (await admin.listTopics()).filter((name) => !name.startsWith('__')).sort());

const endsOf = (kafka: Kafka, topics: readonly string[]): Promise<ReadonlyMap<string, number>> =>
  withAdmin(kafka, async (admin) => {
    const offsets = await Promise.all(topics.map(async (topic) => (await admin.fetchTopicOffsets(topic)).map(({ partition, high, low }) => [`${topic} ${partition}`, high === low ? 0 : Number(high)] as const)));
    return new Map(offsets.flat().filter(([, end]) => end > 0));
  });

/** Every message that stands in the topics now: key, headers and value as text, under the topic's name. */
export const dumpTopics = async (brokers: string, topics: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const kafka = connect(brokers);
  const parts = new Map<string, string[]>(topics.map((topic) => [topic, []]));
  const left = new Map(await endsOf(kafka, topics));
  if (left.size > 0) await readToEnd(kafka, topics, left, parts);
  return new Map([...parts].map(([topic, texts]) => [topic, texts.join('\n')]));
};

const readToEnd = async (kafka: Kafka, topics: readonly string[], left: Map<string, number>, parts: ReadonlyMap<string, string[]>): Promise<void> => {
  const groupId = `leak-search-${Date.now().toString(36)}`;
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topics: [...topics], fromBeginning: true });
  try {
    await new Promise<void>((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error(`not read to the end: ${[...left.keys()].join(', ')}`)), quietMs);
      const run = consumer.run({
        autoCommit: false,
        eachMessage: ({ topic, partition, message }) => {
          const headers = Object.entries(message.headers ?? {}).map(([name, value]) => `${name}=${String(value)}`);
          parts.get(topic)?.push([message.key?.toString() ?? '', ...headers, message.value?.toString() ?? ''].join(' '));
          const place = `${topic} ${partition}`;
          if (Number(message.offset) + 1 >= (left.get(place) ?? 0)) left.delete(place);
          if (left.size === 0) {
            clearTimeout(limit);
            resolve();
          }
          return Promise.resolve();
        },
      });
      run.catch(reject);
    });
  } finally {
    await consumer.disconnect();
    await withAdmin(kafka, (admin) => admin.deleteGroups([groupId]));
  }
};

/** Puts messages into a topic of its own, which is made for them. */
export const fillTopic = async (brokers: string, topic: string, messages: readonly string[]): Promise<void> => {
  const kafka = connect(brokers);
  await withAdmin(kafka, (admin) => admin.createTopics({ topics: [{ topic, numPartitions: 1, replicationFactor: 1 }], waitForLeaders: true }));
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic, messages: messages.map((value) => ({ value })) });
  await producer.disconnect();
};

export const removeTopic = (brokers: string, topic: string): Promise<void> => withAdmin(connect(brokers), (admin) => admin.deleteTopics({ topics: [topic] }));
