import { setTimeout as delay } from 'node:timers/promises';
import { factTopics } from '@mendline/contracts/facts';
import type { Database } from '../database/index.js';
import { errorText, silentLog, type RelayLog } from '../outbox/relay.pump.js';
import { DeadLetterStore, parkingKey, type ParkReason } from './dead-letter.store.js';
import type { FactBatch, FactBus, FactSubscription, IncomingFact, PartitionLag } from './fact-bus.port.js';
import { failureKindOf } from './fact.failure.js';
import { FactInbox, labelOf, oneByOne, type FactHandler, type FactsHandler } from './fact.inbox.js';

export interface FactConsumerOptions {
  /** Consumer group and name in inbox and dead letters, `<service>.<what it builds>`. */
  readonly group: string;
  readonly topics: readonly string[];
  readonly database: Pick<Database, 'systemTx'>;
  readonly bus: FactBus;
  /** One fact at a time; or, with `chunk` facts at once, what saves statements where many facts come. */
  readonly handle: FactHandler | { readonly chunk: number; readonly many: FactsHandler };
  /** For readers that nobody waits for: how long facts may be kept back to come together, in milliseconds. */
  readonly gatherMs?: number;
  readonly log?: RelayLog;
  /** Waits before a failed fact is tried again, in milliseconds; then it is parked. */
  readonly retryDelaysMs?: readonly number[];
}

/** What `npm run ops -- status` and readiness show of a consumer. */
export interface ConsumerStatus {
  readonly group: string;
  readonly running: boolean;
  readonly restarts: number;
  readonly handled: number;
  readonly parked: number;
  /** Messages not yet handled; null while the bus does not answer. */
  readonly lag: number | null;
  /** Age of the newest handled fact while there is a lag, in milliseconds; else 0. */
  readonly behindMs: number;
}

const defaultChunk = 50;
const defaultRetries = [100, 300, 900];
const maxWaitMs = 5_000;

/** Reads facts of other services into this one's database: once each, in order per key, never stopped by a bad one. */
export class FactConsumer {
  private readonly inbox: FactInbox;
  private readonly letters: DeadLetterStore;
  private readonly log: RelayLog;
  private readonly chunkSize: number;
  private subscription: FactSubscription | undefined;
  private stopped = false;
  private handled = 0;
  private parked = 0;
  private newestAt = 0;

  constructor(private readonly options: FactConsumerOptions) {
    this.log = options.log ?? silentLog;
    this.letters = new DeadLetterStore(options.group);
    const { handle } = options;
    this.chunkSize = typeof handle === 'function' ? defaultChunk : handle.chunk;
    this.inbox = new FactInbox(options.group, this.letters, typeof handle === 'function' ? oneByOne(handle) : handle.many);
  }

  start(): void {
    this.stopped = false;
    const { group, topics, bus, gatherMs } = this.options;
    const specs = topics.map((topic) => factTopics.find((known) => known.topic === topic) ?? { topic, compacted: false });
    this.subscription = bus.subscribe({ group, topics: specs, ...(gatherMs !== undefined && { gatherMs }), onBatch: (batch) => this.takeBatch(batch) });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.subscription?.stop();
  }

  isRunning(): boolean {
    return this.subscription?.isRunning() ?? false;
  }

  async status(): Promise<ConsumerStatus> {
    const lags: readonly PartitionLag[] | null = await this.options.bus.lag(this.options.group, this.options.topics).catch(() => null);
    const lag = lags?.reduce((sum, partition) => sum + partition.lag, 0) ?? null;
    const behindMs = lag === 0 || this.newestAt === 0 ? 0 : Date.now() - this.newestAt;
    return { group: this.options.group, running: this.isRunning(), restarts: this.subscription?.restarts() ?? 0, handled: this.handled, parked: this.parked, lag, behindMs };
  }

  private async takeBatch(batch: FactBatch): Promise<void> {
    for (let from = 0; from < batch.messages.length; from += this.chunkSize) {
      if (batch.isStale()) return;
      const chunk = batch.messages.slice(from, from + this.chunkSize);
      await this.takeChunk(chunk, batch);
      const last = chunk.at(-1);
      if (last === undefined) return;
      batch.done(last.offset);
      this.newestAt = timeOf(last) ?? this.newestAt;
      await batch.heartbeat();
    }
  }

  /** All in one transaction where nothing fails; else one by one, so that one bad fact does not hold the others back. */
  private async takeChunk(chunk: readonly IncomingFact[], batch: FactBatch): Promise<void> {
    if (chunk.length > 1 && (await this.tryTake(chunk, batch)) === undefined) return;
    for (const message of chunk) await this.takeOne(message, batch);
  }

  private async takeOne(message: IncomingFact, batch: FactBatch): Promise<void> {
    const delays = this.options.retryDelaysMs ?? defaultRetries;
    for (let attempt = 0; ; attempt += 1) {
      const failure = await this.tryTake([message], batch);
      if (failure === undefined) return;
      const wait = failure.reason === 'failed' ? delays[attempt] : undefined;
      if (wait === undefined) {
        await this.park(message, failure.reason, failure.error, batch);
        return;
      }
      await delay(wait);
      await batch.heartbeat();
    }
  }

  private async tryTake(messages: readonly IncomingFact[], batch: FactBatch): Promise<{ reason: ParkReason; error: string } | undefined> {
    return this.whenAvailable(batch, async () => {
      try {
        const taken = await this.options.database.systemTx((em) => this.inbox.take(em, messages));
        // Partitions are read side by side: `+= await` would lose what the others count meanwhile.
        this.handled += taken;
        return undefined;
      } catch (error) {
        const reason = failureKindOf(error);
        if (reason === 'unavailable') throw error;
        return { reason, error: errorText(error) };
      }
    });
  }

  private async park(message: IncomingFact, reason: ParkReason, error: string, batch: FactBatch): Promise<void> {
    await this.whenAvailable(batch, () =>
      this.options.database.systemTx(async (em) => {
        await this.letters.lockKey(em, message.topic, parkingKey(message));
        await this.letters.park(em, { message, ...labelOf(message), reason, error });
      }),
    );
    this.parked += 1;
    this.log.error({ group: this.options.group, topic: message.topic, partition: message.partition, offset: message.offset, reason }, 'fact parked');
  }

  /** Waits for the own database as long as it takes: its absence says nothing about a fact. */
  private async whenAvailable<T>(batch: FactBatch, work: () => Promise<T>): Promise<T> {
    for (let failures = 0; ; failures += 1) {
      try {
        return await work();
      } catch (error) {
        if (failureKindOf(error) !== 'unavailable' || this.stopped || batch.isStale()) throw error;
        this.log.warn({ group: this.options.group, error }, 'fact consumer waits for its database');
        await delay(Math.min(maxWaitMs, 100 * 2 ** Math.min(failures, 6)));
        await batch.heartbeat();
      }
    }
  }
}

const timeOf = (message: IncomingFact): number | undefined => {
  const time = /"time":\s*"([^"]+)"/.exec(message.value?.toString('utf8') ?? '')?.[1];
  const at = time === undefined ? Number.NaN : Date.parse(time);
  return Number.isNaN(at) ? undefined : at;
};
