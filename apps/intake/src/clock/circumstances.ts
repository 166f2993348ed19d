import type { SlaTarget } from '@mendline/contracts/policy-pack';
import type { EntityManager } from 'typeorm';
import type { CalendarService } from '../calendar/calendar.service.js';
import type { TicketEntity } from '../ticket/ticket.entity.js';
import type { Route } from '@mendline/contracts/ticket';
import type { Standing } from './adoption.domain.js';
import { anchorsOf } from './anchor.domain.js';
import { appointmentsOfTicket, pausesOfTicket, reachedByTickets } from './clock.repository.js';
import type { Circumstances } from './clock.types.js';
import { calendarsNamed, needsAnchors } from './target.domain.js';

type Subject = Pick<TicketEntity, 'tenantId' | 'id' | 'region' | 'customerId' | 'flow' | 'pack' | 'packVersion'>;

/** Reads what decides about a ticket's clocks; calendars and appointments only where a target counts by one. */
export const circumstancesOf = async (
  em: EntityManager, { tenantId, id, region, customerId, flow, pack, packVersion }: Subject, targets: ReadonlyMap<string, SlaTarget>, calendars: CalendarService,
): Promise<Circumstances> => {
  const own = [...targets.values()];
  return {
    pauses: await pausesOfTicket(em, tenantId, id),
    anchors: own.some(needsAnchors) ? anchorsOf(await appointmentsOfTicket(em, tenantId, id), flow.visit?.visitId ?? null) : [],
    calendars: await calendars.bookFor(em, tenantId, [...calendarsNamed({ targets: own }).keys()], { region, customer: customerId }),
    policy: { pack, version: packVersion },
  };
};

/** Reads where a ticket stands, for another pack to take it over. */
export const standingOf = async (em: EntityManager, ticket: TicketEntity, route: Route): Promise<Standing> => {
  const { tenantId, id } = ticket;
  return standingAt(ticket, route, (await reachedByTickets(em, tenantId, [id])).get(id) ?? new Map());
};

/** Where a ticket stands that came to each status when `reached` says. */
export const standingAt = ({ tenantId, id: ticketId, status, round, priority, flow, receivedAt }: TicketEntity, route: Route, reached: ReadonlyMap<string, Date>): Standing => {
  const queues = [...(flow.queue ? ['queued'] : []), ...(flow.visit?.queue ? ['dispatch-queued'] : [])];
  return { tenantId, ticketId, status, route, round, priority, reached: round === 0 ? new Map([...reached, ['registered', receivedAt]]) : reached, queues };
};
