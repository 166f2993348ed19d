/** Injection token of {@link FactBus}. */
export const FACT_BUS = Symbol('mendline.fact-bus');

/** A topic as it must be: the number of partitions of a major version never changes. */
export interface TopicSpec {
  readonly topic: string;
  /** Kept by newest value per key instead of by age. */
  readonly compacted: boolean;
}

/** A message to publish; the value is the JSON text of a fact. */
export interface OutgoingFact {
  readonly topic: string;
  readonly key: string;
  readonly value: string;
}

/** A message as it was read; nothing is known of its content. */
export interface IncomingFact {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string | null;
  readonly value: Buffer | null;
}

/** Messages of one partition in order. */
export interface FactBatch {
  readonly messages: readonly IncomingFact[];
  /** Marks everything up to this offset as handled; call it after the effect is committed. */
  done(offset: string): void;
  /** Says that the reader lives; call it in long work. */
  heartbeat(): Promise<void>;
  /** The partition has gone to another reader: stop. */
  isStale(): boolean;
}

export interface SubscriptionRequest {
  readonly group: string;
  readonly topics: readonly TopicSpec[];
  /** How long the bus may keep messages back, to hand them over together, in milliseconds; not at all by default. */
  readonly gatherMs?: number;
  /** Handles a batch; what was not marked done when it throws is delivered again. */
  onBatch(batch: FactBatch): Promise<void>;
}

/** A running reader. It comes back by itself after the loss of a broker or a crash of its client. */
export interface FactSubscription {
  isRunning(): boolean;
  /** How often the client had to be made anew. */
  restarts(): number;
  stop(): Promise<void>;
}

/** How far a group is behind in one partition. */
export interface PartitionLag {
  readonly topic: string;
  readonly partition: number;
  /** Messages not yet handled. */
  readonly lag: number;
}

/** The bus will never take this batch, however often it is sent: one of its messages is too large or malformed. */
export class FactRejected extends Error {
  override readonly name = 'FactRejected';
}

/**
 * Carries facts between services: at least once, in order per key. Every adapter passes the same contract test.
 */
export interface FactBus {
  /** Resolves when every message is stored durably. @throws FactRejected; anything else means "send it again later" */
  publishBatch(messages: readonly OutgoingFact[]): Promise<void>;
  subscribe(request: SubscriptionRequest): FactSubscription;
  /** Creates the topics that do not exist. */
  ensureTopics(topics: readonly TopicSpec[]): Promise<void>;
  lag(group: string, topics: readonly string[]): Promise<readonly PartitionLag[]>;
  close(): Promise<void>;
}
