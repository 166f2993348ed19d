import type { FactData, FactDefinition } from '@mendline/contracts/facts';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from '../ids/index.js';

/** A fact to write: what it is and what it says. */
export interface NewFact<F extends FactDefinition = FactDefinition> {
  readonly definition: F;
  readonly data: FactData<F>;
}

/** A fact whose data is checked against its definition by the compiler, too. */
export const newFact = <F extends FactDefinition>(definition: F, data: FactData<F>): NewFact => ({ definition, data });

/** Facts of one aggregate that one transaction causes, in order. */
export interface FactAppend {
  readonly tenantId: string;
  readonly cell: string;
  readonly service: string;
  /** The ticket's id where there is one, else the aggregate's: the key that orders delivery. */
  readonly subject: string;
  readonly aggregateId: string;
  /** Version of the first fact, from 1 without gaps; left out, the next free one is taken. */
  readonly firstVersion?: number;
  readonly ticketSeq?: number;
  readonly commandId?: string;
  readonly traceparent?: string;
  /** When it happened, by the owner's clock. */
  readonly at: Date;
  readonly facts: readonly NewFact[];
  /** A statement that keeps a view of the owner's own in step: it reads the new rows of the log from `logged` (tenant_id, position, id, type, key, envelope). */
  readonly alongside?: string;
}

/** The facts carry other versions than the log expects: the caller wrote without the aggregate's row lock, or twice. */
export class FactVersionConflict extends Error {
  override readonly name = 'FactVersionConflict';
}

/** Brokers take 1 MB; a larger fact could never leave. */
export const maxFactBytes = 900_000;

const sqlWith = (alongside: string | undefined): string => `
  with head as (
    insert into fact_heads as h (tenant_id, aggregate, aggregate_id, version)
    select $1, $2, $3, $5
    where coalesce($4::int, 1) = 1 or exists (select from fact_heads where tenant_id = $1 and aggregate = $2 and aggregate_id = $3)
    on conflict (tenant_id, aggregate, aggregate_id) do update set version = h.version + $5
      where $4::int is null or h.version = $4::int - 1
    returning version),
  logged as (
    insert into fact_log (tenant_id, id, topic, type, key, envelope)
    select $1, (f.envelope ->> 'id')::uuid, $6, f.envelope ->> 'type', $7,
           f.envelope || jsonb_build_object('incarnation', (select max(number) from incarnation), 'aggregateversion', head.version - $5 + f.n)
    from head, jsonb_array_elements($8::jsonb) with ordinality as f(envelope, n)
    order by f.n
    returning tenant_id, position, recorded_at, id, topic, key, type, envelope),
  owed as (
    insert into fact_outbox (tenant_id, position, recorded_at, id, topic, key) select tenant_id, position, recorded_at, id, topic, key from logged)${alongside === undefined ? '' : `,
  copied as (${alongside})`}
  select version from head`;

/**
 * Writes facts into the log in the caller's transaction; the relay publishes them after commit. Call it under the aggregate's
 * row lock. Every fact is checked against its schema, and what the schema does not name is dropped.
 * @returns version of the last fact
 * @throws FactVersionConflict
 */
export const appendFacts = async (em: EntityManager, append: FactAppend): Promise<number> => {
  const topic = commonTopic(append.facts);
  const envelopes = append.facts.map((fact) => envelopeOf(append, fact));
  const rows = await em.query<{ version: number }[]>(sqlWith(append.alongside), [
    append.tenantId,
    topic.replace(/\.v\d+$/, ''),
    append.aggregateId,
    append.firstVersion ?? null,
    envelopes.length,
    topic,
    append.subject,
    JSON.stringify(envelopes),
  ]);
  const last = rows[0]?.version;
  if (last === undefined) throw new FactVersionConflict(`${topic} ${append.aggregateId}: ${String(append.firstVersion)} does not follow`);
  return last;
};

const commonTopic = (facts: readonly NewFact[]): string => {
  const topics = new Set(facts.map((fact) => fact.definition.topic));
  const [topic] = topics;
  if (topic === undefined || topics.size > 1) throw new TypeError('facts of one append belong to one aggregate, and there is at least one');
  return topic;
};

const envelopeOf = (append: FactAppend, fact: NewFact): object => {
  const envelope = {
    specversion: '1.0',
    id: uuidv7(),
    type: fact.definition.type,
    source: `/mendline/${append.cell}/${append.service}`,
    subject: append.subject,
    time: append.at.toISOString(),
    tenantid: append.tenantId,
    cell: append.cell,
    aggregateid: append.aggregateId,
    ...(append.ticketSeq === undefined ? {} : { ticketseq: append.ticketSeq }),
    ...(append.commandId === undefined ? {} : { commandid: append.commandId }),
    ...(append.traceparent === undefined ? {} : { traceparent: append.traceparent }),
    data: fact.definition.data.parse(fact.data),
  };
  if (Buffer.byteLength(JSON.stringify(envelope)) > maxFactBytes) throw new RangeError(`${fact.definition.type} is larger than ${maxFactBytes} bytes`);
  return envelope;
};
