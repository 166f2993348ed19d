import type { Principal } from '@mendline/platform/auth';
import { Database } from '@mendline/platform/database';
import { connectionPage, readPage } from '@mendline/platform/graphql';
import type { PageArgs } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import { PersonDirectory } from '../people/person-directory.service.js';
import { PolicyPackService } from '../policy-pack/policy-pack.service.js';
import { queuesOf } from './queue.domain.js';
import { canSee } from './ticket.access.js';
import type * as model from './ticket.model.js';
import { requireTicket } from './ticket.repository.js';
import * as view from './ticket.view.js';
import type { QueueFilter } from './turn.input.js';
import { earlierRepair, ticketsInQueue } from './turn.queries.js';

/** Reads the queues to claim from, and what a ticket repeats. */
@Injectable()
export class TurnReader {
  constructor(
    private readonly database: Database,
    private readonly people: PersonDirectory,
    private readonly packs: PolicyPackService,
  ) {}

  /** What waits for somebody to claim it, within the caller's data scope and department, longest first. */
  async queue(who: Principal, filter: QueueFilter, args: PageArgs): Promise<model.TicketConnection> {
    const page = readPage(args);
    const queues = queuesOf({ roles: who.roles, department: await this.people.departmentOf(who.tenant, who.personId ?? '') });
    const rows = await this.database.tx(who.tenant, (em) => ticketsInQueue(em, who, queues, filter, page));
    return view.connection(connectionPage(rows, page, ({ registeredAt, id }) => ({ sort: registeredAt.toISOString(), id })));
  }

  /** The repair of the same device for the same fault that was closed not long before this one came in [A10-13, C19]; null when there is none that the caller sees. */
  earlier(who: Principal, { id }: model.Ticket): Promise<model.EarlierRepair | null> {
    return this.database.tx(who.tenant, async (em) => {
      const ticket = await requireTicket(em, who.tenant, id);
      if (ticket.kind !== 'repair' || ticket.deviceId === null) return null;
      const earlier = await earlierRepair(em, ticket, (await this.packs.of(em, ticket)).quality.repeatWithinDays);
      if (!earlier || !canSee(who, earlier)) return null;
      const { id: ticketId, number, closedAt } = earlier;
      return closedAt && { ticketId, number, closedAt };
    });
  }
}
