/** One consumer's events in order. When more than `limit` wait, or the source fails, the iteration ends with the error. */
export class BoundedQueue<E> implements AsyncIterableIterator<E> {
  readonly #events: E[] = [];
  #waiting: { resolve: (result: IteratorResult<E>) => void; reject: (error: Error) => void } | undefined;
  #ended: Error | 'done' | undefined;

  constructor(
    private readonly limit: number,
    private readonly onEnd: () => void,
  ) {}

  /** False when the event found no room. */
  push(event: E): boolean {
    if (this.#ended) return true;
    if (this.#waiting) {
      this.#waiting.resolve({ done: false, value: event });
      this.#waiting = undefined;
      return true;
    }
    if (this.#events.length >= this.limit) return false;
    this.#events.push(event);
    return true;
  }

  /** Ends the iteration: at once and with the error, or after the events that already wait. */
  end(error?: Error): void {
    if (this.#ended) return;
    this.#ended = error ?? 'done';
    if (error) this.#events.length = 0;
    if (error) this.#waiting?.reject(error);
    else this.#waiting?.resolve({ done: true, value: undefined });
    this.#waiting = undefined;
    this.onEnd();
  }

  next(): Promise<IteratorResult<E>> {
    const event = this.#events.shift();
    if (event !== undefined) return Promise.resolve({ done: false, value: event });
    if (this.#ended instanceof Error) return Promise.reject(this.#ended);
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  return(): Promise<IteratorResult<E>> {
    this.#events.length = 0;
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
