import { DomainError } from '@mendline/contracts/errors';
import { BoundedQueue } from './bounded.queue.js';

/** Opens the events of a topic (ids after commit, never rows); ends when the signal aborts. */
export type TopicSource<E> = (topic: string, signal: AbortSignal) => AsyncIterable<E>;

interface Topic<E> {
  readonly queues: Set<BoundedQueue<E>>;
  readonly closing: AbortController;
}

/**
 * Fans the events of a topic out to its subscribers: one source per topic however many listen, one bounded queue per subscriber.
 * A subscriber that falls behind is dropped with `subscription.too-slow`; a source that fails ends its subscribers with `service.unavailable`.
 * Delivery is at most once: after either, a client subscribes again and reads anew.
 */
export class SubscriptionHub<E extends object | string> {
  readonly #topics = new Map<string, Topic<E>>();

  constructor(
    private readonly source: TopicSource<E>,
    private readonly queueLimit = 100,
  ) {}

  /** Listens from this moment on. Each subscriber reads rows again under its own rights; `accepts` may drop events unread. */
  subscribe(topic: string, accepts: (event: E) => boolean = () => true): AsyncIterableIterator<E> {
    const { queues } = this.#open(topic);
    const queue: FilteredQueue<E> = new FilteredQueue(this.queueLimit, () => this.#leave(topic, queue), accepts);
    queues.add(queue);
    return queue;
  }

  /** Subscribers now, over all topics. */
  get size(): number {
    return [...this.#topics.values()].reduce((sum, { queues }) => sum + queues.size, 0);
  }

  /** Ends every subscription in peace, for a graceful stop. */
  close(): void {
    for (const { queues } of [...this.#topics.values()]) for (const queue of [...queues]) queue.end();
  }

  #open(name: string): Topic<E> {
    const known = this.#topics.get(name);
    if (known) return known;
    const topic: Topic<E> = { queues: new Set(), closing: new AbortController() };
    this.#topics.set(name, topic);
    void this.#pump(name, topic);
    return topic;
  }

  async #pump(name: string, topic: Topic<E>): Promise<void> {
    try {
      for await (const event of this.source(name, topic.closing.signal)) {
        for (const queue of [...topic.queues]) {
          if (!queue.push(event)) queue.end(new DomainError('busy', 'subscription.too-slow'));
        }
      }
    } catch {
      // The source's owner logs its failure; whoever listened is told below.
    }
    if (this.#topics.get(name) === topic) this.#topics.delete(name);
    for (const queue of [...topic.queues]) queue.end(new DomainError('unavailable', 'service.unavailable'));
  }

  #leave(name: string, queue: BoundedQueue<E>): void {
    const topic = this.#topics.get(name);
    if (!topic?.queues.delete(queue) || topic.queues.size > 0) return;
    this.#topics.delete(name);
    topic.closing.abort();
  }
}

class FilteredQueue<E> extends BoundedQueue<E> {
  constructor(
    limit: number,
    onEnd: () => void,
    private readonly accepts: (event: E) => boolean,
  ) {
    super(limit, onEnd);
  }

  override push(event: E): boolean {
    return !this.accepts(event) || super.push(event);
  }
}
