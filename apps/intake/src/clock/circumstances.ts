import type { SlaTarget } from '@mendline/contracts/policy-pack';
import type { EntityManager } from 'typeorm';
import type { CalendarService } from '../calendar/calendar.service.js';
import type { TicketEntity } from '../ticket/ticket.entity.js';
import type { Route } from '@mendline/contracts/ticket';
import type { Standing } from './adoption.domain.js';
import { anchorsOf } from './anchor.domain.js';
import { appointmentsOfTicket, pausesOfTicket, reachedInRound } from './clock.repository.js';
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
  const { tenantId, id: ticketId, status, round, priority, flow, receivedAt } = ticket;
  const reached = await reachedInRound(em, tenantId, ticketId);
  if (round === 0) reached.set('registered', receivedAt);
  const queues = [...(flow.queue ? ['queued'] : []), ...(flow.visit?.queue ? ['dispatch-queued'] : [])];
  return { tenantId, ticketId, status, route, round, priority, reached, queues };
};
