import type { SlaTarget } from '@mendline/contracts/policy-pack';
import type { CalendarBook, OpenTicket } from '@mendline/sla';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PolicyPackService } from '../policy-pack/policy-pack.service.js';
import type { TicketEntity } from '../ticket/ticket.entity.js';
import { anchorsOf } from './anchor.domain.js';
import { byTicket } from './by-ticket.js';
import { appointmentsOfTickets, pausesOfTickets, runningClocksOf } from './clock.repository.js';
import type { Circumstances, ClockRow } from './clock.types.js';
import { factsOf, firstSpecOf } from './reading.domain.js';
import { needsAnchors, targetsOf } from './target.domain.js';

/** Whose calendar a ticket counts by. */
export type ClockSubject = Pick<TicketEntity, 'tenantId' | 'region' | 'customerId'>;

/** Reads running clocks of many tickets at once, as libs/sla thinks changes through. */
@Injectable()
export class OpenClockService {
  constructor(private readonly packs: PolicyPackService) {}

  /** Running clocks of a page of tickets, in one statement each for clocks, pauses and appointments; `bookOf` says what a ticket counts by, null for one to leave out. */
  async of(em: EntityManager, tenantId: string, tickets: readonly TicketEntity[], bookOf: (subject: ClockSubject) => Promise<CalendarBook | null>): Promise<OpenTicket[]> {
    const ids = tickets.map(({ id }) => id);
    const clocks = byTicket(await runningClocksOf(em, tenantId, ids));
    const pauses = await pausesOfTickets(em, tenantId, ids);
    const targets = new Map<string, Targets>();
    for (const ticket of tickets) targets.set(ticket.id, targetsOf(await this.packs.of(em, ticket), ticket.kind));
    const steps = byTicket(await appointmentsOfTickets(em, tenantId, ids.filter((id) => [...(targets.get(id)?.values() ?? [])].some(needsAnchors))));
    const open: OpenTicket[] = [];
    for (const ticket of tickets) {
      const calendars = await bookOf(ticket);
      if (!calendars) continue;
      const { id, pack, packVersion, flow } = ticket;
      const anchors = anchorsOf(steps.get(id) ?? [], flow.visit?.visitId ?? null);
      open.push(openTicket(id, clocks.get(id) ?? [], targets.get(id) ?? new Map(), { calendars, pauses: pauses.get(id) ?? [], anchors, policy: { pack, version: packVersion } }));
    }
    return open;
  }
}

type Targets = ReadonlyMap<string, SlaTarget>;

const openTicket = (ticketId: string, clocks: readonly ClockRow[], targets: Targets, circumstances: Circumstances): OpenTicket => ({
  ticketId,
  clocks: clocks.flatMap((clock) => {
    const target = targets.get(clock.target);
    return target ? [{ code: clock.target, round: clock.round, spec: firstSpecOf(clock), facts: factsOf(clock, target, circumstances) }] : [];
  }),
});
