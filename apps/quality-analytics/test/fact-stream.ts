import { randomUUID } from 'node:crypto';
import { clockMoved, clockStarted, clockStopped, escalationCorrected, policyPackPublished, readFact, ticketEscalated, ticketRegistered, ticketTransitioned } from '@mendline/contracts/facts';
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
  private seq = 0;
  private status = 'registered';

  constructor(
    readonly tenant: string,
    readonly ticketId: string,
    private incarnation = 1,
    private version = 0,
  ) {}

  registered(at: string, data: Partial<FactData<typeof ticketRegistered>> = {}): this {
    return this.write(ticketRegistered, at, { ...ticketRegistered.example, receivedAt: at, ...data });
  }

  to(status: string, at: string, data: Partial<FactData<typeof ticketTransitioned>> = {}): this {
    const from = this.status;
    this.status = status;
    this.seq += 1;
    const times = { occurredAt: at, recordedAt: at, effectiveAt: at };
    return this.write(ticketTransitioned, at, { ...ticketTransitioned.example, command: 'contact', reasonCode: null, from, to: status, ...times, ...data });
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

  /** The same ticket after a restore to `version`: what followed is lost and written anew. */
  restoredAt(version: number): TicketFacts {
    return new TicketFacts(this.tenant, this.ticketId, this.incarnation + 1, version);
  }

  private instance(target: string, round: number): { clockId: string; target: string; round: number } {
    return { clockId: `${this.ticketId}:${target}:${round}`, target, round };
  }

  private write<F extends FactDefinition>(definition: F, at: string, data: FactData<F>): this {
    this.version += 1;
    this.facts.push(
      readFact({
        specversion: '1.0', id: randomUUID(), type: definition.type, source: '/mendline/cn1/intake', subject: this.ticketId, time: at, tenantid: this.tenant, cell: 'cn1',
        incarnation: this.incarnation, aggregateid: this.ticketId, aggregateversion: this.version, ticketseq: this.seq, data,
      }),
    );
    return this;
  }
}

export const packFact = (tenant: string, version: number, zone: string): Fact<FactData<typeof policyPackPublished>> =>
  readFact({
    specversion: '1.0', id: randomUUID(), type: policyPackPublished.type, source: '/mendline/cn1/intake', subject: 'demo', time: '2024-01-01T00:00:00.000Z', tenantid: tenant,
    cell: 'cn1', incarnation: 1, aggregateid: 'demo', aggregateversion: version,
    data: { pack: 'demo', version, hash: 'abc', content: { pack: 'demo', zone }, publishedAt: '2024-01-01T00:00:00.000Z' },
  }) as Fact<FactData<typeof policyPackPublished>>;

const minutesAfter = (from: string, minutes: number): string => new Date(Date.parse(from) + minutes * 60_000).toISOString();

const ends = ['confirmed', 'closed-no-answer', 'closed-unconfirmed', 'cancelled', 'open'] as const;

/** A made-up life with rework, holds, late clocks and every end, by chance of the seed. */
export const randomLife = (tenant: string, ticketId: string, random: () => number): TicketFacts => {
  const ticket = new TicketFacts(tenant, ticketId);
  const start = minutesAfter('2024-04-29T00:00:00.000Z', Math.floor(random() * 20_000));
  ticket.registered(start, { number: ticketId.slice(-6), region: random() < 0.5 ? '310000' : '440000' }).to('reviewed', minutesAfter(start, 5));
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
  const end = ends[Math.floor(random() * ends.length)] ?? 'open';
  if (end === 'open') return ticket;
  ticket.to(end, minutesAfter(at, 30), { ownerId: 'p1', epoch: 1, round: rounds - 1, satisfaction: end === 'confirmed' ? Math.floor(random() * 5) * 25 : null });
  return random() < 0.5 ? ticket : ticket.to('archived', minutesAfter(at, 60), { ownerId: 'p1', epoch: 1, round: rounds - 1, wait: null });
};
