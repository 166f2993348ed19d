import type { Principal } from '@mendline/platform/auth';
import { readAgain } from '@mendline/platform/graphql';
import type { RequestContext } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import { ClockReader } from '../clock/clock.reader.js';
import type { ClockAtRisk } from '../clock/overview.model.js';
import type { Notice } from '../notice/notice.model.js';
import { NoticeReader, recipientOf } from '../notice/notice.reader.js';
import type { Ticket, TicketEscalation } from '../ticket/ticket.model.js';
import { TicketReader } from '../ticket/ticket.reader.js';
import { escalation } from '../ticket/ticket.view.js';
import { AtRiskWatch } from './at-risk.watch.js';
import { escalationTopic, noticeTopic, ticketTopic } from './intake.change.js';
import type { EscalationChange } from './intake.change.js';
import { IntakeChanges } from './intake.changes.js';

/** What subscribers get: after commit, read again under their own rights. */
@Injectable()
export class SubscriptionReader {
  constructor(
    private readonly changes: IntakeChanges,
    private readonly tickets: TicketReader,
    private readonly notices: NoticeReader,
    private readonly clocks: ClockReader,
    private readonly atRisk: AtRiskWatch,
  ) {}

  /** Throws DomainError `ticket.unknown` for a ticket that the caller may not see. */
  async ticketChanged(who: Principal, ticketId: string): Promise<AsyncIterableIterator<Ticket>> {
    // Follows before it looks: a change in between is told, not missed.
    const changes = this.changes.follow(ticketTopic(who.tenant, ticketId));
    try {
      await this.tickets.byId(who, ticketId);
    } catch (error) {
      await changes.return?.();
      throw error;
    }
    return readAgain(changes, () => this.tickets.afterCommand(who, ticketId));
  }

  escalationRaised(who: Principal): AsyncIterableIterator<TicketEscalation> {
    return readAgain(this.changes.follow(escalationTopic(who.tenant)), async (change) => (change.kind === 'escalation' ? this.escalation(who, change) : null));
  }

  slaAtRisk(who: Principal): AsyncIterableIterator<ClockAtRisk> {
    return readAgain(this.atRisk.follow(who.tenant), async ({ ticketId, target, round, lap }) => {
      const ticket = await this.tickets.afterCommand(who, ticketId);
      const clocks = ticket ? await this.clocks.ofTicket(who.tenant, ticketId) : [];
      const clock = clocks.find((one) => one.target === target && one.round === round && one.lap === lap);
      return ticket && clock ? { ticket, clock } : null;
    });
  }

  noticeReceived(who: Principal, { language }: RequestContext): AsyncIterableIterator<Notice> {
    const topic = noticeTopic(who.tenant, recipientOf(who));
    return readAgain(this.changes.follow(topic), async (change) => (change.kind === 'notice' ? this.notices.byId(who, language, change.id) : null));
  }

  private async escalation(who: Principal, change: EscalationChange): Promise<TicketEscalation | null> {
    const ticket = await this.tickets.afterCommand(who, change.ticketId);
    if (!ticket) return null;
    const raised = await this.clocks.raised(who.tenant, ticket.id);
    const found = raised.findLast((row) => row.target === change.target && row.round === change.round && row.lap === change.lap && row.level === change.level && row.recipientId === change.recipient);
    return found ? escalation(found) : null;
  }
}
