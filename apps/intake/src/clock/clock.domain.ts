import type { SlaTarget } from '@mendline/contracts/policy-pack';
import type { CommandName, Route, TicketStatus } from '@mendline/contracts/ticket';
import { dueAt, nextLevelAt, pausesOf, readClock, state } from '@mendline/sla';
import type { ClockFacts, ClockState, LevelInstant, Pause } from '@mendline/sla';
import { instanceOf } from './clock.types.js';
import type { ClockRow } from './clock.types.js';
import { endsOf, isWithin, startsOf } from './course.domain.js';
import { levelsOf, slaTarget, specOf } from './target.domain.js';

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
  /** The recorded command; null at registration. */
  readonly command: CommandName | null;
  readonly route: Route;
  readonly round: number;
  readonly priority: string;
  /** It entered the supervisor's queue: for an owner, or for a visit's engineer. */
  readonly queuedNow: readonly ('queued' | 'dispatch-queued')[];
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
  if (!first) throw new Error(`clock ${clock.ticketId}:${instanceOf(clock)} has no spec`);
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
  const ended = new Map(stopped.map(({ clock }) => [instanceOf(clock), clock]));
  const after = clocks.map((clock) => ended.get(instanceOf(clock)) ?? clock);
  const moved = after.filter(isOpen).flatMap((clock) => move(clock, targets.get(clock.target), pauses, event));
  const started = [...targets.values()].flatMap((target) => start(target, after, pauses, event));
  return [...stopped, ...moved, ...started];
};

const isOpen = (clock: ClockRow): boolean => clock.stoppedAt === null;

const stop = (clock: ClockRow, target: SlaTarget | undefined, pauses: readonly Pause[], event: ClockEvent): ChangedClock[] => {
  const at = event.at < clock.startedAt ? clock.startedAt : event.at;
  if (!target) return [{ change: 'stopped', clock: { ...clock, stoppedAt: at, result: 'dropped', nextLevelAt: null } }];
  if (event.to === event.from) return [];
  const sameRound = clock.round === event.round;
  const reached = sameRound && endsOf(event).includes(target.stop);
  if (!reached && sameRound && isWithin(target, event.to, event.route)) return [];
  const ended = { ...clock, stoppedAt: at };
  const { dueAt: due, nextLevelAt } = computed(ended, target, pauses);
  const late = due !== null && at > due;
  return [{ change: 'stopped', clock: { ...ended, result: reached ? (late ? 'missed' : 'met') : 'dropped', dueAt: due, nextLevelAt } }];
};

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

/** Targets of plans and visits begin again when their start comes again: another plan, the next visit, a change on site. */
const repeatable: readonly SlaTarget['start'][] = ['planned', 'approved', 'consented', 'dispatched', 'scheduled', 'arrived', 'dispatch-queued', 'plan-declined'];

/** The lap that a start of the target begins; null where the target runs, or has run and does not begin again in its round. */
const nextLap = (target: SlaTarget, clocks: readonly ClockRow[], round: number): number | null => {
  const laps = clocks.filter((clock) => clock.target === target.code && clock.round === round);
  if (laps.length === 0) return 0;
  return repeatable.includes(target.start) && !laps.some(isOpen) ? Math.max(...laps.map(({ lap }) => lap)) + 1 : null;
};

const start = (target: SlaTarget, clocks: readonly ClockRow[], pauses: readonly Pause[], event: ClockEvent): ChangedClock[] => {
  const begins = [...startsOf(event), ...event.queuedNow].includes(target.start) && isWithin(target, event.to, event.route);
  const lap = begins ? nextLap(target, clocks, event.round) : null;
  if (lap === null) return [];
  const clock: ClockRow = {
    tenantId: event.tenantId,
    ticketId: event.ticketId,
    target: target.code,
    round: event.round,
    lap,
    startedAt: event.at,
    stoppedAt: null,
    result: null,
    dueAt: null,
    specs: [{ at: event.at.toISOString(), spec: specOf(target, event.priority) }],
    raised: [],
    nextLevelAt: null,
  };
  return [{ change: 'started', clock: { ...clock, ...computed(clock, target, pauses) } }];
};

/** The instant that clocks count for a command: what the caller says, within bounds, else when it was received. */
export const effectiveInstant = (occurredAt: Date, receivedAt: Date, stageStartedAt: Date, maxBackdateMs: number): Date => {
  const earliest = Math.max(stageStartedAt.getTime(), receivedAt.getTime() - maxBackdateMs);
  const said = occurredAt.getTime();
  return said >= earliest && said <= receivedAt.getTime() ? occurredAt : receivedAt;
};
