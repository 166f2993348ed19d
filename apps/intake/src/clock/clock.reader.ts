import type { PolicyPack } from '@mendline/contracts/policy-pack';
import { CLOCK } from '@mendline/platform/clock';
import type { Clock } from '@mendline/platform/clock';
import { Database } from '@mendline/platform/database';
import type { LoaderFactory } from '@mendline/platform/graphql';
import { Inject, Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { PolicyPackService } from '../policy-pack/policy-pack.service.js';
import { TicketClocksService } from '../ticket/ticket-clocks.service.js';
import type { TicketEntity } from '../ticket/ticket.entity.js';
import { anchorsOf } from './anchor.domain.js';
import { byTicket } from './by-ticket.js';
import type { EscalationEntity, TicketClockEntity } from './clock.entity.js';
import type * as model from './clock.model.js';
import { appointmentsOfTickets, clocksOfTickets, escalationsOfTickets, pausesOfTickets } from './clock.repository.js';
import { clockView } from './clock.view.js';
import { needsAnchors, targetsOf } from './target.domain.js';

/** Clocks and escalations of tickets for people: of a whole page of tickets in one statement each. */
@Injectable()
export class ClockReader {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly packs: PolicyPackService,
    private readonly calendars: CalendarService,
    private readonly tickets: TicketClocksService,
  ) {}

  readonly clocks: LoaderFactory<string, model.TicketClock[]> = ({ principal }) =>
    new DataLoader((ids: readonly string[]) => (principal ? this.database.tx(principal.tenant, (em) => this.views(em, principal.tenant, ids)) : Promise.resolve(ids.map(() => []))));

  readonly escalations: LoaderFactory<string, EscalationEntity[]> = ({ principal }) =>
    new DataLoader(async (ids: readonly string[]) => {
      if (!principal) return ids.map(() => []);
      const rows = byTicket(await this.database.tx(principal.tenant, (em) => escalationsOfTickets(em, principal.tenant, ids)));
      return ids.map((id) => rows.get(id) ?? []);
    });

  /** Escalations of one ticket, read now. */
  raised(tenantId: string, ticketId: string): Promise<EscalationEntity[]> {
    return this.database.tx(tenantId, (em) => escalationsOfTickets(em, tenantId, [ticketId]));
  }

  /** Clocks of one ticket, read now. */
  async ofTicket(tenantId: string, ticketId: string): Promise<model.TicketClock[]> {
    const [views = []] = await this.database.tx(tenantId, (em) => this.views(em, tenantId, [ticketId]));
    return views;
  }

  private async views(em: EntityManager, tenantId: string, ids: readonly string[]): Promise<model.TicketClock[][]> {
    const tickets = await this.tickets.rows(em, tenantId, ids);
    const clocks = byTicket(await clocksOfTickets(em, tenantId, ids));
    const pauses = await pausesOfTickets(em, tenantId, ids);
    const packs = new Map<string, PolicyPack>();
    for (const ticket of tickets) packs.set(ticket.id, await this.packs.of(em, ticket));
    const steps = byTicket(await appointmentsOfTickets(em, tenantId, tickets.filter((ticket) => isAppointed(packs.get(ticket.id), ticket)).map(({ id }) => id)));
    const now = await this.clock.now(em);
    const views = new Map<string, model.TicketClock[]>();
    for (const ticket of tickets) {
      const history = { pauses: pauses.get(ticket.id) ?? [], anchors: anchorsOf(steps.get(ticket.id) ?? [], ticket.flow.visit?.visitId ?? null) };
      const of: model.TicketClock[] = [];
      for (const clock of clocks.get(ticket.id) ?? []) of.push(clockView(clock, packs.get(ticket.id) as PolicyPack, await this.book(em, clock), history, now));
      views.set(ticket.id, of);
    }
    return ids.map((id) => views.get(id) ?? []);
  }

  private book(em: EntityManager, { tenantId, calendars }: TicketClockEntity) {
    return this.calendars.book(em, tenantId, Object.entries(calendars).map(([code, ref]) => ({ code, ...ref })));
  }
}

const isAppointed = (pack: PolicyPack | undefined, { kind }: TicketEntity): boolean => pack !== undefined && [...targetsOf(pack, kind).values()].some(needsAnchors);
