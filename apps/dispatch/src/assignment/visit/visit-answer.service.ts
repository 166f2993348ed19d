import { invalid, notFound } from '@mendline/contracts/errors';
import type { Role } from '@mendline/contracts/ticket';
import { actorOf, type Principal } from '@mendline/platform/auth';
import { CLOCK, type Clock } from '@mendline/platform/clock';
import { CommandJournal, type CommandPayload } from '@mendline/platform/commands';
import { Database } from '@mendline/platform/database';
import { sanitizeText } from '@mendline/platform/graphql';
import { Inject, Injectable } from '@nestjs/common';
import { coversTicket } from '../../access/data-scope.js';
import { StaffService } from '../../staff/staff.service.js';
import { WorkloadService } from '../../workload/workload.service.js';
import type { OfferAnswer, OfferDecline } from '../offer-answer.service.js';
import { OfferListService } from '../offer-list.service.js';

/** The engineer that a supervisor names for the visit of a ticket. */
export interface EngineerAssignment {
  readonly key: string;
  readonly ticketId: string;
  readonly engineerId: string;
  readonly occurredAt?: Date | null;
}

const reasonForm = /^[a-z][a-z0-9-]{0,39}$/u;
const longestComment = 2_000;
/** Who may be sent: engineers, and specialists who go themselves [A3-5]. */
const sendable: readonly Role[] = ['engineer', 'specialist'];

/** Takes people's words on visits [A7-8, A7-12, C9]. The ticket's life decides; offers and bookings change when it says so. */
@Injectable()
export class VisitAnswerService {
  constructor(
    private readonly database: Database,
    private readonly offers: OfferListService,
    private readonly staff: StaffService,
    private readonly workload: WorkloadService,
    private readonly journal: CommandJournal,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws `offer.not-found` for an offer of a visit that this tenant did not make for the ticket. */
  async accept(principal: Principal, answer: OfferAnswer): Promise<CommandPayload> {
    const { offerId, occurredAt } = answer;
    await this.offers.requireVisit(principal.tenant, answer.ticketId, offerId);
    return this.journal.submitTicketCommand({
      ...(await this.common(principal, answer)), operation: 'acceptVisit', input: { offerId, occurredAt }, name: 'accept-visit', data: { offerId },
    });
  }

  /** Throws `offer.not-found` or `decline.reason-invalid`. The comment stays in this service, encrypted. */
  async decline(principal: Principal, answer: OfferDecline): Promise<CommandPayload> {
    const { offerId, reasonCode, occurredAt } = answer;
    if (!reasonForm.test(reasonCode)) throw invalid('decline.reason-invalid');
    const comment = sanitizeText(answer.comment ?? '', { max: longestComment });
    await this.offers.requireVisit(principal.tenant, answer.ticketId, offerId);
    return this.journal.submitTicketCommand({
      ...(await this.common(principal, answer)),
      operation: 'declineVisit',
      input: { offerId, reasonCode, comment, occurredAt },
      name: 'decline-visit',
      data: { offerId, reasonCode },
    });
  }

  /** Throws `ticket.not-found`, also where the caller's data scope does not cover the ticket, or `engineer.not-found` for somebody who does not make visits for this tenant. */
  async assign(principal: Principal, assignment: EngineerAssignment): Promise<CommandPayload> {
    const { ticketId, engineerId, occurredAt } = assignment;
    await this.require(principal, assignment);
    const before = await this.journal.find(principal.tenant, assignment.key);
    const answer = await this.journal.submitTicketCommand({
      ...(await this.common(principal, assignment)),
      operation: 'assignEngineer',
      input: { engineerId, occurredAt },
      name: 'assign-engineer',
      data: { engineerId },
    });
    // A copy of what was done then engages nobody once more: the visit may be another's by now.
    if (answer.state === 'DONE' && before?.state !== 'DONE') await this.engage(principal.tenant, ticketId, engineerId);
    return answer;
  }

  /** A copy of what was said before is answered whatever the caller may see by now. */
  private require(principal: Principal, { key, ticketId, engineerId }: EngineerAssignment): Promise<void> {
    const { tenant: tenantId } = principal;
    return this.database.tx(tenantId, async (em) => {
      if (await this.journal.isCopy(em, { tenantId, key, ticketId, actor: actorOf(principal) })) return;
      const ticket = await this.workload.findTicket(em, { tenantId, ticketId });
      if (!ticket || !coversTicket(principal, ticket)) throw notFound('ticket.not-found');
      const person = await this.staff.find(em, tenantId, engineerId);
      if (!person?.active || !person.roles.some((role) => sendable.some((known) => known === role))) throw notFound('engineer.not-found');
    });
  }

  /** Counts at once, so that the next search does not take the engineer for free; the window's booking counts again. */
  private engage(tenantId: string, ticketId: string, engineerId: string): Promise<void> {
    return this.database.tx(tenantId, async (em) => this.workload.engage(em, { tenantId, ticketId }, engineerId, await this.clock.now(em)));
  }

  private async common(principal: Principal, { key, ticketId, occurredAt }: { readonly key: string; readonly ticketId: string; readonly occurredAt?: Date | null }) {
    return { tenantId: principal.tenant, ticketId, key, actor: actorOf(principal), occurredAt: occurredAt ?? (await this.clock.now()), epoch: null };
  }
}
