import { FactRejected, type FactBus, type OutgoingFact } from './fact-bus.port.js';

/** An unpublished row of the log. */
export interface LoggedFact extends OutgoingFact {
  readonly tenantId: string;
  readonly position: string;
}

/** What became of a round. `refused` are the first refused fact of a key each; later ones of these keys were not sent. */
export interface PublishResult {
  readonly sent: readonly LoggedFact[];
  readonly refused: readonly { readonly fact: LoggedFact; readonly error: Error }[];
}

/** One produce request carries a record batch per partition, and brokers take 1 MB of each. */
const maxBatchBytes = 700_000;

export const keyOfFact = (fact: LoggedFact): string => `${fact.tenantId}/${fact.topic}/${fact.key}`;

/**
 * Sends facts in order. A refused batch is halved until the refused fact is alone; it holds back its key and no other.
 * Throws when the bus is away: then nothing is known of what was not answered as sent.
 */
export const publishInOrder = async (bus: Pick<FactBus, 'publishBatch'>, facts: readonly LoggedFact[]): Promise<PublishResult> => {
  const sent: LoggedFact[] = [];
  const refused = new Map<string, { fact: LoggedFact; error: Error }>();
  const send = async (all: readonly LoggedFact[]): Promise<void> => {
    const free = refused.size === 0 ? all : all.filter((fact) => !refused.has(keyOfFact(fact)));
    if (free.length === 0) return;
    try {
      await bus.publishBatch(free);
      sent.push(...free);
    } catch (error) {
      if (!(error instanceof FactRejected)) throw error;
      const [first] = free;
      if (free.length === 1 && first !== undefined) {
        refused.set(keyOfFact(first), { fact: first, error });
        return;
      }
      const middle = Math.ceil(free.length / 2);
      await send(free.slice(0, middle));
      await send(free.slice(middle));
    }
  };
  for (const chunk of chunksBySize(facts)) await send(chunk);
  return { sent, refused: [...refused.values()] };
};

const chunksBySize = (facts: readonly LoggedFact[]): readonly (readonly LoggedFact[])[] => {
  const chunks: LoggedFact[][] = [];
  let room = 0;
  for (const fact of facts) {
    const size = Buffer.byteLength(fact.value);
    if (chunks.length === 0 || size > room) {
      chunks.push([]);
      room = maxBatchBytes;
    }
    chunks.at(-1)?.push(fact);
    room -= size;
  }
  return chunks;
};
