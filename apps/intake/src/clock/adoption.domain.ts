import { isDeepStrictEqual } from 'node:util';
import type { SlaTarget } from '@mendline/contracts/policy-pack';
import type { Route, TicketStatus } from '@mendline/contracts/ticket';
import type { ChangedClock } from './clock.domain.js';
import type { Circumstances, ClockRow } from './clock.types.js';
import { isWithin } from './course.domain.js';
import { computed } from './reading.domain.js';
import { specOf } from './target.domain.js';

/** Where a ticket stands when it begins to follow another pack. */
export interface Standing {
  readonly tenantId: string;
  readonly ticketId: string;
  readonly status: TicketStatus;
  /** By the pack that it is to follow. */
  readonly route: Route;
  readonly round: number;
  readonly priority: string;
  /** When the ticket last came to each status, in the round that runs. */
  readonly reached: ReadonlyMap<string, Date>;
  /** The queues of supervisors in which it stands. */
  readonly queues: readonly string[];
}

/**
 * The clocks of a ticket that follows another pack from `now` on. Those that run go on by the new numbers, of which nobody is late before now; those
 * that no longer hold end without a result; those that the ticket should have had begin when they would have. What has stopped, and what has
 * fired, stays as it is.
 */
export const adopt = (clocks: readonly ClockRow[], targets: ReadonlyMap<string, SlaTarget>, circumstances: Circumstances, standing: Standing, now: Date): readonly ChangedClock[] => {
  const { status, route, round } = standing;
  const going = clocks.filter(({ stoppedAt }) => stoppedAt === null).flatMap((clock): ChangedClock[] => {
    const target = targets.get(clock.target);
    if (!target || !isWithin(target, status, route)) return [dropped(clock, now)];
    return retargeted(clock, target, circumstances, standing.priority, now);
  });
  const had = new Set(clocks.filter((clock) => clock.round === round).map(({ target }) => target));
  const missing = [...targets.values()].filter((target) => !had.has(target.code) && isWithin(target, status, route));
  return [...going, ...missing.flatMap((target) => begun(target, circumstances, standing, now))];
};

const dropped = (clock: ClockRow, now: Date): ChangedClock => ({
  change: 'stopped', clock: { ...clock, stoppedAt: now < clock.startedAt ? clock.startedAt : now, result: 'dropped', nextLevelAt: null },
});

const retargeted = (clock: ClockRow, target: SlaTarget, circumstances: Circumstances, priority: string, now: Date): ChangedClock[] => {
  const spec = specOf(target, priority);
  const same = isDeepStrictEqual(spec, clock.specs.at(-1)?.spec);
  const next = same ? clock : { ...clock, specs: [...clock.specs, { at: now.toISOString(), spec, source: sourceOf(target, circumstances), cause: 'policy' as const }] };
  const columns = computed(next, target, circumstances);
  const { dueAt, nextLevelAt, riskAt, pausedBy, calendars } = clock;
  return same && isDeepStrictEqual(columns, { dueAt, nextLevelAt, riskAt, pausedBy, calendars }) ? [] : [{ change: 'policy', clock: { ...next, ...columns } }];
};

const begun = (target: SlaTarget, circumstances: Circumstances, { tenantId, ticketId, round, priority, reached, queues }: Standing, now: Date): ChangedClock[] => {
  const startedAt = reached.get(target.start) ?? (queues.includes(target.start) ? now : null);
  if (startedAt === null) return [];
  const clock: ClockRow = {
    tenantId, ticketId, target: target.code, round, lap: 0, startedAt, stoppedAt: null, result: null, dueAt: null,
    specs: [{ at: now.toISOString(), spec: specOf(target, priority), source: sourceOf(target, circumstances), cause: 'policy' }], raised: [], nextLevelAt: null, riskAt: null, pausedBy: [], calendars: {},
  };
  return [{ change: 'started', clock: { ...clock, ...computed(clock, target, circumstances) } }];
};

const sourceOf = ({ source: rule }: SlaTarget, { policy }: Circumstances) => ({ rule, ...policy });
