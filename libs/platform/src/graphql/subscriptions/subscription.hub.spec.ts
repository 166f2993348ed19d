import { describe, expect, it } from '@jest/globals';
import { BoundedQueue } from './bounded.queue.js';
import { SubscriptionHub } from './subscription.hub.js';

/** A source that a test feeds by hand. */
class HandFed {
  readonly open = new Map<string, BoundedQueue<string>>();
  opened = 0;

  readonly source = (topic: string, signal: AbortSignal): AsyncIterable<string> => {
    this.opened += 1;
    const queue = new BoundedQueue<string>(10_000, () => this.open.delete(topic));
    this.open.set(topic, queue);
    signal.addEventListener('abort', () => queue.end());
    return queue;
  };

  async feed(topic: string, ...events: readonly string[]): Promise<void> {
    for (const event of events) this.open.get(topic)?.push(event);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('SubscriptionHub', () => {
  it('opens one source per topic, gives every subscriber every event, and closes the source with the last', async () => {
    const fed = new HandFed();
    const hub = new SubscriptionHub(fed.source);
    const [a, b, c] = [hub.subscribe('t1'), hub.subscribe('t1', (id) => id !== 'x'), hub.subscribe('t2')];
    expect(fed.opened).toBe(2);
    await fed.feed('t1', 'x', 'y');
    expect([await a.next(), await a.next(), await b.next()]).toEqual(['x', 'y', 'y'].map((value) => ({ done: false, value })));
    await a.return?.();
    expect(fed.open.has('t1')).toBe(true);
    await b.return?.();
    expect(fed.open.has('t1')).toBe(false);
    expect(hub.size).toBe(1);
    await c.return?.();
    expect(hub.size).toBe(0);
  });

  it('drops a slow subscriber and spares the quick one', async () => {
    const fed = new HandFed();
    const hub = new SubscriptionHub(fed.source, 3);
    const [slow, quick] = [hub.subscribe('t'), hub.subscribe('t')];
    const seen: string[] = [];
    const reading = (async () => {
      for await (const event of quick) seen.push(event);
    })();
    for (let i = 0; i < 10; i += 1) await fed.feed('t', `e${i}`);
    await expect(slow.next()).rejects.toMatchObject({ code: 'subscription.too-slow' });
    hub.close();
    await reading;
    expect(seen).toHaveLength(10);
  });

  it('tells subscribers when the source fails, and opens a new one for the next', async () => {
    let opened = 0;
    const hub = new SubscriptionHub<string>(() => {
      opened += 1;
      return { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('connection lost')) }) };
    });
    await expect(hub.subscribe('t').next()).rejects.toMatchObject({ code: 'service.unavailable' });
    await expect(hub.subscribe('t').next()).rejects.toMatchObject({ code: 'service.unavailable' });
    expect(opened).toBe(2);
  });
});
