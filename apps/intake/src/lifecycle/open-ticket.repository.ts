import type { EntityManager } from 'typeorm';

/** An open ticket, as far as its workflow needs naming. */
export interface OpenTicket {
  readonly tenantId: string;
  readonly ticketId: string;
}

/** Tickets of all tenants that need a workflow, by id, after one: open ones, and archived ones that still owe something; those still waiting in the outbox for their first start are left to the relay. */
export const openTicketsAfter = (em: EntityManager, after: string, limit: number): Promise<OpenTicket[]> =>
  em.query<OpenTicket[]>(
    `select t.tenant_id as "tenantId", t.id as "ticketId" from tickets t
     where (t.archived_at is null or jsonb_array_length(t.flow -> 'owed') > 0) and t.id > $1
       and not exists (select 1 from outbox o where o.tenant_id = t.tenant_id and o.key = t.id and o.kind = 'temporal.start' and o.delivered_at is null)
     order by t.id limit $2`,
    [after, limit],
  );
