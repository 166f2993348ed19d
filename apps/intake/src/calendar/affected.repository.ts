import type { CalendarScope } from '@mendline/sla';
import type { EntityManager } from 'typeorm';

/**
 * Ids of open tickets with a running clock that counts by a calendar, after one, in order. Those of a region or customer who have a narrower
 * calendar are among them: what they count by is looked up for each.
 */
export const affectedTickets = async (
  em: EntityManager, tenantId: string, { code, of, id }: { readonly code: string } & CalendarScope, after: string, limit: number,
): Promise<string[]> => {
  const rows = await em.query<{ id: string }[]>(
    `select distinct c.ticket_id as id from ticket_clocks c join tickets t on t.tenant_id = c.tenant_id and t.id = c.ticket_id
     where c.tenant_id = $1 and c.ticket_id > $2 and c.stopped_at is null and c.calendars <> '{}' and c.calendars ? $3
       and ($4 = 'tenant' or ($4 = 'region' and t.region = $5) or ($4 = 'customer' and t.customer_id = $5))
     order by c.ticket_id limit $6`,
    [tenantId, after, code, of, id, limit],
  );
  return rows.map((row) => row.id);
};
