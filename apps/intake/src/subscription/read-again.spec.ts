import { describe, expect, it } from '@jest/globals';
import { readAgain, SubscriptionHub } from '@mendline/platform/graphql';
import { readChange, topicOf } from './intake.change.js';

const waits = async function* (_: string, signal: AbortSignal): AsyncGenerator<string> {
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  yield* [];
};

describe('events read again', () => {
  it('leaves out what the subscriber may not see', async () => {
    const events = (async function* () {
      yield* await Promise.resolve(['a', 'secret', 'b']);
    })();
    const seen: string[] = [];
    for await (const value of readAgain(events, (event) => Promise.resolve(event === 'secret' ? null : event.toUpperCase()))) seen.push(value);
    expect(seen).toEqual(['A', 'B']);
  });

  it('ends at once while it waits, and leaves its source', async () => {
    const hub = new SubscriptionHub<string>(waits);
    const reading = readAgain(hub.subscribe('t'), (event) => Promise.resolve(event));
    const pending = reading.next();
    await reading.return?.();
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(hub.size).toBe(0);
  });
});

describe('what the database tells', () => {
  it('names its topic by tenant and thing', () => {
    expect(topicOf({ kind: 'ticket', tenant: 'huaxin', id: 'cn1_1' })).toBe('["ticket","huaxin","cn1_1"]');
    expect(topicOf({ kind: 'notice', tenant: 'huaxin', id: 'n_1', recipient: 'p_1' })).toBe('["notice","huaxin","p_1"]');
    expect(readChange('{"kind":"escalation","tenant":"huaxin","ticketId":"cn1_1","target":"review","round":0,"level":1,"recipient":"p_1"}')).toMatchObject({ level: 1 });
  });

  it('is passed over when it is nothing known', () => {
    for (const payload of ['', 'x', '{}', '{"kind":"ticket"}', '[]', 'null']) expect(readChange(payload)).toBeNull();
  });
});
