import type { SlaTarget } from '@mendline/contracts/policy-pack';
import type { TicketStatus } from '@mendline/contracts/ticket';
import { dueAt, nextLevelAt, pausesOf, readClock, state } from '@mendline/sla';
import type { ClockFacts, ClockState, LevelInstant, Pause } from '@mendline/sla';
import type { ClockRow } from './clock.types.js';
import { levelsOf, slaTarget, specOf, startEvent } from './target.domain.js';

/** Why a clock row changed: each becomes a fact. */
export type ClockChange = 'started' | 'stopped' | 'paused' | 'resumed' | 'retargeted';

export interface ChangedClock {
  readonly clock: ClockRow;
  readonly change: ClockChange;
}

/** What happened to the ticket, as far as clocks care. All instants are effective ones. */
export interface ClockEvent {
  readonly tenantId: string;
  readonly ticketId: string;
  readonly at: Date;
  readonly from: TicketStatus | null;
  readonly to: TicketStatus;
  readonly round: number;
  readonly priority: string;
  readonly queuedNow: boolean;
  readonly retargeted: boolean;
  readonly hold: 'begun' | 'ended' | null;
  readonly holdReason: string | null;
  /** Who acted: the responsible person of a clock that stops now. */
  readonly actorId: string | null;
}

type Targets = ReadonlyMap<string, SlaTarget>;

const factsOf = (clock: ClockRow, target: SlaTarget, pauses: readonly Pause[]): ClockFacts => {
  const [, ...retargets] = clock.specs;
  const own = slaTarget(target, firstSpec(clock));
  return {
    startedAt: clock.startedAt,
    stoppedAt: clock.stoppedAt,
    pauses: pausesOf(own, pauses),
    retargets: retargets.map(({ at, spec }) => ({ at: new Date(at), spec })),
  };
};

const firstSpec = (clock: ClockRow): ClockRow['specs'][number]['spec'] => {
  const first = clock.specs[0];
  if (!first) throw new Error(`clock ${clock.ticketId}:${clock.target}:${clock.round} has no spec`);
  return first.spec;
};

/** The levels of a clock that are due at `now` and not raised. */
export const dueLevels = (clock: ClockRow, target: SlaTarget, pauses: readonly Pause[], now: Date): readonly LevelInstant[] =>
  readClock(slaTarget(target, firstSpec(clock)), factsOf(clock, target, pauses), new Set(clock.raised), now).toRaise;

/** Running, paused, breached, met or breached-and-stopped, at `now`. */
export const clockState = (clock: ClockRow, target: SlaTarget, pauses: readonly Pause[], now: Date): ClockState =>
  state(factsOf(clock, target, pauses), firstSpec(clock), now);

/** The columns that lists and the timer use, computed from the facts. */
export const computed = (
  clock: ClockRow,
  target: SlaTarget,
  pauses: readonly Pause[],
): Pick<ClockRow, 'dueAt' | 'nextLevelAt'> => {
  const facts = factsOf(clock, target, pauses);
  const spec = firstSpec(clock);
  return { dueAt: dueAt(facts, spec), nextLevelAt: nextLevelAt(facts, spec, levelsOf(target), new Set(clock.raised))?.firesAt ?? null };
};

/** Applies what happened to the clocks of a ticket. Pure: answers the rows that changed, computed columns included. */
export const applyEvent = (
  clocks: readonly ClockRow[],
  targets: Targets,
  pauses: readonly Pause[],
  event: ClockEvent,
): readonly ChangedClock[] => {
  const stopped = clocks.filter(isOpen).flatMap((clock) => stop(clock, targets.get(clock.target), pauses, event));
  const stoppedKeys = new Set(stopped.map(({ clock }) => clock.target));
  const kept = clocks.filter((clock) => isOpen(clock) && !stoppedKeys.has(clock.target));
  const moved = kept.flatMap((clock) => move(clock, targets.get(clock.target), pauses, event));
  const started = [...targets.values()].filter((target) => starts(target, clocks, event)).map((target) => start(target, pauses, event));
  return [...stopped, ...moved, ...started];
};

