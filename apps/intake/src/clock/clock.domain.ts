import { isDeepStrictEqual } from 'node:util';
import type { SlaTarget } from '@mendline/contracts/policy-pack';
import type { CommandName, Route, TicketKind, TicketStatus } from '@mendline/contracts/ticket';
import type { SpecSource } from '@mendline/sla';
import { instanceOf } from './clock.types.js';
import type { Circumstances, ClockRow } from './clock.types.js';
import { endsOf, isWithin, startsOf } from './course.domain.js';
import { computed } from './reading.domain.js';
import { specOf } from './target.domain.js';

/** Why a clock row changed: each becomes a fact. */
export type ClockChange = 'started' | 'stopped' | 'paused' | 'resumed' | 'retargeted' | 'appointed' | 'calendar' | 'policy';

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
  /** The kind that it had, where this makes it another. */
  readonly kindBefore?: TicketKind;
  readonly hold: 'begun' | 'ended' | null;
  readonly holdReason: string | null;
  /** Who acted: the responsible person of a clock that stops now. */
  readonly actorId: string | null;
}

type Targets = ReadonlyMap<string, SlaTarget>;

/** Applies what happened to the clocks of a ticket. Pure: answers the rows that changed, computed columns included. */
export const applyEvent = (
  clocks: readonly ClockRow[],
  targets: Targets,
  circumstances: Circumstances,
  event: ClockEvent,
): readonly ChangedClock[] => {
  const stopped = clocks.filter(isOpen).flatMap((clock) => stop(clock, targets.get(clock.target), circumstances, event));
  const ended = new Map(stopped.map(({ clock }) => [instanceOf(clock), clock]));
  const after = clocks.map((clock) => ended.get(instanceOf(clock)) ?? clock);
  const moved = after.filter(isOpen).flatMap((clock) => move(clock, targets.get(clock.target), circumstances, event));
  const started = [...targets.values()].flatMap((target) => start(target, after, circumstances, event));
  return [...stopped, ...moved, ...started];
};

const isOpen = (clock: ClockRow): boolean => clock.stoppedAt === null;

const stop = (clock: ClockRow, target: SlaTarget | undefined, circumstances: Circumstances, event: ClockEvent): ChangedClock[] => {
  const at = event.at < clock.startedAt ? clock.startedAt : event.at;
  if (!target) return [{ change: 'stopped', clock: { ...clock, stoppedAt: at, result: 'dropped', nextLevelAt: null } }];
  if (event.to === event.from && event.kindBefore === undefined) return [];
  const sameRound = clock.round === event.round;
  const reached = sameRound && endsOf(event).includes(target.stop);
  if (!reached && sameRound && isWithin(target, event.to, event.route)) return [];
  const ended = { ...clock, stoppedAt: at };
  const columns = computed(ended, target, circumstances);
  const late = columns.dueAt !== null && at > columns.dueAt;
  return [{ change: 'stopped', clock: { ...ended, ...columns, result: reached ? (late ? 'missed' : 'met') : 'dropped' } }];
};

const move = (clock: ClockRow, target: SlaTarget | undefined, circumstances: Circumstances, event: ClockEvent): ChangedClock[] => {
  if (!target) return [];
  const spec = specOf(target, event.priority);
  // Not by their text: what is read back from the row has its keys in another order.
  const retarget = event.retargeted && !isDeepStrictEqual(spec, clock.specs.at(-1)?.spec);
  const specs = retarget ? [...clock.specs, { at: event.at.toISOString(), spec, source: sourceOf(target, circumstances), cause: event.kindBefore === undefined ? 'priority' as const : 'kind' as const }] : clock.specs;
  const next = { ...clock, specs };
  const columns = computed(next, target, circumstances);
  if (retarget) return [{ change: 'retargeted', clock: { ...next, ...columns } }];
  const cause = event.hold === null ? 'appointed' : event.hold === 'begun' ? 'paused' : 'resumed';
  const unmoved = isAsBefore(clock, columns) && !isHeldAfterAlarm(clock, target, event);
  if (unmoved || (event.hold === null && event.command !== 'agree-window')) return [];
  return [{ change: cause, clock: { ...next, ...columns } }];
};

