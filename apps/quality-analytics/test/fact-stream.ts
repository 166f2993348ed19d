import { randomUUID } from 'node:crypto';
import {
  clockMoved, clockStarted, clockStopped, deviceChanged, escalationCorrected, planSubmitted, policyPackPublished, readFact, ticketDiagnosed, ticketEscalated, ticketRegistered,
  ticketTransitioned, visitAccepted, visitClosed, visitFaultLocated, visitMarked, visitOpened, visitScheduled,
} from '@mendline/contracts/facts';
import type { Fact, FactData, FactDefinition } from '@mendline/contracts/facts';

/** Random numbers in [0, 1) that a seed repeats. */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

export const shuffled = <T>(items: readonly T[], random: () => number): T[] =>
  items.map((item) => ({ item, at: random() })).sort((a, b) => a.at - b.at).map(({ item }) => item);

/** Writes the facts of one ticket as intake would: versions contiguous, every fact valid by its schema. */
export class TicketFacts {
  readonly facts: Fact[] = [];
  private readonly others = new Map<string, number>();
  private seq = 0;
  private status = 'registered';
  private known = { kind: 'consultation', region: '310000' };

  constructor(
    readonly tenant: string,
    readonly ticketId: string,
    private incarnation = 1,
    private version = 0,
  ) {}

  registered(at: string, data: Partial<FactData<typeof ticketRegistered>> = {}): this {
    const said = { ...ticketRegistered.example, receivedAt: at, ...data };
    this.known = { kind: said.kind, region: said.region };
    return this.write(ticketRegistered, at, said);
  }

  to(status: string, at: string, data: Partial<FactData<typeof ticketTransitioned>> = {}): this {
    const from = this.status;
    this.status = status;
    this.seq += 1;
    const times = { occurredAt: at, recordedAt: at, effectiveAt: at };
    return this.write(ticketTransitioned, at, { ...ticketTransitioned.example, ...this.known, command: 'contact', reasonCode: null, from, to: status, ...times, ...data });
  }

  clock(target: string, startedAt: string, dueAt: string | null, round = 0): this {
    return this.write(clockStarted, startedAt, { ...this.instance(target, round), startedAt, dueAt });
  }

  moved(target: string, at: string, dueAt: string | null, round = 0): this {
    return this.write(clockMoved, at, { ...this.instance(target, round), at, dueAt, cause: 'paused', reason: 'customer' });
  }

  stopped(target: string, at: string, dueAt: string | null, result: 'met' | 'missed' | 'dropped', round = 0): this {
    return this.write(clockStopped, at, { ...this.instance(target, round), stoppedAt: at, dueAt, result, responsibleId: 'p1' });
  }

  escalated(target: string, at: string, level = 1, round = 0): this {
    return this.write(ticketEscalated, at, { ...this.instance(target, round), level, recipientId: 'p_sup', via: 'role:supervisor', dueAt: at, levelDueAt: at, raisedAt: at });
  }

  corrected(target: string, at: string, level = 1, round = 0): this {
    return this.write(escalationCorrected, at, { ...this.instance(target, round), level, recipientId: 'p_sup', correctedAt: at });
  }

  diagnosed(at: string, causeCode: string): this {
    return this.write(ticketDiagnosed, at, { ...ticketDiagnosed.example, causeCode, at });
  }

  planned(at: string, cause: string): this {
    return this.write(planSubmitted, at, { ...planSubmitted.example, planId: `${this.ticketId}.p1`, cause, submittedAt: at }, `${this.ticketId}.p1`);
  }

  /** Facts of one visit, as field-service would write them. */
  visit(n: number, engineerId: string): VisitFacts {
    return new VisitFacts(`${this.ticketId}.v${n}`, engineerId, (definition, at, data, aggregateId) => {
      this.write(definition, at, data, aggregateId);
    });
  }

  /** The same ticket after a restore to `version`: what followed is lost and written anew. */
  restoredAt(version: number): TicketFacts {
    return new TicketFacts(this.tenant, this.ticketId, this.incarnation + 1, version);
  }

  private instance(target: string, round: number): { clockId: string; target: string; round: number } {
    return { clockId: `${this.ticketId}:${target}:${round}`, target, round };
  }

  /** Facts of other owners count their own versions, and say nothing of the ticket's. */
  private write<F extends FactDefinition>(definition: F, at: string, data: FactData<F>, aggregateId = this.ticketId): this {
    const own = aggregateId === this.ticketId;
    const version = (own ? this.version : (this.others.get(aggregateId) ?? 0)) + 1;
    if (own) this.version = version;
    else this.others.set(aggregateId, version);
    this.facts.push(
      readFact({
        specversion: '1.0', id: randomUUID(), type: definition.type, source: `/mendline/cn1/${definition.type.split('.')[0]}`, subject: this.ticketId, time: at, tenantid: this.tenant,
        cell: 'cn1', incarnation: own ? this.incarnation : 1, aggregateid: aggregateId, aggregateversion: version, ...(own && { ticketseq: this.seq }), data,
      }),
    );
    return this;
  }
}

type WriteOther = <F extends FactDefinition>(definition: F, at: string, data: FactData<F>, aggregateId: string) => void;

/** Writes the facts of one visit. */
export class VisitFacts {
  constructor(
    private readonly visitId: string,
    private readonly engineerId: string,
    private readonly write: WriteOther,
  ) {}

  opened(at: string): this {
    return this.tell(visitOpened, at, { ...visitOpened.example, visitId: this.visitId, engineerId: this.engineerId, openedAt: at });
  }

