import { isFact, ticketEscalated, ticketRegistered, type Fact, type FactData } from '@mendline/contracts/facts';
import type { Database } from '@mendline/platform/database';
import { LostEscalationService } from '../clock/lost-escalation.service.js';
import { TicketEntity } from './ticket.entity.js';
import { appendTicketFacts } from './ticket-facts.service.js';
import { lockTicket, saveTicket } from './ticket.repository.js';

/** A ticket of which a restore has lost something. */
export interface TicketLoss {
  readonly tenantId: string;
  readonly ticketId: string;
  /** Null when neither the row nor a lost registration says it. */
  readonly number: string | null;
  /** Facts of it, of all services, that are lost. */
  readonly facts: number;
  /** Where it goes on; null when it was registered in the lost span and is gone. */
  readonly seq: number | null;
}

/** Tickets after a restore: what they have lost, and what of it stays true. Works while intake is down. */
export class RestoredTicketService {
  private readonly escalations = new LostEscalationService();

  constructor(
    private readonly database: Pick<Database, 'tx'>,
    private readonly cell: string,
  ) {}

  /** What is lost, ticket by ticket. */
  async losses(lost: readonly Fact[]): Promise<TicketLoss[]> {
    const byTicket = new Map<string, Fact[]>();
    for (const fact of lost) if (fact.ticketseq !== undefined) byTicket.set(fact.subject, [...(byTicket.get(fact.subject) ?? []), fact]);
    const losses: TicketLoss[] = [];
    for (const [ticketId, facts] of byTicket) losses.push(await this.lossOf(ticketId, facts));
    return losses;
  }

  /** Escalations that people were told of come back on record, as they were, and nobody is told anew. Answers how many; again, none. */
  async keepEscalations(lost: readonly Fact[]): Promise<number> {
    let count = 0;
    for (const fact of lost) if (isFact(fact, ticketEscalated) && (await this.keep(fact))) count += 1;
    return count;
  }

  private async lossOf(ticketId: string, facts: readonly Fact[]): Promise<TicketLoss> {
    const tenantId = facts[0]?.tenantid ?? '';
    const row = await this.database.tx(tenantId, (em) => em.findOne(TicketEntity, { where: { tenantId, id: ticketId }, select: { tenantId: true, id: true, number: true, seq: true } }));
    const registration = facts.find((fact): fact is Fact<FactData<typeof ticketRegistered>> => isFact(fact, ticketRegistered));
    return { tenantId, ticketId, number: row?.number ?? registration?.data.number ?? null, facts: facts.length, seq: row?.seq ?? null };
  }

  private keep({ tenantid, subject, time, data }: Fact<FactData<typeof ticketEscalated>>): Promise<boolean> {
    return this.database.tx(tenantid, async (em) => {
      const ticket = await lockTicket(em, tenantid, subject);
      if (!ticket || !(await this.escalations.take(em, tenantid, subject, data))) return false;
      await appendTicketFacts(em, this.cell, ticket, { drafts: [{ definition: ticketEscalated, data, recipientId: data.recipientId }], commandId: null, at: new Date(time) });
      ticket.revision += 1;
      await saveTicket(em, ticket);
      return true;
    });
  }
}

/** One line for the operator: whoever holds the number of a ticket that is gone must be told. */
export const lossLine = ({ tenantId, ticketId, number, facts, seq }: TicketLoss): string =>
  `${tenantId} ${number ?? '-'} ${ticketId}: ${facts} facts lost; ${seq === null ? 'the ticket is gone' : `goes on after step ${seq}`}`;