const isOpen = (clock: ClockRow): boolean => clock.stoppedAt === null;

const stop = (clock: ClockRow, target: SlaTarget | undefined, pauses: readonly Pause[], event: ClockEvent): ChangedClock[] => {
  if (event.to === event.from || !target) return [];
  const reached = target.stop === event.to;
  const dropped = !reached && (clock.round !== event.round || !stillAhead(target.stop, event.to));
  if (!reached && !dropped) return [];
  const at = event.at < clock.startedAt ? clock.startedAt : event.at;
  const ended = { ...clock, stoppedAt: at };
  const { dueAt: due, nextLevelAt } = computed(ended, target, pauses);
  const late = due !== null && at > due;
  return [{ change: 'stopped', clock: { ...ended, result: dropped ? 'dropped' : late ? 'missed' : 'met', dueAt: due, nextLevelAt } }];
};

/** Milestones that a ticket can still reach after an end that left its route. */
const aheadOf: Partial<Record<TicketStatus, readonly TicketStatus[]>> = {
  'closed-unconfirmed': ['supervisor-reviewed', 'archived'],
  'closed-no-answer': ['return-visited', 'supervisor-reviewed', 'archived'],
  'closed-duplicate': ['archived'],
  'closed-out-of-scope': ['archived'],
  'closed-invalid': ['archived'],
  cancelled: ['archived'],
};

const stillAhead = (stop: TicketStatus, status: TicketStatus): boolean => aheadOf[status]?.includes(stop) ?? true;

const move = (clock: ClockRow, target: SlaTarget | undefined, pauses: readonly Pause[], event: ClockEvent): ChangedClock[] => {
  if (!target) return [];
  const spec = specOf(target, event.priority);
  const last = clock.specs.at(-1)?.spec;
  const retarget = event.retargeted && JSON.stringify(spec) !== JSON.stringify(last);
  const specs = retarget ? [...clock.specs, { at: event.at.toISOString(), spec }] : clock.specs;
  const next = { ...clock, specs };
  const columns = computed(next, target, pauses);
  if (retarget) return [{ change: 'retargeted', clock: { ...next, ...columns } }];
  const same = columns.dueAt?.getTime() === clock.dueAt?.getTime() && columns.nextLevelAt?.getTime() === clock.nextLevelAt?.getTime();
  if (same || event.hold === null) return [];
  return [{ change: event.hold === 'begun' ? 'paused' : 'resumed', clock: { ...next, ...columns } }];
};

const starts = (target: SlaTarget, clocks: readonly ClockRow[], event: ClockEvent): boolean => {
  const entered = event.to !== event.from && startEvent(event.to) === target.start;
  const queued = event.queuedNow && target.start === 'queued';
  return (entered || queued) && !clocks.some((clock) => clock.target === target.code && clock.round === event.round);
};

const start = (target: SlaTarget, pauses: readonly Pause[], event: ClockEvent): ChangedClock => {
  const clock: ClockRow = {
    tenantId: event.tenantId,
    ticketId: event.ticketId,
    target: target.code,
    round: event.round,
    startedAt: event.at,
    stoppedAt: null,
    result: null,
    dueAt: null,
    specs: [{ at: event.at.toISOString(), spec: specOf(target, event.priority) }],
    raised: [],
    nextLevelAt: null,
  };
  return { change: 'started', clock: { ...clock, ...computed(clock, target, pauses) } };
};

/** The instant that clocks count for a command: what the caller says, within bounds, else when it was received. */
export const effectiveInstant = (occurredAt: Date, receivedAt: Date, stageStartedAt: Date, maxBackdateMs: number): Date => {
  const earliest = Math.max(stageStartedAt.getTime(), receivedAt.getTime() - maxBackdateMs);
  const said = occurredAt.getTime();
  return said >= earliest && said <= receivedAt.getTime() ? occurredAt : receivedAt;
};
