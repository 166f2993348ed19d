import type { PolicyPack } from '@mendline/contracts/policy-pack';
import { routeWithReview } from '@mendline/contracts/ticket';
import { ClockError } from '@mendline/sla';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import type { TicketEntity } from '../ticket/ticket.entity.js';
import { adopt } from './adoption.domain.js';
import { anchorsOf } from './anchor.domain.js';
import { byTicket } from './by-ticket.js';
import { standingAt } from './circumstances.js';
import { appointmentsOfTickets, clocksOfTickets, pausesOfTickets, reachedByTickets } from './clock.repository.js';
import type { Adoption } from './clock.service.js';
import { instanceOf } from './clock.types.js';
import { calendarsNamed, needsAnchors, routeOf, targetsOf } from './target.domain.js';

/** Thinks another pack through for many tickets at once: five statements a page, however many tickets it has. */
@Injectable()
export class AdoptionForecaster {
  constructor(private readonly calendars: CalendarService) {}

  /** What following `pack` from `now` on would do to the clocks of tickets, which pin its version already, by id; a ClockError where one could not be counted. */
  async of(em: EntityManager, tenantId: string, tickets: readonly TicketEntity[], pack: PolicyPack, now: Date): Promise<ReadonlyMap<string, Adoption | ClockError>> {
    const ids = tickets.map(({ id }) => id);
    const bookOf = await this.calendars.booksFor(em, tenantId);
    const clocks = byTicket(await clocksOfTickets(em, tenantId, ids));
    const pauses = await pausesOfTickets(em, tenantId, ids);
    const steps = byTicket(pack.targets.some(needsAnchors) ? await appointmentsOfTickets(em, tenantId, ids) : []);
    const reached = await reachedByTickets(em, tenantId, ids);
    const adoptions = new Map<string, Adoption | ClockError>();
    for (const ticket of tickets) {
      const { id, kind, region, customerId, flow, packVersion: version } = ticket;
      const targets = targetsOf(pack, kind);
      const calendars = await bookOf([...calendarsNamed({ targets: [...targets.values()] }).keys()], { region, customer: customerId });
      const circumstances = { pauses: pauses.get(id) ?? [], anchors: anchorsOf(steps.get(id) ?? [], flow.visit?.visitId ?? null), calendars, policy: { pack: pack.pack, version } };
      const own = clocks.get(id) ?? [];
      const standing = standingAt(ticket, routeWithReview(routeOf(pack, kind), flow), reached.get(id) ?? new Map());
      adoptions.set(id, counted(() => ({ clocks: new Map(own.map((clock) => [instanceOf(clock), clock])), changes: adopt(own, targets, circumstances, standing, now) })));
    }
    return adoptions;
  }
}

const counted = (work: () => Adoption): Adoption | ClockError => {
  try {
    return work();
  } catch (error) {
    if (error instanceof ClockError) return error;
    throw error;
  }
};
