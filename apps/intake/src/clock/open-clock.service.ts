import type { CalendarBook, OpenTicket } from '@mendline/sla';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PolicyPackService } from '../policy-pack/policy-pack.service.js';
import type { TicketEntity } from '../ticket/ticket.entity.js';
import { anchorsOf } from './anchor.domain.js';
import { appointmentsOfTicket, pausesOfTickets, runningClocksOf } from './clock.repository.js';
import type { Circumstances, ClockRow } from './clock.types.js';
import { factsOf, firstSpecOf } from './reading.domain.js';
import { needsAnchors, targetsOf } from './target.domain.js';

/** Whose calendar a ticket counts by. */
export type ClockSubject = Pick<TicketEntity, 'tenantId' | 'region' | 'customerId'>;

/** Reads running clocks of many tickets at once, as libs/sla thinks changes through. */
@Injectable()
export class OpenClockService {
  constructor(private readonly packs: PolicyPackService) {}

  /** Running clocks of tickets; `bookOf` says what a ticket counts by, null for one to leave out. */
  async of(em: EntityManager, tenantId: string, tickets: readonly TicketEntity[], bookOf: (subject: ClockSubject) => Promise<CalendarBook | null>): Promise<OpenTicket[]> {
    const ids = tickets.map(({ id }) => id);
    const clocks = byTicket(await runningClocksOf(em, tenantId, ids));
    const pauses = await pausesOfTickets(em, tenantId, ids);
    const open: OpenTicket[] = [];
    for (const ticket of tickets) {
      const calendars = await bookOf(ticket);
      if (calendars) open.push(await this.open(em, ticket, clocks.get(ticket.id) ?? [], { calendars, pauses: pauses.get(ticket.id) ?? [] }));
    }
    return open;
  }

  private async open(em: EntityManager, ticket: TicketEntity, clocks: readonly ClockRow[], known: Pick<Circumstances, 'calendars' | 'pauses'>): Promise<OpenTicket> {
    const { tenantId, id, pack, packVersion, flow } = ticket;
    const targets = targetsOf(await this.packs.of(em, ticket), ticket.kind);
    const steps = [...targets.values()].some(needsAnchors) ? await appointmentsOfTicket(em, tenantId, id) : [];
    const circumstances: Circumstances = { ...known, anchors: anchorsOf(steps, flow.visit?.visitId ?? null), policy: { pack, version: packVersion } };
    return {
      ticketId: id,
      clocks: clocks.flatMap((clock) => {
        const target = targets.get(clock.target);
        return target ? [{ code: clock.target, round: clock.round, spec: firstSpecOf(clock), facts: factsOf(clock, target, circumstances) }] : [];
      }),
    };
  }
}

const byTicket = (clocks: readonly ClockRow[]): Map<string, ClockRow[]> => {
  const grouped = new Map<string, ClockRow[]>();
  for (const clock of clocks) grouped.set(clock.ticketId, [...(grouped.get(clock.ticketId) ?? []), clock]);
  return grouped;
};
