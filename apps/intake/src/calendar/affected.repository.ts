import type { RecomputeCause } from '@mendline/contracts/intake';
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

/** Ids of all open tickets, after one, in order. */
const openTickets = async (em: EntityManager, tenantId: string, after: string, limit: number): Promise<string[]> => {
  const rows = await em.query<{ id: string }[]>('select id from tickets where tenant_id = $1 and id > $2 and archived_at is null order by id limit $3', [tenantId, after, limit]);
  return rows.map((row) => row.id);
};

/** Ids of open tickets that follow a pack in another version, after one, in order. */
const followersOf = async (em: EntityManager, tenantId: string, pack: string, version: number, after: string, limit: number): Promise<string[]> => {
  const rows = await em.query<{ id: string }[]>(
    'select id from tickets where tenant_id = $1 and id > $2 and archived_at is null and pack = $3 and pack_version <> $4 order by id limit $5', [tenantId, after, pack, version, limit],
  );
  return rows.map((row) => row.id);
};

/** Ids of the open tickets to which a batch goes, after one, in order. */
export const reachedBy = (em: EntityManager, { tenantId, code, of, id, version }: RecomputeCause, after: string, limit: number): Promise<string[]> => {
  if (of === 'all') return openTickets(em, tenantId, after, limit);
  if (of === 'pack') return followersOf(em, tenantId, code, version, after, limit);
  return affectedTickets(em, tenantId, { code, of, id }, after, limit);
};