/** A hold that is heard of late takes alarms back, also where it moves nothing else: the last level of a clock that was late before the hold. */
const isHeldAfterAlarm = ({ raised }: ClockRow, { pauseOn }: SlaTarget, { hold, holdReason }: ClockEvent): boolean =>
  hold === 'begun' && raised.length > 0 && pauseOn.some((reason) => reason === holdReason);

/** Whether a clock shows what it showed. */
export const isAsBefore = (clock: ClockRow, columns: Pick<ClockRow, 'dueAt' | 'nextLevelAt' | 'riskAt' | 'pausedBy'>): boolean =>
  (['dueAt', 'nextLevelAt', 'riskAt'] as const).every((column) => columns[column]?.getTime() === clock[column]?.getTime()) && isDeepStrictEqual(columns.pausedBy, clock.pausedBy);

/** Clocks that run as the calendars and appointments of now say: those that this moves or counts by another version of a calendar. */
export const recompute = (clocks: readonly ClockRow[], targets: Targets, circumstances: Circumstances): readonly ChangedClock[] =>
  clocks.filter(isOpen).flatMap((clock) => {
    const target = targets.get(clock.target);
    if (!target) return [];
    const columns = computed(clock, target, circumstances);
    const same = isAsBefore(clock, columns) && isDeepStrictEqual(columns.calendars, clock.calendars);
    return same ? [] : [{ change: 'calendar' as const, clock: { ...clock, ...columns } }];
  });

const sourceOf = ({ source }: SlaTarget, { policy }: Circumstances): SpecSource => ({ rule: source, ...policy });

/** Targets of plans and visits begin again when their start comes again: another plan, the next visit, a change on site; and the review of what was taken up again at the limit of rounds [C10]. */
const repeatable: readonly SlaTarget['start'][] = ['planned', 'approved', 'consented', 'dispatched', 'scheduled', 'arrived', 'dispatch-queued', 'plan-declined', 'return-visited'];

/** The lap that a start of the target begins; null where the target runs, or has run and does not begin again in its round. Another kind begins anew. */
const nextLap = (target: SlaTarget, clocks: readonly ClockRow[], { round, kindBefore }: ClockEvent): number | null => {
  const laps = clocks.filter((clock) => clock.target === target.code && clock.round === round);
  if (laps.length === 0) return 0;
  return (repeatable.includes(target.start) || kindBefore !== undefined) && !laps.some(isOpen) ? Math.max(...laps.map(({ lap }) => lap)) + 1 : null;
};

const start = (target: SlaTarget, clocks: readonly ClockRow[], circumstances: Circumstances, event: ClockEvent): ChangedClock[] => {
  const begins = [...startsOf(event), ...event.queuedNow].includes(target.start) && isWithin(target, event.to, event.route);
  const lap = begins ? nextLap(target, clocks, event) : null;
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
    specs: [{ at: event.at.toISOString(), spec: specOf(target, event.priority), source: sourceOf(target, circumstances) }],
    raised: [],
    nextLevelAt: null,
    riskAt: null,
    pausedBy: [],
    calendars: {},
  };
  return [{ change: 'started', clock: { ...clock, ...computed(clock, target, circumstances) } }];
};

/** The instant that clocks count for a command: what the caller says, within bounds, else when it was received. */
export const effectiveInstant = (occurredAt: Date, receivedAt: Date, stageStartedAt: Date, maxBackdateMs: number): Date => {
  const earliest = Math.max(stageStartedAt.getTime(), receivedAt.getTime() - maxBackdateMs);
  const said = occurredAt.getTime();
  return said >= earliest && said <= receivedAt.getTime() ? occurredAt : receivedAt;
};

/** When a request came in: what the caller says, within bounds, else when it is registered. No stage came before. */
export const receivedInstant = (occurredAt: Date, registeredAt: Date, maxBackdateMs: number): Date => effectiveInstant(occurredAt, registeredAt, new Date(0), maxBackdateMs);
