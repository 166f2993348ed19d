import type { PolicyPack } from '@mendline/contracts/policy-pack';
import type { TicketKind } from '@mendline/contracts/ticket';
import type { Circumstances, ClockRow } from './clock.types.js';
import { clockIdOf } from './clock.types.js';
import { clockState } from './reading.domain.js';
import { targetsOf } from './target.domain.js';

/** A clock as people see it. */
export interface ClockView {
  readonly id: string;
  readonly target: string;
  readonly round: number;
  readonly lap: number;
  readonly state: string;
  readonly startedAt: Date;
  readonly dueAt: Date | null;
  readonly stoppedAt: Date | null;
}

/** Clocks of a ticket with their state at `now`. */
export const clockViews = (clocks: readonly ClockRow[], pack: PolicyPack, kind: TicketKind, circumstances: Circumstances, now: Date): ClockView[] => {
  const targets = targetsOf(pack, kind);
  return clocks.map((clock) => {
    const target = targets.get(clock.target);
    const state = clock.result === 'dropped' || !target ? 'dropped' : clockState(clock, target, circumstances, now);
    const { round, lap, startedAt, dueAt, stoppedAt } = clock;
    return { id: clockIdOf(clock), target: clock.target, round, lap, state, startedAt, dueAt, stoppedAt };
  });
};
