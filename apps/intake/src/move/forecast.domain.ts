import type { ChangedClock } from '../clock/clock.domain.js';
import { instanceOf } from '../clock/clock.types.js';
import type { ClockRow } from '../clock/clock.types.js';

/** What another pack does to one clock of a ticket. */
export interface ClockChangeForecast {
  readonly ticketId: string;
  readonly target: string;
  readonly round: number;
  /** Goes on by other numbers, ends without a result, or begins. */
  readonly change: 'moved' | 'dropped' | 'started';
  readonly from: string | null;
  readonly to: string | null;
  /** In time so far, late as soon as it is applied. */
  readonly becomesLate: boolean;
  /** Late so far, in time once it is applied. */
  readonly becomesTimely: boolean;
}

/** The changes of a ticket's clocks in words of instants; what is due as before is no change. */
export const changesOf = (ticketId: string, before: ReadonlyMap<string, ClockRow>, changes: readonly ChangedClock[], now: Date): ClockChangeForecast[] =>
  changes.flatMap(({ change, clock }) => {
    const from = before.get(instanceOf(clock))?.dueAt ?? null;
    const to = change === 'stopped' ? null : clock.dueAt;
    if (change === 'policy' && from?.getTime() === to?.getTime()) return [];
    const [wasLate, isLate] = [from !== null && from <= now, to !== null && to <= now];
    return [{
      ticketId, target: clock.target, round: clock.round, change: change === 'stopped' ? 'dropped' : change === 'started' ? 'started' : 'moved',
      from: from?.toISOString() ?? null, to: to?.toISOString() ?? null, becomesLate: isLate && !wasLate, becomesTimely: wasLate && !isLate,
    }];
  });

const listed = 20;

/** The list of tickets that would be stranded, as a refusal shows it. */
export const stranding = (numbers: readonly string[]): { readonly count: number; readonly tickets: string } => ({ count: numbers.length, tickets: numbers.slice(0, listed).join(', ') });
