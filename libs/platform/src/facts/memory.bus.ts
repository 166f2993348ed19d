import { FactRejected, type FactBus, type FactSubscription, type IncomingFact, type OutgoingFact, type PartitionLag, type SubscriptionRequest, type TopicSpec } from './fact-bus.port.js';

const partitions = 2;
const pauseMs = 5;
/** As brokers do by default. */
const maxMessageBytes = 1_000_000;

interface Group {
  readonly next: Map<string, number>;
}

/** A bus within the process, for specs of services: same promises as the real one, nothing kept after the process. */
export class MemoryFactBus implements FactBus {
  private readonly logs = new Map<string, IncomingFact[]>();
  private readonly groups = new Map<string, Group>();
  private readonly subscriptions: MemorySubscription[] = [];

  publishBatch(messages: readonly OutgoingFact[]): Promise<void> {
    if (messages.some(({ value }) => Buffer.byteLength(value) > maxMessageBytes)) return Promise.reject(new FactRejected('too large'));
    for (const { topic, key, value } of messages) {
      const partition = partitionOf(key);
      const log = this.logOf(topic, partition);
      log.push({ topic, partition, offset: String(log.length), key, value: Buffer.from(value) });
    }
    return Promise.resolve();
  }

  subscribe(request: SubscriptionRequest): FactSubscription {
    const group = this.groups.get(request.group) ?? { next: new Map<string, number>() };
    this.groups.set(request.group, group);
    const subscription = new MemorySubscription(request, group, (topic, partition) => this.logOf(topic, partition));
    this.subscriptions.push(subscription);
    return subscription;
  }

  ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    for (const { topic } of topics) for (let partition = 0; partition < partitions; partition += 1) this.logOf(topic, partition);
    return Promise.resolve();
  }

  lag(group: string, topics: readonly string[]): Promise<readonly PartitionLag[]> {
    const next = this.groups.get(group)?.next;
    return Promise.resolve(
      topics.flatMap((topic) =>
        [...Array(partitions).keys()].map((partition) => ({
          topic,
          partition,
          lag: this.logOf(topic, partition).length - (next?.get(`${topic}/${partition}`) ?? 0),
        })),
      ),
    );
  }

  async close(): Promise<void> {
    await Promise.all(this.subscriptions.map((subscription) => subscription.stop()));
  }

  private logOf(topic: string, partition: number): IncomingFact[] {
    const name = `${topic}/${partition}`;
    const log = this.logs.get(name) ?? [];
    this.logs.set(name, log);
    return log;
  }
}

class MemorySubscription implements FactSubscription {
  private stopped = false;
  private readonly loop: Promise<void>;

  constructor(
    private readonly request: SubscriptionRequest,
    private readonly group: Group,
    private readonly logOf: (topic: string, partition: number) => readonly IncomingFact[],
  ) {
    this.loop = this.run();
  }

  isRunning(): boolean {
    return !this.stopped;
  }

  restarts(): number {
    return 0;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      for (const { topic } of this.request.topics) for (let partition = 0; partition < partitions; partition += 1) await this.deliver(topic, partition);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  private async deliver(topic: string, partition: number): Promise<void> {
    const name = `${topic}/${partition}`;
    const messages = this.logOf(topic, partition).slice(this.group.next.get(name) ?? 0);
    if (messages.length === 0 || this.stopped) return;
    const done = (offset: string): void => void this.group.next.set(name, Number(offset) + 1);
    await this.request.onBatch({ messages, done, heartbeat: () => Promise.resolve(), isStale: () => this.stopped }).catch(() => undefined);
  }
}

const partitionOf = (key: string): number => [...key].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % partitions;
