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

const ensure = `insert into ticket_copies (tenant_id, ticket_id) values ($1, $2) on conflict do nothing`;
const setRegistration = `update ticket_copies set customer_id = $3, model = $4, pack = $5, pack_version = $6 where tenant_id = $1 and ticket_id = $2`;
const setState = `
  update ticket_copies set region = $3, status = $4, owner_id = $5, session_id = $6, incarnation = $7, version = $8
  where tenant_id = $1 and ticket_id = $2 and (incarnation, version) < ($7, $8)
  returning ticket_id`;

@Injectable()
export class OwnershipRepository {
  /** Takes what is newer than the row, and says whether it was. The registration also completes a row that later facts began. */
  async fold(em: EntityManager, { tenantId, ticketId }: TicketKey, reading: OwnershipReading, at: FoldVersion): Promise<boolean> {
    await em.query(ensure, [tenantId, ticketId]);
    const { registration: began } = reading;
    if (began) await em.query(setRegistration, [tenantId, ticketId, began.customerId, began.model, began.pack, began.packVersion]);
    const { region, status, ownerId, sessionId } = reading;
    const [, changed] = await em.query<[unknown[], number]>(setState, [tenantId, ticketId, region, status, ownerId, sessionId, at.incarnation, at.version]);
    return changed > 0;
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
