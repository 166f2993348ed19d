import type { Principal } from '@mendline/platform/auth';
import { Database } from '@mendline/platform/database';
import type { Language } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import { EscalationEntity } from '../clock/clock.entity.js';
import type { Notice } from '../notice/notice.model.js';
import { NoticeReader, recipientOf } from '../notice/notice.reader.js';
import type { Ticket, TicketEscalation } from '../ticket/ticket.model.js';
import { TicketReader } from '../ticket/ticket.reader.js';
import * as view from '../ticket/ticket.view.js';
import { escalationTopic, noticeTopic, ticketTopic } from './intake.change.js';
import type { EscalationChange } from './intake.change.js';
import { IntakeChanges } from './intake.changes.js';
import { readAgain } from './read-again.js';

/** What subscribers get: after commit, read again under their own rights. */
@Injectable()
export class SubscriptionReader {
  constructor(
    private readonly changes: IntakeChanges,
    private readonly database: Database,
    private readonly tickets: TicketReader,
    private readonly notices: NoticeReader,
  ) {}

  /** Throws DomainError `ticket.unknown` for a ticket that the caller may not see. */
  async ticketChanged(who: Principal, ticketId: string): Promise<AsyncIterableIterator<Ticket>> {
    await this.tickets.byId(who, ticketId);
    return readAgain(this.changes.follow(ticketTopic(who.tenant, ticketId)), () => this.tickets.afterCommand(who, ticketId));
  }

  escalationRaised(who: Principal): AsyncIterableIterator<TicketEscalation> {
    return readAgain(this.changes.follow(escalationTopic(who.tenant)), async (change) => (change.kind === 'escalation' ? this.escalation(who, change) : null));
  }

  noticeReceived(who: Principal, language: Language): AsyncIterableIterator<Notice> {
    const topic = noticeTopic(who.tenant, recipientOf(who));
    return readAgain(this.changes.follow(topic), async (change) => (change.kind === 'notice' ? this.notices.byId(who, language, change.id) : null));
  }

  private async escalation(who: Principal, change: EscalationChange): Promise<TicketEscalation | null> {
    const { ticketId, target, round, level, recipient: recipientId } = change;
    if (!(await this.tickets.afterCommand(who, ticketId))) return null;
    const key = { tenantId: who.tenant, ticketId, target, round, level, recipientId };
    const row = await this.database.tx(who.tenant, (em) => em.findOne(EscalationEntity, { where: key }));
    return row && view.escalation(row);
  }
}
