import type { DayName } from '../calendar/calendar.types.js';
import type { ClockSpec, HoldReason, RetargetCause, SpecSource } from '../clock.types.js';

/** A span of a clock's course and why it counted or did not. Instants are ISO 8601 in UTC. */
export type ExplainedSpan = {
  readonly from: string;
  /** Null: it lasts. */
  readonly to: string | null;
  /** Length in milliseconds; null while it lasts. */
  readonly ms: number | null;
} & SpanReason;

export type SpanReason =
  /** Worked or elapsed; `day` names a make-up workday or a day of special hours. */
  | { readonly kind: 'counted'; readonly day?: DayName; readonly provisional?: boolean }
  /** Outside the windows of the week. */
  | { readonly kind: 'closed' }
  /** A day that the calendar closes by name. */
  | { readonly kind: 'holiday'; readonly day: DayName; readonly provisional?: boolean }
  | { readonly kind: 'paused'; readonly reasons: readonly HoldReason[] }
  /** The time was used up when a change said so: due at the change, because nobody is late before it. */
  | { readonly kind: 'not-before-change' };

/** A date that stood in the way of a deadline. */
export interface SkippedDay {
  /** `YYYY-MM-DD` in the zone of the explanation. */
  readonly date: string;
  /** Null: a day off of the week. */
  readonly day: DayName | null;
  readonly provisional?: boolean;
}

/** Why a deadline that points at an instant lies elsewhere than its rule says first. */
export type DeadlineMove =
  | { readonly because: 'days-off'; readonly from: string; readonly to: string; readonly days: readonly SkippedDay[] }
  | { readonly because: 'paused'; readonly from: string; readonly to: string | null; readonly reasons: readonly HoldReason[] };

/** A spec that held from an instant on; the first has no cause. */
export interface ExplainedRule {
  readonly since: string;
  readonly spec: ClockSpec;
  readonly source: SpecSource | null;
  readonly cause: RetargetCause | null;
}

/**
 * How a clock came to its deadline: data, for people to read by `explanationText` and for programs as it is. It depends on facts, policy
 * and calendar alone, never on the present: two explanations of the same facts are equal.
 */
export interface Explanation {
  readonly target: string;
  readonly stage: string;
  readonly startEvent: string;
  readonly stopEvent: string;
  /** IANA zone in which dates are meant and times are shown. */
  readonly zone: string;
  readonly calendar: { readonly code: string; readonly version: number; readonly name: DayName } | null;
  readonly startedAt: string;
  readonly stoppedAt: string | null;
  /** Null: held without an end, or its appointment is not known. */
  readonly dueAt: string | null;
  /** In the order in which they came to hold. */
  readonly rules: readonly ExplainedRule[];
  /** From start to due without gaps, for units that count time; empty for units that point at an instant. */
  readonly spans: readonly ExplainedSpan[];
  /** The sum of the counted spans in milliseconds. */
  readonly countedMs: number;
  readonly moves: readonly DeadlineMove[];
  /** What an appointment unit points from, as last known. */
  readonly anchor: { readonly name: string; readonly at: string } | null;
}
