import type { PolicyPack } from '@mendline/contracts/policy-pack';
import { replayClocks } from './clock.replay.js';
import type { ReplayedClock } from './clock.replay.js';
import { milliseconds } from './duration.js';
import { recipientsOf } from './recipient.js';
import type { Duty, StaffMember } from './recipient.js';
import { instantAfter, runningAt } from './running-time.js';
import type { Standstill } from './running-time.js';
import type { TicketHistory } from './timeline.js';

/** An escalation that the facts of a ticket's life call for. */
export interface DueEscalation {
  readonly clockId: string;
  readonly level: number;
  readonly recipientId: string;
  /** Milliseconds. */
  readonly dueAt: number;
}

type Level = PolicyPack['targets'][number]['escalations'][number];

const needOf = (durationMs: number, { at }: Level): number => ('percent' in at ? (durationMs * at.percent) / 100 : durationMs + milliseconds(at.offset));

/** When a level is due. Nobody becomes late backwards: a retarget puts a point no earlier than itself, unless it was reached before. */
const dueAt = (clock: ReplayedClock, level: Level, standstills: readonly Standstill[]): number => {
  let due = Number.POSITIVE_INFINITY;
  for (const [n, era] of clock.eras.entries()) {
    const computed = instantAfter(clock.startedAt, needOf(era.durationMs, level), standstills);
    due = n === 0 ? computed : Math.max(computed, Math.min(runningAt(era.since, standstills), due));
  }
  return Math.round(due);
};

/** The owner at an instant, as the recorded transitions say. */
const ownerAt = (history: TicketHistory, at: number): string | null => history.transitions.filter(({ recordedAt }) => Date.parse(recordedAt) <= at).at(-1)?.ownerId ?? null;

/**
 * Every escalation that was due before `until`, computed from the pack and the recorded transitions alone. A stop at the
 * due instant is on time. `raisedAt` tells when a level was really raised: its recipients are those of that instant.
 */
export const escalationsDue = (
  pack: PolicyPack, staff: readonly StaffMember[], history: TicketHistory, until: number, raisedAt: (clockId: string, level: number) => number | null,
  duties: readonly Duty[] = [],
): DueEscalation[] => {
  const { clocks, holds } = replayClocks(pack, history);
  const { customerId = '', region = '' } = history.registration ?? {};
  return clocks.flatMap((clock) => {
    const standstills = holds.filter(({ reason }) => clock.target.pauseOn.some((own) => own === reason));
    const clockId = [history.ticketId, clock.target.code, clock.round, ...(clock.lap > 0 ? [clock.lap] : [])].join(':');
    return clock.target.escalations.flatMap((level): DueEscalation[] => {
      const at = dueAt(clock, level, standstills);
      if (at >= (clock.stoppedAt ?? until)) return [];
      const raised = raisedAt(clockId, level.level) ?? at;
      return [...recipientsOf(level.to, staff, { ownerId: ownerAt(history, raised), customerId, region, at: raised }, duties)].map((recipientId) => ({ clockId, level: level.level, recipientId, dueAt: at }));
    });
  });
};
