import type { Principal } from '@mendline/platform/auth';
import { readAgain } from '@mendline/platform/graphql';
import type { RequestContext } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import type { Notice } from '../notice/notice.model.js';
import { NoticeReader, recipientOf } from '../notice/notice.reader.js';
import type { Ticket, TicketEscalation } from '../ticket/ticket.model.js';
import { TicketReader } from '../ticket/ticket.reader.js';
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

  escalationRaised(who: Principal, context: RequestContext): AsyncIterableIterator<TicketEscalation> {
    return readAgain(this.changes.follow(escalationTopic(who.tenant)), async (change) => (change.kind === 'escalation' ? this.escalation(who, context, change) : null));
  }

  noticeReceived(who: Principal, { language }: RequestContext): AsyncIterableIterator<Notice> {
    const topic = noticeTopic(who.tenant, recipientOf(who));
    return readAgain(this.changes.follow(topic), async (change) => (change.kind === 'notice' ? this.notices.byId(who, language, change.id) : null));
  }

  private async escalation(who: Principal, context: RequestContext, change: EscalationChange): Promise<TicketEscalation | null> {
    const ticket = await this.tickets.afterCommand(who, change.ticketId);
    if (!ticket) return null;
    const raised = await this.tickets.escalations(context, ticket);
    return raised.find((row) => row.target === change.target && row.round === change.round && row.lap === change.lap && row.level === change.level && row.recipientId === change.recipient) ?? null;
  }
}
