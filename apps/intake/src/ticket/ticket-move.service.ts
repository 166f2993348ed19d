import { conflict, invalid, notFound } from '@mendline/contracts';
import { ticketMoved } from '@mendline/contracts/facts';
import type { PackProblem, PolicyPack, Words } from '@mendline/contracts/policy-pack';
import { initialFlow, routeWithReview, stageOf, stages, waitOf } from '@mendline/contracts/ticket';
import { ClockError } from '@mendline/sla';
import { enqueue } from '@mendline/platform/outbox';
import { Injectable } from '@nestjs/common';
import { In, IsNull, MoreThan, Not } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { AdoptionForecaster } from '../clock/adoption.forecaster.js';
import { ClockService } from '../clock/clock.service.js';
import type { Adoption } from '../clock/clock.service.js';
import { routeOf } from '../clock/target.domain.js';
import { PolicyPackService } from '../policy-pack/policy-pack.service.js';
import type { PackPin } from '../policy-pack/policy-pack.service.js';
import { changesOf, stranding } from '../move/forecast.domain.js';
import type { ClockChangeForecast } from '../move/forecast.domain.js';
import { strandedBy, strandingProblem } from '../move/strand.domain.js';
import type { Stranding } from '../move/strand.domain.js';
import { TicketFactsService } from './ticket-facts.service.js';
import { armDeadline, flowOf, severityOf } from './ticket.domain.js';
import { TicketEntity } from './ticket.entity.js';
import { lockTicket, saveTicket, standings } from './ticket.repository.js';

/** A pack that tickets are to follow, with the version that they pin. */
export interface Destination {
  readonly pin: PackPin;
  readonly pack: PolicyPack;
}

/** What another pack would do to a ticket: strand it, or change its clocks. */
export type Preview = { readonly ticket: TicketEntity } & Foreseen;

type Foreseen = { readonly stranded: Words; readonly changes: readonly [] } | { readonly stranded: null; readonly changes: readonly ClockChangeForecast[] };

/** Has open tickets follow another pack, or thinks it through. */
@Injectable()
export class TicketMoveService {
  constructor(
    private readonly packs: PolicyPackService,
    private readonly clocks: ClockService,
    private readonly facts: TicketFactsService,
    private readonly forecaster: AdoptionForecaster,
  ) {}

  /** Tickets that are not archived, after one, in the order of their ids. */
  open(em: EntityManager, tenantId: string, after: string, limit: number): Promise<TicketEntity[]> {
    return em.find(TicketEntity, { where: { tenantId, archivedAt: IsNull(), id: MoreThan(after) }, order: { id: 'ASC' }, take: limit });
  }

  /** How many open tickets follow a pack in another version. */
  countOthers(em: EntityManager, tenantId: string, pack: string, version: number): Promise<number> {
    return em.count(TicketEntity, { where: { tenantId, pack, packVersion: Not(version), archivedAt: IsNull() } });
  }

  /** Those of some tickets that are not archived. Throws DomainError `ticket.unknown` where one is not there. */
  async named(em: EntityManager, tenantId: string, ids: readonly string[]): Promise<TicketEntity[]> {
    const wanted = [...new Set(ids)];
    const found = await em.find(TicketEntity, { where: { tenantId, id: In(wanted) }, order: { id: 'ASC' } });
    if (found.length < wanted.length) throw notFound('ticket.unknown');
    return found.filter(({ archivedAt }) => archivedAt === null);
  }

  /**
   * What of the open tickets that follow a pack in another version a version of it could not carry on: by reason, with their numbers. Read in groups of
   * tickets that stand alike, so that it is one question however many there are.
   */
  async strandedByVersion(em: EntityManager, tenantId: string, pack: PolicyPack): Promise<readonly PackProblem[]> {
    const found = new Map<string, { readonly stranding: Stranding; readonly numbers: string[]; count: number }>();
    for (const { packVersion, visiting, reviewed, count, numbers, ...subject } of await standings(em, tenantId, pack.pack)) {
      const flow = { ...initialFlow, ...(visiting && { visit: aVisit }), ...(reviewed && { reviews: [aReview] }) };
      const stranding = strandedBy({ ...subject, flow }, await this.packs.of(em, { tenantId, pack: pack.pack, packVersion }), pack);
      if (!stranding) continue;
      const key = `${stranding.path} ${stranding.en}`;
      const known = found.get(key) ?? { stranding, numbers: [], count: 0 };
      known.numbers.push(...numbers);
      known.count += count;
      found.set(key, known);
    }
    return [...found.values()].map(({ stranding, count, numbers }) => strandingProblem(stranding, count, numbers.sort()));
  }

