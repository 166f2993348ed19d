import type { PolicyPack } from '@mendline/contracts/policy-pack';
import { appendFacts } from '@mendline/platform/facts';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { FactDraft } from '../clock/clock.service.js';
import { CELL } from '../intake.tokens.js';
import { NoticeService } from '../notice/notice.service.js';
import type { TicketEntity } from './ticket.entity.js';

/** Facts of a ticket that one transaction causes. */
export interface TicketFacts {
  readonly drafts: readonly FactDraft[];
  readonly commandId: string | null;
  readonly at: Date;
}

/** Writes a ticket's facts, its timeline and the notices that follow from them. The caller holds the row's lock and saves the row. */
@Injectable()
export class TicketFactsService {
  constructor(
    @Inject(CELL) private readonly cell: string,
    private readonly notices: NoticeService,
  ) {}

  async append(em: EntityManager, ticket: TicketEntity, pack: PolicyPack, { drafts, commandId, at }: TicketFacts): Promise<void> {
    if (drafts.length === 0) return;
    const firstVersion = ticket.factVersion + 1;
    await appendTicketFacts(em, this.cell, ticket, { drafts, commandId, at });
    await this.notices.follow(em, ticket, pack, drafts.map((draft, i) => ({ draft, cause: `${ticket.id}:${firstVersion + i}` })), at);
  }
}

/** The timeline is what the log says, in the same statement. */
const timelineSql = `
    insert into ticket_timeline (tenant_id, ticket_id, fact_id, type, owner, at, ticket_seq, aggregate_id, aggregate_version, actor_id, data)
    select tenant_id, key, id, type, 'intake', (envelope ->> 'time')::timestamptz, (envelope ->> 'ticketseq')::int, envelope ->> 'aggregateid',
           (envelope ->> 'aggregateversion')::int, envelope #>> '{data,actorId}', envelope -> 'data'
    from logged order by position`;

/** Writes a ticket's facts and its timeline, and tells nobody. The caller holds the row's lock and saves the row. */
export const appendTicketFacts = async (em: EntityManager, cell: string, ticket: TicketEntity, { drafts, commandId, at }: TicketFacts): Promise<void> => {
  ticket.factVersion = await appendFacts(em, {
    tenantId: ticket.tenantId,
    cell,
    service: 'intake',
    subject: ticket.id,
    aggregateId: ticket.id,
    firstVersion: ticket.factVersion + 1,
    ticketSeq: ticket.seq,
    ...(commandId !== null && { commandId }),
    at,
    facts: drafts.map(({ definition, data }) => ({ definition, data })),
    alongside: timelineSql,
  });
};