  scheduled(at: string, from: string, to: string): this {
    return this.tell(visitScheduled, at, { visitId: this.visitId, from, to, scheduledAt: at });
  }

  departed(at: string): this {
    return this.tell(visitMarked, at, { visitId: this.visitId, node: 'departed', at, recordedAt: at });
  }

  arrived(at: string): this {
    return this.tell(visitMarked, at, { visitId: this.visitId, node: 'arrived', at, recordedAt: at });
  }

  located(at: string, faultCode: string, causeCode: string): this {
    return this.tell(visitFaultLocated, at, { visitId: this.visitId, faultCode, causeCode, byId: this.engineerId, at });
  }

  accepted(at: string, score: number): this {
    return this.tell(visitAccepted, at, { visitId: this.visitId, signedBy: 'customer', satisfaction: 'satisfied', score, at });
  }

  closed(at: string, outcome: string): this {
    return this.tell(visitClosed, at, { visitId: this.visitId, engineerId: this.engineerId, outcome, faultCode: null, causeCode: null, measures: [], closedAt: at });
  }

  private tell<F extends FactDefinition>(definition: F, at: string, data: FactData<F>): this {
    this.write(definition, at, data, this.visitId);
    return this;
  }
}

export const deviceFact = (tenant: string, version: number, data: Partial<FactData<typeof deviceChanged>>, incarnation = 1): Fact =>
  readFact({
    specversion: '1.0', id: randomUUID(), type: deviceChanged.type, source: '/mendline/cn1/intake', subject: data.deviceId ?? 'dv_01', time: '2024-05-01T00:00:00.000Z', tenantid: tenant,
    cell: 'cn1', incarnation, aggregateid: data.deviceId ?? 'dv_01', aggregateversion: version, data: { ...deviceChanged.example, ...data },
  });

export const packFact = (tenant: string, version: number, zone: string, quality: object = {}): Fact<FactData<typeof policyPackPublished>> =>
  readFact({
    specversion: '1.0', id: randomUUID(), type: policyPackPublished.type, source: '/mendline/cn1/intake', subject: 'demo', time: '2024-01-01T00:00:00.000Z', tenantid: tenant,
    cell: 'cn1', incarnation: 1, aggregateid: 'demo', aggregateversion: version,
    data: { pack: 'demo', version, hash: 'abc', content: { pack: 'demo', zone, quality }, publishedAt: '2024-01-01T00:00:00.000Z' },
  }) as Fact<FactData<typeof policyPackPublished>>;

const minutesAfter = (from: string, minutes: number): string => new Date(Date.parse(from) + minutes * 60_000).toISOString();

const ends = ['confirmed', 'closed-no-answer', 'closed-unconfirmed', 'cancelled', 'open'] as const;

const makeVisits = (ticket: TicketFacts, from: string, random: () => number): void => {
  ticket.diagnosed(from, 'unclear').planned(from, 'mainboard-burnt');
  const visits = random() < 0.3 ? 2 : 1;
  for (let n = 1; n <= visits; n += 1) {
    const at = minutesAfter(from, n * 3);
    const visit = ticket.visit(n, `e${n}`).opened(at).scheduled(at, minutesAfter(at, 10), minutesAfter(at, 20));
    if (random() < 0.2) visit.closed(minutesAfter(at, 1), 'abandoned');
    else visit.arrived(minutesAfter(at, random() < 0.7 ? 15 : 25)).located(minutesAfter(at, 26), 'no-power', 'fuse').accepted(minutesAfter(at, 27), 75).closed(minutesAfter(at, 28), n < visits ? 'needs-parts' : 'done');
  }
};

/** A made-up life with rework, holds, late clocks and every end, by chance of the seed. */
export const randomLife = (tenant: string, ticketId: string, random: () => number): TicketFacts => {
  const ticket = new TicketFacts(tenant, ticketId);
  const start = minutesAfter('2024-04-29T00:00:00.000Z', Math.floor(random() * 20_000));
  ticket.registered(start, { number: ticketId.slice(-6), region: random() < 0.5 ? '310000' : '440000', kind: 'repair', faultClass: 'hardware', deviceId: `dv_${Math.floor(random() * 5)}`, batch: 'B1' }).to('reviewed', minutesAfter(start, 5));
  let at = minutesAfter(start, 10);
  const rounds = random() < 0.3 ? 2 : 1;
  for (let round = 0; round < rounds; round += 1) {
    const due = minutesAfter(at, 30);
    ticket.to('assigned', at, { ownerId: 'p1', epoch: 1, round }).clock('contact', at, due, round);
    if (random() < 0.2) ticket.moved('contact', minutesAfter(at, 1), minutesAfter(due, 15), round);
    const late = random() < 0.3;
    if (late) ticket.escalated('contact', minutesAfter(at, 31), 1, round);
    at = minutesAfter(at, late ? 40 : 20);
    ticket.to('contacted', at, { ownerId: 'p1', epoch: 1, round }).stopped('contact', at, due, late ? 'missed' : 'met', round);
    if (late && random() < 0.5) ticket.corrected('contact', minutesAfter(at, 1), 1, round);
  }
  if (random() < 0.5) makeVisits(ticket, at, random);
  const end = ends[Math.floor(random() * ends.length)] ?? 'open';
  if (end === 'open') return ticket;
  ticket.to(end, minutesAfter(at, 30), { ownerId: 'p1', epoch: 1, round: rounds - 1, satisfaction: end === 'confirmed' ? Math.floor(random() * 5) * 25 : null });
  return random() < 0.5 ? ticket : ticket.to('archived', minutesAfter(at, 60), { ownerId: 'p1', epoch: 1, round: rounds - 1, wait: null });
};
