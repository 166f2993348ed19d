import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TicketCopyRow } from './ticket-copy.entity.js';
import type { TicketReading } from './workload.domain.js';

export interface TicketKey {
  readonly tenantId: string;
  readonly ticketId: string;
}

export interface FoldVersion {
  readonly incarnation: number;
  readonly version: number;
}

const setFaultClass = `update ticket_copies set fault_class = $3 where tenant_id = $1 and ticket_id = $2`;
/** The region of a newer relocation stays: that fact tells nothing else, so that an older state may still come after it. */
const setState = `
  insert into ticket_copies as t (tenant_id, ticket_id, kind, region, severity, status, owner_id, closed, incarnation, version)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  on conflict (tenant_id, ticket_id) do update set kind = excluded.kind, severity = excluded.severity, status = excluded.status,
    region = case when (t.relocated_incarnation, t.relocated_version) < (excluded.incarnation, excluded.version) then excluded.region else t.region end,
    owner_id = excluded.owner_id, closed = excluded.closed, incarnation = excluded.incarnation, version = excluded.version
  where (t.incarnation, t.version) < (excluded.incarnation, excluded.version)`;
const setRegion = `
  insert into ticket_copies as t (tenant_id, ticket_id, region, relocated_incarnation, relocated_version) values ($1, $2, $3, $4, $5)
  on conflict (tenant_id, ticket_id) do update set
    region = excluded.region, relocated_incarnation = excluded.relocated_incarnation, relocated_version = excluded.relocated_version
  where (t.incarnation, t.version) < (excluded.relocated_incarnation, excluded.relocated_version)
    and (t.relocated_incarnation, t.relocated_version) < (excluded.relocated_incarnation, excluded.relocated_version)`;
const setOwner = `
  insert into ticket_copies (tenant_id, ticket_id, owner_id) values ($1, $2, $3)
  on conflict (tenant_id, ticket_id) do update set owner_id = excluded.owner_id`;
const setEngineer = `
  insert into ticket_copies (tenant_id, ticket_id, engineer_id, engaged_at) values ($1, $2, $3, $4)
  on conflict (tenant_id, ticket_id) do update set engineer_id = excluded.engineer_id, engaged_at = excluded.engaged_at`;
/** A fact that comes late does not free the engineer of the next visit. */
const endVisit = `update ticket_copies set engineer_id = null where tenant_id = $1 and ticket_id = $2 and engaged_at <= $3`;

@Injectable()
export class WorkloadRepository {
  /** Takes what is newer than the row: the registration also completes a row that later facts began. */
  async fold(em: EntityManager, { tenantId, ticketId }: TicketKey, reading: TicketReading, at: FoldVersion): Promise<void> {
    const { kind, region, severity, status, ownerId, closed } = reading;
    await em.query(setState, [tenantId, ticketId, kind, region, severity, status, ownerId, closed, at.incarnation, at.version]);
    if (reading.faultClass !== null) await em.query(setFaultClass, [tenantId, ticketId, reading.faultClass]);
    if (reading.visitEndedAt !== null) await em.query(endVisit, [tenantId, ticketId, reading.visitEndedAt]);
  }

  /** Takes the region of a relocation that is newer than what the row knows of it. */
  async relocate(em: EntityManager, { tenantId, ticketId }: TicketKey, region: string, at: FoldVersion): Promise<void> {
    await em.query(setRegion, [tenantId, ticketId, region, at.incarnation, at.version]);
  }

  async setOwner(em: EntityManager, { tenantId, ticketId }: TicketKey, ownerId: string): Promise<void> {
    await em.query(setOwner, [tenantId, ticketId, ownerId]);
  }

  async setEngineer(em: EntityManager, { tenantId, ticketId }: TicketKey, engineerId: string, at: Date): Promise<void> {
    await em.query(setEngineer, [tenantId, ticketId, engineerId, at]);
  }

  find(em: EntityManager, { tenantId, ticketId }: TicketKey): Promise<TicketCopyRow | null> {
    return em.findOneBy(TicketCopyRow, { tenantId, ticketId });
  }
}
