import { setTimeout as delay } from 'node:timers/promises';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { RelayLog } from '../outbox/relay.pump.js';
import type { FactBatch, FactSubscription, SubscriptionRequest } from './fact-bus.port.js';

const consumerRetry = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5, restartOnFailure: () => Promise.resolve(false) } as const;

const sessionTimeoutMs = 15_000;
/** Without a sign of life for this long the client is taken for dead, whatever it says. */
const silenceMs = 45_000;
const watchMs = 5_000;
/** Heartbeats come each 3 s. */
const signWithinMs = 10_000;
const maxPauseMs = 2_000;
/** kafkajs would have the offset of every batch stored before it reads on; what comes again after a crash is known to whoever took it. */
const commitEveryMs = 500;
const pollMs = 250;
/** More than comes together while a reader gathers; a backlog is handed over without a wait. */
const gatheredBytes = 64 * 1024;

/**
 * One reader of a group. kafkajs gives up in several ways (a crash without restart, a loop after the loss of a broker, silence):
 * each of them ends the client here, and a new one is made.
 */
export class KafkaSubscription implements FactSubscription {
  private readonly stopping = new AbortController();
  private loop: Promise<void> = Promise.resolve();
  private joined = false;
  private made = 0;
  private lastSign = 0;
  /** Stores how far the batches since the last time were handled. */
  private uncommitted: (() => Promise<void>) | null = null;

  constructor(
    private readonly kafka: Kafka,
    private readonly request: SubscriptionRequest,
    private readonly ensureTopics: () => Promise<void>,
    private readonly log: RelayLog,
  ) {}

  start(): void {
    this.loop = this.keepAlive();
  }

  isRunning(): boolean {
    return this.joined && performance.now() - this.lastSign < signWithinMs;
  }

  restarts(): number {
    return Math.max(0, this.made - 1);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  private async keepAlive(): Promise<void> {
    let failures = 0;
    while (!this.stopping.signal.aborted) {
      const began = performance.now();
      try {
        await this.life();
        if (this.stopping.signal.aborted) return;
      } catch (error) {
        this.log.warn({ group: this.request.group, error }, 'fact consumer failed');
      }
      failures = performance.now() - began > 30_000 ? 1 : failures + 1;
      await delay(Math.min(maxPauseMs, 100 * 2 ** failures), undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  /** From making a client to its end, by stop or by any kind of giving up. */
  private async life(): Promise<void> {
    await this.ensureTopics();
    this.made += 1;
    const consumer = this.kafka.consumer({
      groupId: this.request.group,
      sessionTimeout: sessionTimeoutMs,
      heartbeatInterval: 3_000,
      rebalanceTimeout: 20_000,
      ...fetching(this.request.gatherMs),
      allowAutoTopicCreation: false,
      retry: consumerRetry,
    });
    const end = this.endOf(consumer);
    const committing = setInterval(() => void this.commit(), commitEveryMs);
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: this.request.topics.map(({ topic }) => topic), fromBeginning: true });
      await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, partitionsConsumedConcurrently: 3, eachBatch: (payload) => this.handle(payload) });
      await end.reached;
    } finally {
      end.forget();
      clearInterval(committing);
      this.joined = false;
      if (this.stopping.signal.aborted) await orAfter(this.commit(), 1_000);
      await orAfter(consumer.disconnect(), 5_000);
      this.uncommitted = null;
    }
  }

  private endOf(consumer: Consumer): { reached: Promise<void>; forget: () => void } {
    this.lastSign = performance.now();
    const sign = (): void => {
      this.lastSign = performance.now();
    };
    consumer.on(consumer.events.HEARTBEAT, sign);
    consumer.on(consumer.events.FETCH, sign);
    consumer.on(consumer.events.GROUP_JOIN, () => {
      sign();
      this.joined = true;
    });
    let forget = (): void => undefined;
    const reached = new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      const watch = setInterval(() => {
        if (performance.now() - this.lastSign > silenceMs) reject(new Error('no sign of life'));
      }, watchMs);
      const stopped = (): void => resolve();
      this.stopping.signal.addEventListener('abort', stopped);
      if (this.stopping.signal.aborted) resolve();
      forget = () => {
        clearInterval(watch);
        this.stopping.signal.removeEventListener('abort', stopped);
      };
    });
    reached.catch(() => undefined);
    return { reached, forget };
  }

  private async handle(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const facts: FactBatch = {
      messages: batch.messages.map(({ key, value, offset }) => ({ topic: batch.topic, partition: batch.partition, offset, key: key?.toString() ?? null, value })),
      done: (offset) => payload.resolveOffset(offset),
      heartbeat: () => payload.heartbeat(),
      isStale: () => !payload.isRunning() || payload.isStale() || this.stopping.signal.aborted,
    };
    try {
      await this.request.onBatch(facts);
    } finally {
      this.uncommitted = async () => payload.commitOffsetsIfNecessary(payload.uncommittedOffsets());
      if (this.stopping.signal.aborted) await this.commit();
    }
  }

  /** What cannot be stored now is stored with what comes next, or comes again. */
  private async commit(): Promise<void> {
    const { uncommitted } = this;
    this.uncommitted = null;
    await uncommitted?.().catch((error: unknown) => {
      this.uncommitted ??= uncommitted;
      this.log.warn({ group: this.request.group, error }, 'offsets cannot be stored');
    });
  }
}

const fetching = (gatherMs: number | undefined): { minBytes?: number; maxWaitTimeInMs: number } =>
  gatherMs === undefined ? { maxWaitTimeInMs: pollMs } : { minBytes: gatheredBytes, maxWaitTimeInMs: gatherMs };

const orAfter = (work: Promise<unknown>, milliseconds: number): Promise<unknown> =>
  Promise.race([work.catch(() => undefined), delay(milliseconds, undefined, { ref: false })]);
