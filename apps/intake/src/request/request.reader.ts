import { notFound } from '@mendline/contracts';
import type { Principal } from '@mendline/platform/auth';
import { Database } from '@mendline/platform/database';
import { Injectable } from '@nestjs/common';
import type { Ticket } from '../ticket/ticket.model.js';
import * as view from '../ticket/ticket.view.js';
import { visibleOfRequest } from '../ticket/visible-ticket.service.js';
import type { ServiceRequest } from './request.model.js';

/** Reads requests of several devices: seen by whoever sees a ticket of them, and only these tickets. */
@Injectable()
export class RequestReader {
  constructor(private readonly database: Database) {}

  /** Throws DomainError `request.unknown`, also for one of which the caller sees no ticket. */
  one(who: Principal, by: 'id' | 'number', value: string): Promise<ServiceRequest> {
    return this.database.tx(who.tenant, async (em) => {
      const rows = await em.query<ServiceRequest[]>(`select id, number, registered_at as "registeredAt" from requests where tenant_id = $1 and ${by} = $2`, [who.tenant, value]);
      const [request] = rows;
      if (!request || (await visibleOfRequest(em, who, request.id)).length === 0) throw notFound('request.unknown');
      return request;
    });
  }

  /** Its tickets that the caller sees, in the order of the devices. */
  tickets(who: Principal, { id }: ServiceRequest): Promise<Ticket[]> {
    return this.database.tx(who.tenant, async (em) => (await visibleOfRequest(em, who, id)).map(view.ticket));
  }

  /** The request that a ticket came in with; null for most. */
  async ofTicket(who: Principal, { requestId }: Ticket): Promise<ServiceRequest | null> {
    return requestId === null ? null : this.one(who, 'id', requestId);
  }
}
