import { describe, expect, it } from '@jest/globals';
import { FactRejected, type OutgoingFact } from './fact-bus.port.js';
import { publishInOrder, type LoggedFact } from './fact.publisher.js';

const fact = (position: number, key: string, value = `v${position}`): LoggedFact => ({ tenantId: 'huaxin', position: String(position), topic: 'intake.ticket.v1', key, value });

const busThat = (publish: (messages: readonly OutgoingFact[]) => void) => {
  const sent: string[] = [];
  const batches: number[] = [];
  const bus = {
    publishBatch: async (messages: readonly OutgoingFact[]): Promise<void> => {
      await Promise.resolve();
      publish(messages);
      batches.push(messages.length);
      sent.push(...messages.map((message) => message.value));
    },
  };
  return { bus, sent, batches };
};

const refusing = (...values: readonly string[]) =>
  busThat((messages) => {
    if (messages.some((message) => values.includes(message.value))) throw new FactRejected('too large');
  });

describe('publishing in order', () => {
  it('sends all in one batch where nothing is wrong', async () => {
    const { bus, batches } = refusing();
    const facts = [...Array(500).keys()].map((n) => fact(n, `k${n % 7}`));
    expect(await publishInOrder(bus, facts)).toEqual({ sent: facts, refused: [] });
    expect(batches).toEqual([500]);
  });

  it('finds the refused fact, sends everything of other keys in order, and nothing behind it', async () => {
    const { bus, sent } = refusing('v5');
    const facts = [...Array(20).keys()].map((n) => fact(n, n % 5 === 0 ? 'bad' : `k${n % 5}`));
    const result = await publishInOrder(bus, facts);
    expect(result.refused.map(({ fact: { position } }) => position)).toEqual(['5']);
    expect(sent).toEqual(facts.filter((row) => row.key !== 'bad' || row.position === '0').map((row) => row.value));
    expect(result.sent.map((row) => row.value)).toEqual(sent);
  });

  it('holds back several keys, each at its first refused fact', async () => {
    const { bus, sent } = refusing('v1', 'v2', 'v3');
    const result = await publishInOrder(bus, [fact(1, 'a'), fact(2, 'b'), fact(3, 'a'), fact(4, 'c'), fact(5, 'b')]);
    expect(result.refused.map(({ fact: { position } }) => position)).toEqual(['1', '2']);
    expect(sent).toEqual(['v4']);
  });

  it('keeps keys of tenants apart', async () => {
    const { bus, sent } = refusing('v1');
    await publishInOrder(bus, [fact(1, 'a'), { ...fact(2, 'a'), tenantId: 'borealis' }]);
    expect(sent).toEqual(['v2']);
  });

  it('splits what is too much for one request, before the broker has to refuse it', async () => {
    const { bus, batches } = refusing();
    const wide = '电'.repeat(100_000);
    await publishInOrder(bus, [...Array(5).keys()].map((n) => fact(n, 'k', wide)));
    expect(batches).toEqual([2, 2, 1]);
  });

  it('throws when the bus is away', async () => {
    const { bus } = busThat(() => {
      throw new Error('no broker');
    });
    await expect(publishInOrder(bus, [fact(1, 'a')])).rejects.toThrow('no broker');
  });
});
