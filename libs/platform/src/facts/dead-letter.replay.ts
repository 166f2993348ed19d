import type { Database } from '../database/index.js';
import { errorText } from '../outbox/relay.pump.js';
import { DeadLetterStore, openDeadLetters, type DeadLetter } from './dead-letter.store.js';
import { FactInbox, oneByOne, parseFact, type FactHandler } from './fact.inbox.js';

/** What a replay did. `stuck` are the letters at which a key stopped again. */
export interface ReplayResult {
  readonly replayed: number;
  readonly stuck: readonly { readonly id: string; readonly error: string }[];
}

/** Takes parked facts again, key by key in their order; a key stops at the first that fails again. */
export class DeadLetterReplay {
  constructor(
    private readonly database: Pick<Database, 'systemTx'>,
    private readonly handlers: Readonly<Record<string, FactHandler>>,
  ) {}

  list(): Promise<DeadLetter[]> {
    return this.database.systemTx(openDeadLetters);
  }

  /** Replays the key of one letter, or every parked key. */
  async replay(id?: string): Promise<ReplayResult> {
    const letters = (await this.list()).filter((letter) => id === undefined || letter.id === id);
    const keys = new Map(letters.map((letter) => [`${letter.consumer}/${letter.topic}/${letter.key}`, letter]));
    const result = { replayed: 0, stuck: [] as { id: string; error: string }[] };
    for (const { consumer, topic, key } of keys.values()) {
      for (;;) {
        const outcome = await this.replayFirst(consumer, topic, key);
        if (outcome === 'none') break;
        if (outcome === 'replayed') result.replayed += 1;
        else {
          result.stuck.push(outcome);
          break;
        }
      }
    }
    return result;
  }

  /** Gives up a letter for good; the later ones of its key may then be replayed. Answers whether it was open. */
  async drop(id: string): Promise<boolean> {
    return this.database.systemTx((em) => new DeadLetterStore('').settle(em, id, 'dropped'));
  }

  private async replayFirst(consumer: string, topic: string, key: string): Promise<'none' | 'replayed' | { id: string; error: string }> {
    const handler = this.handlers[consumer];
    const store = new DeadLetterStore(consumer);
    let current: string | undefined;
    try {
      return await this.database.systemTx(async (em) => {
        if (!(await store.lockKey(em, topic, key))) return 'none';
        const letter = await store.firstOpen(em, topic, key);
        if (letter === undefined) return 'none';
        current = letter.id;
        if (handler === undefined) throw new Error(`this service has no consumer ${consumer}`);
        await new FactInbox(consumer, store, oneByOne(handler)).apply(em, [parseFact(letter.message)]);
        await store.settle(em, letter.id, 'replayed');
        return 'replayed';
      });
    } catch (error) {
      if (current === undefined) throw error;
      const id = current;
      await this.database.systemTx((em) => store.recordFailure(em, id, errorText(error)));
      return { id, error: errorText(error) };
    }
  }
}
