import type { EntityManager } from 'typeorm';
import type { IncomingFact } from './fact-bus.port.js';

export type ParkReason = 'unreadable' | 'refused' | 'failed' | 'behind';

/** A parked fact, without its content. */
export interface DeadLetter {
  readonly id: string;
  readonly tenantId: string;
  readonly consumer: string;
  readonly topic: string;
  readonly key: string;
  readonly factId: string | null;
  readonly reason: ParkReason;
  readonly error: string | null;
  readonly attempts: number;
  readonly parkedAt: Date;
}

/** What of a message is known when it is parked. */
export interface ParkedFact {
  readonly message: IncomingFact;
  readonly tenantId: string;
  readonly factId: string | null;
  readonly reason: ParkReason;
  readonly error: string | null;
}

const columns = `id, tenant_id as "tenantId", consumer, topic, key, fact_id as "factId", reason, error, attempts, parked_at as "parkedAt"`;

const parkSql = `
  insert into dead_letters (tenant_id, consumer, topic, partition_number, partition_offset, key, fact_id, reason, error, value)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`;

const settleSql = `
  with settled as (
    update dead_letters set state = $2, settled_at = clock_timestamp() where id = $1 and state = 'open' returning id)
  select id from settled`;

/** A message without key orders nothing and is parked alone. */
export const parkingKey = (message: IncomingFact): string => message.key ?? `#${message.partition}:${message.offset}`;

/** Dead letters of one consumer; every method works in the caller's system transaction. */
export class DeadLetterStore {
  constructor(private readonly consumer: string) {}

  /** Keys among these that have an open letter, as `topic/key`. */
  async parkedKeys(em: EntityManager, messages: readonly IncomingFact[]): Promise<ReadonlySet<string>> {
    const keys = [...new Set(messages.map(parkingKey))];
    const rows = await em.query<{ name: string }[]>(
      `select distinct topic || '/' || key as name from dead_letters where state = 'open' and consumer = $1 and key = any($2)`,
      [this.consumer, keys],
    );
    return new Set(rows.map((row) => row.name));
  }

  /** Serialises parking and replaying of a key until the transaction ends. Answers whether the key still has an open letter. */
  async lockKey(em: EntityManager, topic: string, key: string): Promise<boolean> {
    await em.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`mendline.dead-letters/${this.consumer}/${topic}/${key}`]);
    return (await this.firstOpen(em, topic, key)) !== undefined;
  }

  async park(em: EntityManager, { message, tenantId, factId, reason, error }: ParkedFact): Promise<void> {
    await em.query(parkSql, [
      tenantId, this.consumer, message.topic, message.partition, message.offset, parkingKey(message), factId, reason, error, message.value,
    ]);
  }

  /** The letter of a key that has to be taken next. */
  async firstOpen(em: EntityManager, topic: string, key: string): Promise<(DeadLetter & { readonly message: IncomingFact }) | undefined> {
    const rows = await em.query<(DeadLetter & { partition: number; offset: string; value: Buffer | null })[]>(
      `select ${columns}, partition_number as partition, partition_offset as "offset", value from dead_letters
       where state = 'open' and consumer = $1 and topic = $2 and key = $3 order by id limit 1`,
      [this.consumer, topic, key],
    );
    const row = rows[0];
    if (row === undefined) return undefined;
    const { partition, offset, value, ...letter } = row;
    return { ...letter, message: { topic, partition, offset, key, value } };
  }

  async settle(em: EntityManager, id: string, state: 'replayed' | 'dropped'): Promise<boolean> {
    return (await em.query<unknown[]>(settleSql, [id, state])).length > 0;
  }

  async recordFailure(em: EntityManager, id: string, error: string): Promise<void> {
    await em.query('update dead_letters set attempts = attempts + 1, error = $2 where id = $1', [id, error]);
  }
}

/** Open letters of every consumer of a service, oldest first. */
export const openDeadLetters = (em: EntityManager): Promise<DeadLetter[]> =>
  em.query<DeadLetter[]>(`select ${columns} from dead_letters where state = 'open' order by id limit 1000`);
