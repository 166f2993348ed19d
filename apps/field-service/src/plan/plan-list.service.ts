import type { PlanRef } from '@mendline/contracts/ticket';
import type { Principal } from '@mendline/platform/auth';
import { Database } from '@mendline/platform/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isItsCustomer, TicketAccessService } from '../ownership/ticket-access.service.js';
import type { TicketCopyRow } from '../ownership/ticket-copy.entity.js';
import { PersonalTextService, type SealedText } from '../personal-text/personal-text.service.js';
import { VisitEngineerService } from '../visit/visit-engineer.service.js';
import { explanationField, feasibilityField } from './plan-decision.domain.js';
import type { PlanDecisionRow, PlanVersionRow } from './plan.entity.js';
import { PlanRepository } from './plan.repository.js';
import { mayReadPlan, mayReadPlanText, type PlanReader } from './plan-reading.domain.js';

/** A text as one caller may see it. */
export interface ShownText {
  readonly text: string | null;
  readonly withheld: boolean;
}

/** A version with its decisions, as one caller may see it. */
export type ShownPlan = PlanVersionRow & {
  readonly decisions: readonly PlanDecisionRow[];
  readonly explanation: ShownText;
  readonly feasibility: ShownText;
  /** The reader is the customer whom it is for: what is the house's own is left out. */
  readonly forCustomer: boolean;
};

/** Reads of plans, under the caller's tenant and data scope. */
@Injectable()
export class PlanListService {
  constructor(
    private readonly database: Database,
    private readonly access: TicketAccessService,
    private readonly engineers: VisitEngineerService,
    private readonly plans: PlanRepository,
    private readonly texts: PersonalTextService,
  ) {}

  /** Versions of each ticket, oldest first. A customer sees what was submitted on his own tickets. */
  ofTickets(principal: Principal, ticketIds: readonly string[]): Promise<ShownPlan[][]> {
    return this.database.tx(principal.tenant, async (em) => {
      const tickets = await this.access.visible(em, principal, ticketIds);
      const visited = await this.engineers.ticketsOf(em, principal, ticketIds);
      const rows = await this.plans.ofTickets(em, principal.tenant, [...tickets.keys()]);
      const decisions = rows.length === 0 ? [] : await this.plans.decisionsOf(em, principal.tenant, [...new Set(rows.map(({ planId }) => planId))]);
      const shown: ShownPlan[] = [];
      for (const row of rows) {
        const reader = readerOf(principal, tickets.get(row.ticketId), visited.has(row.ticketId));
        if (mayReadPlan(row, reader)) shown.push(await this.show(em, row, reader, decisions));
      }
      return ticketIds.map((id) => shown.filter(({ ticketId }) => ticketId === id));
    });
  }

  /** One version, for whoever has just worked on it; null for one that he may not see. */
  async find(principal: Principal, ticketId: string, { planId, version }: PlanRef): Promise<ShownPlan | null> {
    const [versions = []] = await this.ofTickets(principal, [ticketId]);
    return versions.find((row) => row.planId === planId && row.version === version) ?? null;
  }

  private async show(em: EntityManager, row: PlanVersionRow, reader: PlanReader, all: readonly PlanDecisionRow[]): Promise<ShownPlan> {
    const { tenantId, explanationEncrypted, explanationPersonId, feasibilityEncrypted, feasibilityPersonId } = row;
    const text = async (which: 'explanation' | 'feasibility', field: string, sealed: SealedText): Promise<ShownText> =>
      mayReadPlanText(which, row, reader)
        ? { text: await this.texts.read(em, { tenantId, field }, sealed), withheld: false }
        : { text: null, withheld: sealed.encrypted !== null };
    return {
      ...row,
      decisions: all.filter(({ planId, version }) => planId === row.planId && version === row.version),
      explanation: await text('explanation', explanationField(row), { encrypted: explanationEncrypted, personId: explanationPersonId }),
      feasibility: await text('feasibility', feasibilityField(row), { encrypted: feasibilityEncrypted, personId: feasibilityPersonId }),
      forCustomer: reader.isCustomer,
    };
  }
}

const readerOf = (principal: Principal, ticket: TicketCopyRow | undefined, isVisitEngineer: boolean): PlanReader => ({
  personId: principal.personId ?? null,
  roles: principal.roles,
  ownOnly: principal.dataScope === 'own',
  isCustomer: ticket !== undefined && isItsCustomer(ticket, principal),
  isOwner: ticket?.ownerId !== null && ticket?.ownerId !== undefined && ticket.ownerId === principal.personId,
  isVisitEngineer,
});