  /** What following a pack from now on would do to each of some tickets; nothing is written. */
  async previews(em: EntityManager, tickets: readonly TicketEntity[], to: Destination, now: Date): Promise<Preview[]> {
    const adoptions = await this.forecaster.of(em, to.pin.tenantId, tickets.map((ticket) => pinned(ticket, to)), to.pack, now);
    const previews: Preview[] = [];
    for (const ticket of tickets) {
      const stranded = strandedBy({ ...ticket, flow: flowOf(ticket) }, await this.packs.of(em, ticket), to.pack);
      previews.push({ ticket, ...(stranded ? { stranded, changes: [] } : foreseen(ticket.id, adoptions.get(ticket.id), now)) });
    }
    return previews;
  }

  /**
   * Moves tickets, all or none, in the caller's transaction; answers what changed. One that follows the pack already stays as it is.
   * Throws DomainError `ticket.unknown`, `ticket.archived`, and `policy-pack.strands-tickets` with the list.
   */
  async move(em: EntityManager, tenantId: string, ticketIds: readonly string[], to: Destination, now: Date): Promise<readonly ClockChangeForecast[]> {
    const locked = [];
    for (const id of [...new Set(ticketIds)].sort()) {
      const ticket = await lockTicket(em, tenantId, id);
      if (!ticket) throw notFound('ticket.unknown');
      if (ticket.archivedAt !== null) throw invalid('ticket.archived');
      if (!follows(ticket, to)) locked.push(ticket);
    }
    const moving = await this.previews(em, locked, to, now);
    const stranded = moving.filter((one) => one.stranded !== null);
    if (stranded.length > 0) throw conflict('policy-pack.strands-tickets', stranding(stranded.map(({ ticket }) => ticket.number)));
    for (const { ticket } of moving) await this.take(em, ticket, to, now);
    return moving.flatMap(({ changes }) => changes);
  }

  /** Fenced off: what was decided by the pack that it left is decided once more. */
  private async take(em: EntityManager, ticket: TicketEntity, to: Destination, now: Date): Promise<void> {
    const { pack: fromPack, packVersion: fromVersion } = ticket;
    const left = await this.packs.of(em, ticket);
    const before = routeWithReview(routeOf(left, ticket.kind), ticket.flow);
    const { pin: { pack, packVersion }, pack: content } = to;
    const route = routeWithReview(routeOf(content, ticket.kind), ticket.flow);
    Object.assign(ticket, { pack, packVersion, severity: severityOf(content, ticket.priority) ?? ticket.severity, revision: ticket.revision + 1, fence: ticket.fence + 1 });
    const next = stageOf(ticket.status, route);
    if (next !== stageOf(ticket.status, before)) {
      const kind = next && stages[next].deadline;
      const deadline = armDeadline(kind ? { kind } : 'none', ticket.flow.deadline, ticket.revision, now, content);
      Object.assign(ticket, { flow: { ...ticket.flow, deadline }, deadlineAt: deadline ? new Date(deadline.at) : null });
    }
    ticket.wait = waitOf(ticket.status, flowOf(ticket), route);
    const { region, status, ownerId, round } = ticket;
    const moved = { definition: ticketMoved, data: { pack, packVersion, fromPack, fromVersion, region, status, ownerId, round, at: now.toISOString() } };
    const drafts = [moved, ...(await this.clocks.adopt(em, ticket, content, left, now))];
    await this.facts.append(em, ticket, content, { drafts, commandId: null, at: now });
    await saveTicket(em, ticket);
    await enqueue(em, { tenantId: ticket.tenantId, kind: 'temporal.reload', key: ticket.id, payload: { tenantId: ticket.tenantId, ticketId: ticket.id } });
  }
}

const follows = ({ pack, packVersion }: TicketEntity, { pin }: Destination): boolean => pack === pin.pack && packVersion === pin.packVersion;

const pinned = (ticket: TicketEntity, { pin: { pack, packVersion } }: Destination): TicketEntity => ({ ...ticket, pack, packVersion });

const foreseen = (ticketId: string, adoption: Adoption | ClockError | undefined, now: Date): Foreseen => {
  if (adoption instanceof ClockError) return { stranded: { en: `a clock cannot be counted (${adoption.code})`, zh: `有时钟无法计算（${adoption.code}）` }, changes: [] };
  return { stranded: null, changes: adoption ? changesOf(ticketId, adoption.clocks, adoption.changes, now) : [] };
};

/** Whether there is a visit, or a review, is all that decides here. */
const aVisit = { visitId: '', offer: null, asked: 0, excluded: [], queue: null, engineerId: null, window: null, onSite: false } as const;
const aReview = { target: '', round: 0, lap: 0, level: 1, since: '' } as const;
