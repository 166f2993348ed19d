import type { Principal } from '@mendline/platform/auth';
import { Injectable } from '@nestjs/common';
import { TicketAccessService } from '../ownership/ticket-access.service.js';
import { VisitEngineerService } from '../visit/visit-engineer.service.js';
import { mayPlan } from './plan.domain.js';

/** Who plans for a ticket: its owner, on site the visit's engineer, and supervisors for them. */
@Injectable()
export class PlannerService {
  constructor(
    private readonly access: TicketAccessService,
    private readonly engineers: VisitEngineerService,
  ) {}

  /** Throws `ticket.unknown`. */
  async isPlanner(principal: Principal, ticketId: string): Promise<boolean> {
    const { roles } = principal;
    await this.access.require(principal, ticketId);
    if (mayPlan({ roles, isOwner: false, isVisitEngineer: false })) return true;
    const isVisitEngineer = await this.engineers.isOf(principal, ticketId);
    return mayPlan({ roles, isVisitEngineer, isOwner: !isVisitEngineer && (await this.access.isOwner(principal, ticketId)) });
  }
}
