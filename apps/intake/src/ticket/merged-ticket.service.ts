/** A ticket with all that were merged into it, and into these: what they have come to is seen on it. */
export const withMerged = `with recursive merged(id) as (
  select $2::text
  union
  select l.ticket_id from ticket_links l join merged m on l.other_id = m.id
  where l.tenant_id = $1 and l.relation = 'duplicate-of'
    and exists (select 1 from ticket_transitions x where x.tenant_id = $1 and x.ticket_id = l.ticket_id and x.to_status = 'closed-duplicate'))`;
