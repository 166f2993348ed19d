import type { Anchor, CalendarBook, CalendarScope, ClockSpec, Pause, RetargetCause, SpecSource } from '@mendline/sla';

/** What a clock was set to from an instant on, by which rule and why; the first is the start. */
export interface SpecFrom {
  readonly at: string;
  readonly spec: ClockSpec;
  readonly source?: SpecSource;
  readonly cause?: RetargetCause;
}

/** A version of a calendar: whose it is, and which. */
export interface CalendarRef {
  readonly of: CalendarScope['of'];
  readonly id: string;
  readonly version: number;
}

/** A clock instance, (ticket, target, round, lap), as its rules see it. */
export interface ClockRow {
  readonly tenantId: string;
  readonly ticketId: string;
  readonly target: string;
  readonly round: number;
  /** Which start of the target within the round, from 0. */
  readonly lap: number;
  readonly startedAt: Date;
  readonly stoppedAt: Date | null;
  readonly result: 'met' | 'missed' | 'dropped' | null;
  readonly dueAt: Date | null;
  readonly specs: SpecFrom[];
  /** Ordinals of the levels that have fired. */
  readonly raised: number[];
  readonly nextLevelAt: Date | null;
  /** From when on it is at risk; null while it is held or has no deadline. */
  readonly riskAt: Date | null;
  /** What holds it without an end. */
  readonly pausedBy: string[];
  /** By code, the version of every calendar that the columns were computed by; those of a stopped clock stay. */
  readonly calendars: Readonly<Record<string, CalendarRef>>;
}

/** An instant that was agreed; `until` is the end of the visit for which it was, null while that lasts. */
export interface AgreedAnchor extends Anchor {
  readonly until: Date | null;
}

/** All of a ticket that decides, beside its events, when its clocks are due. */
export interface Circumstances {
  readonly pauses: readonly Pause[];
  readonly anchors: readonly AgreedAnchor[];
  /** The calendars that count for the ticket now, by the codes that its pack names. */
  readonly calendars: CalendarBook;
  /** The pack that says the targets. */
  readonly policy: { readonly pack: string; readonly version: number };
}

/** What names a clock within its ticket, for ever. The first lap has no number of its own. */
export const instanceOf = ({ target, round, lap }: Pick<ClockRow, 'target' | 'round' | 'lap'>): string => (lap === 0 ? `${target}:${round}` : `${target}:${round}:${lap}`);

/** The id of a clock as facts and lists carry it. */
export const clockIdOf = (clock: Pick<ClockRow, 'ticketId' | 'target' | 'round' | 'lap'>): string => `${clock.ticketId}:${instanceOf(clock)}`;
