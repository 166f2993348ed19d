import type { ClockSpec } from '@mendline/sla';

/** What a clock was set to from an instant on; the first is the start. */
export interface SpecFrom {
  readonly at: string;
  readonly spec: ClockSpec;
}

/** A clock instance, (ticket, target, round), as its rules see it. */
export interface ClockRow {
  readonly tenantId: string;
  readonly ticketId: string;
  readonly target: string;
  readonly round: number;
  readonly startedAt: Date;
  readonly stoppedAt: Date | null;
  readonly result: 'met' | 'missed' | 'dropped' | null;
  readonly dueAt: Date | null;
  readonly specs: SpecFrom[];
  /** Ordinals of the levels that have fired. */
  readonly raised: number[];
  readonly nextLevelAt: Date | null;
}
