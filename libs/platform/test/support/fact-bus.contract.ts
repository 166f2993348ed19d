import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@mendline/testing';
import { FactRejected, type FactBatch, type FactBus } from '../../src/facts/index.js';
import { unique } from './kafka.bus.js';

const textOf = (batch: FactBatch): string[] => batch.messages.map((message) => `${message.key ?? ''}=${message.value?.toString() ?? ''}`);

/** What every adapter of FactBus must do; run it against each. */
export const factBusContract = (name: string, open: () => FactBus): void => {
  describe(`${name} as a fact bus`, () => {
    const topic = `${unique('contract')}.ticket.v1`;
    const topics = [{ topic, compacted: false }];
    const expected = [...Array(30).keys()].map((n) => ({ topic, key: `k${n % 5}`, value: String(n) }));
    let bus: FactBus;

    beforeAll(async () => {
      bus = open();
      await Promise.all([bus.ensureTopics(topics), bus.ensureTopics(topics)]);
      await bus.ensureTopics([...topics, { topic: `${unique('contract')}.person.v1`, compacted: true }]);
    }, 20_000);

    afterAll(async () => {
      await bus.close();
    }, 20_000);

    const read = (group: string, before: (batch: FactBatch) => Promise<void> = () => Promise.resolve()) => {
      const seen: string[] = [];
      const subscription = bus.subscribe({
        group, topics,
        onBatch: async (batch) => {
          await before(batch);
          seen.push(...textOf(batch));
          for (const message of batch.messages) batch.done(message.offset);
        },
      });
      return { seen, subscription };
    };
    const ofKey = (seen: readonly string[], key: string): string[] => [...new Set(seen.filter((text) => text.startsWith(`${key}=`)))];

    it('stores a batch durably and gives all of it to every group, in order per key', async () => {
      await bus.publishBatch(expected);
      await bus.publishBatch([]);
      const readers = [read(unique('group')), read(unique('group'))];
      for (const { seen } of readers) {
        await eventually(() => new Set(seen).size, (count) => count >= expected.length, 20_000);
        for (const key of ['k0', 'k1', 'k4']) expect(ofKey(seen, key)).toEqual(expected.filter((message) => message.key === key).map(({ value }) => `${key}=${value}`));
      }
      expect(readers.every(({ subscription }) => subscription.isRunning())).toBe(true);
      await Promise.all(readers.map(({ subscription }) => subscription.stop()));
      expect(readers.some(({ subscription }) => subscription.isRunning())).toBe(false);
    }, 30_000);

    it('gives again what was not marked done, and goes on after it', async () => {
      let failures = 0;
      const { seen, subscription } = read(unique('group'), () => {
        failures += 1;
        return failures <= 2 ? Promise.reject(new Error('not now')) : Promise.resolve();
      });
      await eventually(() => new Set(seen).size, (count) => count >= expected.length, 20_000);
      await subscription.stop();
    }, 30_000);

    it('goes on where a group stopped, and tells its lag', async () => {
      const group = unique('group');
      const total = async () => (await bus.lag(group, [topic])).reduce((sum, { lag }) => sum + lag, 0);
      const first = read(group);
      await eventually(() => new Set(first.seen).size, (count) => count >= expected.length, 20_000);
      await eventually(total, (lag) => lag === 0);
      await first.subscription.stop();
      await bus.publishBatch([{ topic, key: 'k0', value: 'later' }]);
      expect(await total()).toBe(1);
      const second = read(group);
      await eventually(() => second.seen, (seen) => seen.includes('k0=later'), 20_000);
      expect(second.seen).toEqual(['k0=later']);
      await second.subscription.stop();
    }, 40_000);

    it('refuses a message that it can never carry, and goes on', async () => {
      await expect(bus.publishBatch([{ topic, key: 'big', value: 'x'.repeat(2_000_000) }])).rejects.toBeInstanceOf(FactRejected);
      await bus.publishBatch([{ topic, key: 'small', value: 'x' }]);
    }, 20_000);
  });
};
