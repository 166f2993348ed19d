import type { Principal } from '@mendline/platform/auth';
import type { PageRequest } from '@mendline/platform/graphql';
import type { EntityManager } from 'typeorm';
import { isNotAbout } from './ticket.access.js';
import { TicketEntity } from './ticket.entity.js';
import type { QueueFilter } from './turn.input.js';

/** Tickets in the queues of a region, or of all of them where the caller's data scope is all: one page and one more, longest waiting first. */
export const ticketsInQueue = (
  em: EntityManager, who: Principal, queues: readonly string[] | null, { department, region, kind }: QueueFilter, { limit, after }: PageRequest,
): Promise<TicketEntity[]> => {
  const query = em.createQueryBuilder(TicketEntity, 't').where('t.tenant_id = :tenant and t.queue is not null', { tenant: who.tenant });
  query.andWhere(isNotAbout('t.flow', ':person'), { person: who.personId ?? '' });
  if (queues) query.andWhere('t.queue = any(:queues)', { queues });
  if (department) query.andWhere('t.queue = :department', { department });
  if (region) query.andWhere('t.region = :region', { region });
  if (kind) query.andWhere('t.kind = :kind', { kind });
  if (who.dataScope !== 'all' && (who.dataScope === 'own' || who.region !== undefined)) query.andWhere('t.region = :ownRegion', { ownRegion: who.region ?? '' });
  if (after) query.andWhere('(t.registered_at, t.id) > (:sort::timestamptz, :id)', { sort: after.sort, id: after.id });
  return query.orderBy('t.registeredAt', 'ASC').addOrderBy('t.id', 'ASC').take(limit + 1).getMany();
};

/** Ends of requests in which nothing was repaired. */
const withoutRepair = ['closed-duplicate', 'closed-out-of-scope', 'closed-invalid', 'cancelled'];

/** The last repair of the same device for the same fault class that was closed within so many days before a ticket was registered. */
export const earlierRepair = (em: EntityManager, { tenantId, id, deviceId, faultClass, registeredAt }: TicketEntity, withinDays: number): Promise<TicketEntity | null> =>
  em
    .createQueryBuilder(TicketEntity, 't')
    .where('t.tenant_id = :tenantId and t.device_id = :deviceId and t.id <> :id', { tenantId, deviceId, id })
    .andWhere("t.kind = 'repair' and t.fault_class = :faultClass", { faultClass })
    .andWhere('t.closed_at < :registeredAt and t.closed_at >= :registeredAt::timestamptz - make_interval(days => :withinDays)', { registeredAt, withinDays })
    .andWhere('not exists (select 1 from ticket_transitions x where x.tenant_id = t.tenant_id and x.ticket_id = t.id and x.to_status = any(:withoutRepair))', { withoutRepair })
    .orderBy('t.closedAt', 'DESC')
    .addOrderBy('t.id', 'ASC')
    .getOne();
