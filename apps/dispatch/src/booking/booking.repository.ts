import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export interface VisitKey {
  readonly tenantId: string;
  readonly visitId: string;
}

/** A visit that holds its engineer's time. */
export interface Booking {
  readonly visitId: string;
  readonly ticketId: string;
  readonly engineerId: string;
  readonly from: Date;
  readonly to: Date;
}

export interface NewBooking extends Booking {
  readonly tenantId: string;
  /** What visits that share a way have in common; null where the visit is made for itself. */
  readonly shared: string | null;
  readonly bookedAt: Date;
}

const columns = `visit_id as "visitId", ticket_id as "ticketId", engineer_id as "engineerId", lower(during) as "from", upper(during) as "to"`;

const save = `
  insert into visit_bookings (tenant_id, visit_id, ticket_id, engineer_id, during, booked_at, shared)
  values ($1, $2, $3, $4, tstzrange($5, $6), $7, $8)
  on conflict (tenant_id, visit_id) do update set
    ticket_id = excluded.ticket_id, engineer_id = excluded.engineer_id, during = excluded.during, booked_at = excluded.booked_at, shared = excluded.shared, released_at = null`;

@Injectable()
export class BookingRepository {
  /** One change of a visit at a time, then one of its engineer's day: always in this order. */
  async lock(em: EntityManager, tenantId: string, what: 'visit' | 'engineer', id: string): Promise<void> {
    await em.query(`select pg_advisory_xact_lock(hashtextextended('dispatch.booking:' || $1 || ':' || $2 || ':' || $3, 0))`, [tenantId, what, id]);
  }

  /** Whether another visit of the engineer holds a part of the span, other than one that shares the very same window. */
  async isTaken(em: EntityManager, { tenantId, visitId, engineerId, from, to, shared }: NewBooking): Promise<boolean> {
    const rows = await em.query<unknown[]>(
      `select 1 from visit_bookings
       where tenant_id = $1 and engineer_id = $2 and released_at is null and visit_id <> $3 and during && tstzrange($4, $5)
         and not coalesce(shared = $6 and during = tstzrange($4, $5), false) limit 1`,
      [tenantId, engineerId, visitId, from, to, shared],
    );
    return rows.length > 0;
  }

  /** In place of what the visit held. The constraint of the table has the last word on overlaps. */
  async save(em: EntityManager, { tenantId, visitId, ticketId, engineerId, from, to, bookedAt, shared }: NewBooking): Promise<void> {
    await em.query(save, [tenantId, visitId, ticketId, engineerId, from, to, bookedAt, shared]);
  }

  /** What the visit holds; null when nothing. */
  async held(em: EntityManager, { tenantId, visitId }: VisitKey): Promise<Booking | null> {
    const rows = await em.query<Booking[]>(`select ${columns} from visit_bookings where tenant_id = $1 and visit_id = $2 and released_at is null`, [tenantId, visitId]);
    return rows[0] ?? null;
  }

  async release(em: EntityManager, { tenantId, visitId }: VisitKey, at: Date): Promise<void> {
    await em.query('update visit_bookings set released_at = $3 where tenant_id = $1 and visit_id = $2', [tenantId, visitId, at]);
  }

  /** Visits of an engineer that touch a span, in order of time. */
  ofEngineer(em: EntityManager, tenantId: string, engineerId: string, from: Date, to: Date): Promise<Booking[]> {
    return em.query<Booking[]>(
      `select ${columns} from visit_bookings
       where tenant_id = $1 and engineer_id = $2 and released_at is null and during && tstzrange($3, $4) order by lower(during)`,
      [tenantId, engineerId, from, to],
    );
  }
}
