const merged = (only: string): string => `with recursive merged(id) as (
  select $2::text
  union
  select l.ticket_id from ticket_links l join merged m on l.other_id = m.id
  where l.tenant_id = $1 and l.relation = 'duplicate-of'
    and exists (select 1 from ticket_transitions x where x.tenant_id = $1 and x.ticket_id = l.ticket_id and x.to_status = 'closed-duplicate')${only})`;

/** A ticket with all that ended as its duplicates, and as theirs. */
export const withDuplicates = merged('');

/** The same, of the ticket's customer alone: what they have come to is seen on it, and what one customer wrote is not shown to another. */
export const withMerged = merged(`
    and exists (select 1 from tickets a join tickets b on b.tenant_id = a.tenant_id and b.customer_id = a.customer_id where a.tenant_id = $1 and a.id = l.ticket_id and b.id = m.id)`);
