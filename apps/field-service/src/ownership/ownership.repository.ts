import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { OwnershipReading } from './ownership.domain.js';
import { TicketCopyRow } from './ticket-copy.entity.js';

export interface TicketKey {
  readonly tenantId: string;
  readonly ticketId: string;
}

export interface FoldVersion {
  readonly incarnation: number;
  readonly version: number;
}

const setRegistration = `update ticket_copies set customer_id = $3, model = $4, pack = coalesce(pack, $5), pack_version = coalesce(pack_version, $6), number = $7 where tenant_id = $1 and ticket_id = $2`;
const setPack = `update ticket_copies set pack = $3, pack_version = $4 where tenant_id = $1 and ticket_id = $2`;
const setState = `
  insert into ticket_copies as t (tenant_id, ticket_id, region, status, owner_id, session_id, incarnation, version)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict (tenant_id, ticket_id) do update set region = excluded.region, status = excluded.status, owner_id = excluded.owner_id,
    session_id = excluded.session_id, incarnation = excluded.incarnation, version = excluded.version
  where (t.incarnation, t.version) < (excluded.incarnation, excluded.version)
  returning t.ticket_id`;

@Injectable()
export class OwnershipRepository {
  /** Takes what is newer than the row, and says whether it was. The registration also completes a row that later facts began; it says nothing of a pack that the ticket has left since. */
  async fold(em: EntityManager, { tenantId, ticketId }: TicketKey, reading: OwnershipReading, at: FoldVersion): Promise<boolean> {
    const { registration: began, moved, region, status, ownerId, sessionId } = reading;
    const changed = await em.query<unknown[]>(setState, [tenantId, ticketId, region, status, ownerId, sessionId, at.incarnation, at.version]);
    if (began) await em.query(setRegistration, [tenantId, ticketId, began.customerId, began.model, began.pack, began.packVersion, began.number]);
    if (moved && changed.length > 0) await em.query(setPack, [tenantId, ticketId, moved.pack, moved.packVersion]);
    return changed.length > 0;
  }

  /** One transaction at a time, also while the ticket has no row yet. */
  async awaitTurn(em: EntityManager, { tenantId, ticketId }: TicketKey): Promise<void> {
    await em.query(`select pg_advisory_xact_lock(hashtextextended('field-service.session:' || $1 || '/' || $2, 0))`, [tenantId, ticketId]);
  }

  lock(em: EntityManager, { tenantId, ticketId }: TicketKey): Promise<TicketCopyRow | null> {
    return em.findOne(TicketCopyRow, { where: { tenantId, ticketId }, lock: { mode: 'pessimistic_write' } });
  }

  ofTickets(em: EntityManager, tenantId: string, ticketIds: readonly string[]): Promise<TicketCopyRow[]> {
    return em.findBy(TicketCopyRow, { tenantId, ticketId: In([...ticketIds]) });
  }

  find(em: EntityManager, { tenantId, ticketId }: TicketKey): Promise<TicketCopyRow | null> {
    return em.findOneBy(TicketCopyRow, { tenantId, ticketId });
  }
}
