import { Kafka, logLevel, type Admin, type ISocketFactory, type logCreator, type Producer } from 'kafkajs';
import { errorText, silentLog, type RelayLog } from '../outbox/relay.pump.js';
import { FactRejected, type FactBus, type FactSubscription, type OutgoingFact, type PartitionLag, type SubscriptionRequest, type TopicSpec } from './fact-bus.port.js';
import { quietRequestQueues } from './kafkajs.quiet-queue.js';
import { KafkaSubscription } from './kafkajs.subscription.js';

export interface KafkaBusOptions {
  readonly brokers: readonly string[];
  /** Shown in the broker's logs. */
  readonly clientId: string;
  /** Partitions of topics that are created: 6 locally, 24 in production, never changed within a major version. */
  readonly partitions?: number;
  readonly replicationFactor?: number;
  readonly log?: RelayLog;
  /** How sockets are opened; tests put a proxy in between. */
  readonly socketFactory?: ISocketFactory;
}

/** Protocol errors that no retry heals. */
const rejections = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD', 'INVALID_TOPIC_EXCEPTION', 'CORRUPT_MESSAGE']);

const topicRetentionMs = 30 * 86_400_000;

/** Short waits between many tries: a broker that comes back is used within 2 s. */
export const kafkaRetry = { initialRetryTime: 100, maxRetryTime: 2_000, retries: 30 } as const;

/** Facts over Apache Kafka by kafkajs: idempotent producer, all replicas acknowledge, one request in flight. */
export class KafkaFactBus implements FactBus {
  private readonly kafka: Kafka;
  private readonly log: RelayLog;
  private connecting: Promise<Producer> | undefined;
  private readonly subscriptions = new Set<KafkaSubscription>();

  constructor(private readonly options: KafkaBusOptions) {
    this.log = options.log ?? silentLog;
    quietRequestQueues();
    this.kafka = new Kafka({
      brokers: [...options.brokers],
      clientId: options.clientId,
      connectionTimeout: 3_000,
      requestTimeout: 20_000,
      retry: kafkaRetry,
      logLevel: logLevel.ERROR,
      logCreator: toLog(this.log),
      ...(options.socketFactory === undefined ? {} : { socketFactory: options.socketFactory }),
    });
  }

  async publishBatch(messages: readonly OutgoingFact[]): Promise<void> {
    if (messages.length === 0) return;
    const producer = await this.producer();
    try {
      await producer.sendBatch({ acks: -1, topicMessages: byTopic(messages) });
    } catch (error) {
      // The sequence numbers of an idempotent producer are unknown after a failure: begin with a new one.
      this.discard(producer);
      throw isRejection(error) ? new FactRejected(errorText(error)) : error;
    }
  }

  subscribe(request: SubscriptionRequest): FactSubscription {
    const subscription = new KafkaSubscription(this.kafka, request, () => this.ensureTopics(request.topics), this.log);
    this.subscriptions.add(subscription);
    subscription.start();
    return subscription;
  }

  ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    return this.withAdmin(async (admin) => {
      const known = new Set(await admin.listTopics());
      const missing = topics.filter(({ topic }) => !known.has(topic));
      if (missing.length === 0) return;
      await admin.createTopics({ topics: missing.map((spec) => this.topicConfig(spec)), waitForLeaders: true });
    });
  }

  lag(group: string, topics: readonly string[]): Promise<readonly PartitionLag[]> {
    return this.withAdmin(async (admin) => {
      const committed = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
      const lags = await Promise.all(
        committed.map(async ({ topic, partitions }) => {
          const ends = new Map((await admin.fetchTopicOffsets(topic)).map((end) => [end.partition, end]));
          return partitions.map(({ partition, offset }) => {
            const end = ends.get(partition);
            const from = BigInt(offset) < 0n ? BigInt(end?.low ?? 0) : BigInt(offset);
            return { topic, partition, lag: Number(BigInt(end?.high ?? 0) - from) };
          });
        }),
      );
      return lags.flat();
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop()));
    const producer = await this.connecting?.catch(() => undefined);
    await producer?.disconnect();
  }

  private producer(): Promise<Producer> {
    this.connecting ??= this.connect();
    return this.connecting;
  }

  private async connect(): Promise<Producer> {
    const producer = this.kafka.producer({ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false, retry: kafkaRetry });
    try {
      await producer.connect();
      return producer;
    } catch (error) {
      this.connecting = undefined;
      throw error;
    }
  }

  private discard(producer: Producer): void {
    this.connecting = undefined;
    producer.disconnect().catch(() => undefined);
  }

  private topicConfig({ topic, compacted }: TopicSpec) {
    const configEntries = compacted
      ? [{ name: 'cleanup.policy', value: 'compact' }]
      : [{ name: 'retention.ms', value: String(topicRetentionMs) }];
    return { topic, numPartitions: this.options.partitions ?? 6, replicationFactor: this.options.replicationFactor ?? 1, configEntries };
  }

  private async withAdmin<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
    const admin = this.kafka.admin({ retry: kafkaRetry });
    await admin.connect();
    try {
      return await work(admin);
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }
}

const byTopic = (messages: readonly OutgoingFact[]) => {
  const topics = new Map<string, { key: string; value: string }[]>();
  for (const { topic, key, value } of messages) {
    const list = topics.get(topic);
    if (list) list.push({ key, value });
    else topics.set(topic, [{ key, value }]);
  }
  return [...topics].map(([topic, list]) => ({ topic, messages: list }));
};

const isRejection = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const type = 'type' in error && typeof error.type === 'string' ? error.type : '';
  return rejections.has(type) || isRejection(error.cause);
};

const toLog =
  (log: RelayLog): logCreator =>
  () =>
  ({ namespace, log: entry }) => {
    log.warn({ kafka: namespace }, entry.message);
  };
