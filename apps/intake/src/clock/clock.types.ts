import type { ClockSpec } from '@mendline/sla';

/** What a clock was set to from an instant on; the first is the start. */
export interface SpecFrom {
  readonly at: string;
  readonly spec: ClockSpec;
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
}

/** What names a clock within its ticket, for ever. The first lap has no number of its own. */
export const instanceOf = ({ target, round, lap }: Pick<ClockRow, 'target' | 'round' | 'lap'>): string => (lap === 0 ? `${target}:${round}` : `${target}:${round}:${lap}`);

/** The id of a clock as facts and lists carry it. */
export const clockIdOf = (clock: Pick<ClockRow, 'ticketId' | 'target' | 'round' | 'lap'>): string => `${clock.ticketId}:${instanceOf(clock)}`;
