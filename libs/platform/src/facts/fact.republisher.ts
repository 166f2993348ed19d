import type { Database } from '../database/index.js';
import type { FactBus, OutgoingFact } from './fact-bus.port.js';
import { publishInOrder, type LoggedFact } from './fact.publisher.js';

/** Which facts to send again; everything that is left out matches all. */
export interface RepublishFilter {
  /** Recorded at or after. */
  readonly from?: Date;
  /** Recorded before. */
  readonly to?: Date;
  readonly type?: string;
  readonly tenant?: string;
}

const pageSize = 500;

const pageSql = `
  select tenant_id as "tenantId", position, topic, key, envelope::text as value
  from fact_log l
  where position > $1 and not exists (select from fact_outbox o where o.tenant_id = l.tenant_id and o.position = l.position)
    and ($2::timestamptz is null or recorded_at >= $2) and ($3::timestamptz is null or recorded_at < $3)
    and ($4::text is null or type = $4) and ($5::text is null or tenant_id = $5)
  order by position limit ${pageSize}`;

/**
 * Sends facts again from the log with the same ids, in their order: readers that have them skip them, new or rebuilt ones
 * take them. What was never published is the relay's business and left to it.
 * @returns how many were sent
 */
export const republish = async (database: Pick<Database, 'systemTx'>, bus: FactBus, filter: RepublishFilter): Promise<number> => {
  const read = (after: string): Promise<LoggedFact[]> =>
    database.systemTx((em) => em.query<LoggedFact[]>(pageSql, [after, filter.from ?? null, filter.to ?? null, filter.type ?? null, filter.tenant ?? null]));
  let count = 0;
  let page = await read('0');
  while (page.length > 0) {
    const { refused } = await publishInOrder(bus, page);
    const first: OutgoingFact | undefined = refused[0]?.fact;
    if (first !== undefined) throw new Error(`the bus refused a fact of ${first.topic}, key ${first.key}`);
    count += page.length;
    page = await read(page.at(-1)?.position ?? '0');
  }
  return count;
};
