import { randomUUID } from 'node:crypto';
import type { Fact, FactData, FactDefinition } from '@mendline/contracts/facts';

/** What a fact is about, and its place in that order. */
export interface FactPlace {
  readonly tenant?: string;
  readonly subject?: string;
  readonly version?: number;
  readonly incarnation?: number;
}

/** A fact of the kind, as its service would have written it: the kind's example with what a test says otherwise. */
export const aFact = <F extends FactDefinition>(
  definition: F,
  { tenant = 'huaxin', subject = 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ', version = 2, incarnation = 1 }: FactPlace = {},
  change: Partial<FactData<F>> = {},
): Fact => ({
  specversion: '1.0',
  id: randomUUID(),
  type: definition.type,
  source: `/mendline/cn1/${definition.type.split('.')[0] ?? ''}`,
  subject,
  time: '2024-05-01T01:30:00.000Z',
  tenantid: tenant,
  cell: 'cn1',
  incarnation,
  aggregateid: subject,
  aggregateversion: version,
  data: { ...(definition.example as object), ...change },
});
