import { escalationCorrected, ticketEscalated, ticketLinked, ticketRegistered, ticketRelocated, ticketTransitioned } from '@mendline/contracts/facts';
import type { FactData } from '@mendline/contracts/facts';
import type { TimelineEntry } from './timeline.js';

const begin = Date.UTC(2024, 4, 1, 9);

/** ISO instant so many seconds after the beginning of the made-up day. */
export const second = (seconds: number): string => new Date(begin + seconds * 1000).toISOString();

/** Builds the timeline of a made-up ticket for specs of the checker. */
export class HistoryBuilder {
  readonly entries: TimelineEntry[] = [];
  private last: FactData<typeof ticketTransitioned> = {
    ...ticketTransitioned.example, from: 'registered', to: 'registered', ownerId: null, epoch: 0, round: 0, priority: 'normal', region: 'east', reasonCode: null, wait: 'review',
  };
  private seq = 0;

  constructor(readonly ticketId: string) {}

  registered(at: number, priority = 'normal', kind = 'consultation'): this {
    this.last = { ...this.last, priority, kind };
    return this.add(ticketRegistered.type, at, { ...ticketRegistered.example, number: 'n1', kind, priority, region: 'east', receivedAt: second(at) });
  }

  /** A recorded transition; `at` in seconds, recorded then unless said otherwise. */
  to(status: string, at: number, changes: Partial<FactData<typeof ticketTransitioned>> = {}): this {
    this.seq += 1;
    const times = { occurredAt: second(at), effectiveAt: second(at), recordedAt: second(at) };
    this.last = { ...this.last, reasonCode: null, command: 'contact', wait: 'contact', ...times, from: this.last.to, to: status, ...changes };
    return this.add(ticketTransitioned.type, at, this.last);
  }

  escalated(target: string, level: number, recipientId: string, levelDueAt: number, raisedAt = levelDueAt + 0.2, round = 0, lap = 0, via = 'x'): this {
    const instants = { dueAt: second(levelDueAt), levelDueAt: second(levelDueAt), raisedAt: second(raisedAt) };
    return this.add(ticketEscalated.type, raisedAt, { clockId: `${this.ticketId}:${target}:${round}${lap > 0 ? `:${lap}` : ''}`, target, round, ...(lap > 0 && { lap }), level, recipientId, via, ...instants });
  }

  /** A tie that the last transition, or the registration, made. */
  tied(relation: string, otherId = 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZY'): this {
    return this.add(ticketLinked.type, 0, { relation, otherId, at: second(0) });
  }

  /** The customer turns out to be in another region. */
  relocated(region: string, at: number): this {
    return this.add(ticketRelocated.type, at, { region, regionBefore: this.last.region, addressChanged: true, byId: null, at: second(at) });
  }

  corrected(target: string, level: number, recipientId: string, at: number): this {
    return this.add(escalationCorrected.type, at, { clockId: `${this.ticketId}:${target}:0`, target, round: 0, level, recipientId, correctedAt: second(at) });
  }

  private add(type: string, at: number, data: object): this {
    this.entries.push({ id: `f${this.entries.length}`, seq: this.seq, at: second(at), type, data: JSON.stringify(data) });
    return this;
  }
}
