import { clockStopped, escalationCorrected, ticketEscalated, ticketLinked, ticketRegistered, ticketRelocated, ticketTransitioned } from '@mendline/contracts/facts';
import type { FactData } from '@mendline/contracts/facts';

/** One entry of a ticket's timeline as the endpoint shows it. */
export interface TimelineEntry {
  readonly id: string;
  readonly seq: number;
  readonly at: string;
  readonly type: string;
  /** The fact's data as JSON. */
  readonly data: string;
}

export type Registration = FactData<typeof ticketRegistered>;
export type Transition = FactData<typeof ticketTransitioned> & { readonly seq: number };
export type Escalation = FactData<typeof ticketEscalated>;
export type StoppedClock = FactData<typeof clockStopped>;

/** A tie to another ticket, by the seq of the transition that made it; 0 by the registration. */
export type Tied = FactData<typeof ticketLinked> & { readonly seq: number };

/** The facts of one ticket by kind, each list in the order of the timeline. */
export interface TicketHistory {
  readonly ticketId: string;
  readonly registration: Registration | null;
  readonly transitions: readonly Transition[];
  readonly escalations: readonly Escalation[];
  /** Those of them that were not taken back as false alarms. */
  readonly standing: readonly Escalation[];
  readonly stoppedClocks: readonly StoppedClock[];
  /** Ties that this ticket made; the other end has none. */
  readonly ties: readonly Tied[];
  /** Changes of contact or address while it ran. */
  readonly relocations: readonly FactData<typeof ticketRelocated>[];
  /** Facts that appear more than once. */
  readonly repeated: readonly string[];
}

/** One level of one clock, told to one person. */
export const escalationKey = (of: Pick<Escalation, 'clockId' | 'level' | 'recipientId'>): string => `${of.clockId} level ${of.level} to ${of.recipientId}`;

/** A correction takes back the last escalation of its key before it; what is late after all is raised again. */
const standingOf = (entries: readonly TimelineEntry[]): readonly Escalation[] => {
  const standing: Escalation[] = [];
  for (const { type, data } of entries) {
    if (type === ticketEscalated.type) standing.push(JSON.parse(data) as Escalation);
    if (type !== escalationCorrected.type) continue;
    const key = escalationKey(JSON.parse(data) as FactData<typeof escalationCorrected>);
    const last = standing.findLastIndex((escalation) => escalationKey(escalation) === key);
    if (last >= 0) standing.splice(last, 1);
  }
  return standing;
};

/** Reads a timeline. Entries of other types are not looked at. */
export const readHistory = (ticketId: string, entries: readonly TimelineEntry[]): TicketHistory => {
  const dataOf = <T>(type: string): T[] => entries.filter((entry) => entry.type === type).map((entry) => JSON.parse(entry.data) as T);
  const numbered = <T>(type: string): (T & { readonly seq: number })[] => entries.filter((entry) => entry.type === type).map((entry) => ({ ...(JSON.parse(entry.data) as T), seq: entry.seq }));
  const ids = entries.map(({ id }) => id);
  return {
    ticketId,
    registration: dataOf<Registration>(ticketRegistered.type)[0] ?? null,
    transitions: numbered<FactData<typeof ticketTransitioned>>(ticketTransitioned.type).sort((a, b) => a.seq - b.seq),
    escalations: dataOf(ticketEscalated.type),
    standing: standingOf(entries),
    stoppedClocks: dataOf(clockStopped.type),
    ties: numbered(ticketLinked.type),
    relocations: dataOf(ticketRelocated.type),
    repeated: ids.filter((id, i) => ids.indexOf(id) !== i),
  };
};
