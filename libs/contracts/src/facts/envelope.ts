import { z } from 'zod';

/**
 * CloudEvents 1.0 envelope of every fact, extended by what folding needs. Written under the aggregate's row lock.
 * Facts never carry personal data or unredacted text.
 */
export const envelopeSchema = z.object({
  specversion: z.literal('1.0'),
  /** UUID v7; stays the same when a fact is republished. */
  id: z.uuid(),
  /** `<owner>.<aggregate>.<what happened>.v<major>`. */
  type: z.string(),
  /** `/mendline/<cell>/<service>`. */
  source: z.string(),
  /** The ticket's id where there is one, else the aggregate's: also the Kafka key. */
  subject: z.string(),
  time: z.iso.datetime(),
  tenantid: z.string().min(1),
  cell: z.string().min(1),
  /** Raised by `npm run ops -- restored`; readers drop what a restore has lost. */
  incarnation: z.int().min(1),
  aggregateid: z.string().min(1),
  /** Contiguous per aggregate, from 1. */
  aggregateversion: z.int().min(1),
  /** Orders the facts of a ticket across owners; absent for facts of other aggregates. */
  ticketseq: z.int().min(0).optional(),
  /** The command that caused the fact, if one did. */
  commandid: z.string().optional(),
  traceparent: z.string().optional(),
});

export type FactEnvelope = z.infer<typeof envelopeSchema>;

/** A fact on the wire: the envelope and its data. */
export type Fact<D = unknown> = FactEnvelope & { readonly data: D };
