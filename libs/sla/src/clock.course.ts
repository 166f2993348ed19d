import { NO_CALENDARS } from './calendar/calendar.book.js';
import type { WorkTimeline } from './calendar/work.timeline.js';
import { anchorNameOf, calendarOf, checkSpecOnce, strategyOf } from './clock.strategies.js';
import { DUE, type ClockPoint, type ClockRun } from './clock.strategy.js';
import type { ClockFacts, ClockSpec, Pause, Retarget } from './clock.types.js';
import { floorToMinute, instantOf, MINUTE_MS, withinHorizon } from './instant.js';
import { pausedIntervals } from './pause.interval.js';

/** A spec, what was known when it came to hold, and since when it does: `since` is null for the first. */
export interface Era {
  readonly spec: ClockSpec;
  readonly since: number | null;
  readonly anchors: ReadonlyMap<string, number>;
}

const NO_ANCHORS: ReadonlyMap<string, number> = new Map();

/**
 * The instant at which a clock arrives at a point, null while a pause without end stands before it or its anchor is not known.
 * A retarget or a moved appointment counts from the clock's own start, but nobody becomes late backwards: a point that the new
 * spec puts before the change is reached at the change, or when the former spec had reached it already.
 */
export function reach(facts: ClockFacts, spec: ClockSpec, point: ClockPoint = DUE): number | null {
  const run = runOf(facts, spec);
  let reached = Number.POSITIVE_INFINITY;
  for (const era of erasOf(facts, spec)) {
    const computed = reachIn(run, era, point) ?? Number.POSITIVE_INFINITY;
    reached = era.since === null ? computed : Math.max(computed, Math.min(runningFrom(run, era.since), reached));
  }
  return Number.isFinite(reached) ? withinHorizon(run.start, reached) : null;
}

/** The spec in force: the last retarget's, else the target's own. */
export function effectiveSpec(facts: ClockFacts, spec: ClockSpec): ClockSpec {
  return facts.retargets.length === 0 ? spec : (retargetsOf(facts).at(-1)?.spec ?? spec);
}

export function runOf(facts: ClockFacts, spec: ClockSpec): ClockRun<ClockSpec> {
  const start = instantOf(facts.startedAt);
  const pauses = facts.pauses.length === 0 ? [] : pausedIntervals(facts.pauses, start, endOf(facts));
  return { spec, start, pauses, calendars: facts.calendars ?? NO_CALENDARS, anchors: NO_ANCHORS };
}

/** What was known at an instant: later stops, retargets and pauses have not happened, a later resume neither. */
export function knownAt(facts: ClockFacts, now: Date): ClockFacts {
  const at = instantOf(now);
  return {
    ...facts,
    stoppedAt: facts.stoppedAt !== null && instantOf(facts.stoppedAt) <= at ? facts.stoppedAt : null,
    retargets: facts.retargets.filter((retarget) => instantOf(retarget.at) <= at),
    pauses: facts.pauses.filter((pause) => instantOf(pause.from) <= at).map((pause) => openAt(pause, at)),
    ...(facts.anchors !== undefined && { anchors: facts.anchors.filter(({ since }) => instantOf(since) <= at) }),
  };
}

/** The last instant that is still on time: the due instant itself, or its whole minute when the start is known to the minute only. */
export function lastOnTime(facts: ClockFacts, spec: ClockSpec, due: number): number {
  if (facts.startPrecision !== 'minute') return due;
  const effective = effectiveSpec(facts, spec);
  return strategyOf(effective).dueFollowsStart(effective) ? floorToMinute(due) + MINUTE_MS - 1 : due;
}

/** The stop as it is compared with a deadline. */
export function comparedStop(facts: ClockFacts): number | null {
  if (facts.stoppedAt === null) return null;
  const stop = instantOf(facts.stoppedAt);
  return facts.stopPrecision === 'minute' ? floorToMinute(stop) : stop;
}

/** As `reach`, by one era alone. */
export function reachIn(run: ClockRun<ClockSpec>, { spec, anchors }: Era, point: ClockPoint): number | null {
  checkSpecOnce(spec);
  return strategyOf(spec).reach({ spec, start: run.start, pauses: run.pauses, calendars: run.calendars, anchors }, point);
}

/** The first instant at or after `at` that lies in no pause. */
function runningFrom({ pauses }: ClockRun<ClockSpec>, at: number): number {
  return pauses.find(({ from, to }) => from <= at && at < to)?.to ?? at;
}

/** The specs of a clock in the order in which they came to hold; a moved anchor of the spec in force opens an era too. */
export function erasOf(facts: ClockFacts, spec: ClockSpec): readonly Era[] {
  const adopted = facts.adoptedAt === undefined ? null : instantOf(facts.adoptedAt);
  if (facts.retargets.length === 0 && (facts.anchors === undefined || anchorNameOf(spec) === undefined)) return [{ spec, since: adopted, anchors: NO_ANCHORS }];
  const eras: Era[] = [];
  const begin = (of: ClockSpec, since: number | null): void => {
    eras.push({ spec: of, since, anchors: anchorsAt(facts, since ?? instantOf(facts.startedAt)) });
  };
  begin(spec, adopted);
  for (const { at, spec: changed } of changesOf(facts)) {
    const last = eras.at(-1)?.spec ?? spec;
    if (typeof changed !== 'string') begin(changed, at);
    else if (changed === anchorNameOf(last)) begin(last, at);
  }
  return eras;
}

/** Retargets and changes of anchors after the first era's beginning, in order; at one instant the retarget comes first. */
function changesOf(facts: ClockFacts): readonly { readonly at: number; readonly spec: ClockSpec | string }[] {
  const begun = instantOf(facts.adoptedAt ?? facts.startedAt);
  const moved = (facts.anchors ?? []).map(({ name, since }) => ({ at: instantOf(since), spec: name })).filter(({ at }) => at > begun && at <= endOf(facts));
  return [...retargetsOf(facts).map(({ at, spec }) => ({ at: instantOf(at), spec })), ...moved].sort((a, b) => a.at - b.at);
}

/** The retargets before the stop, in the order in which they came to hold. */
export function retargetsOf(facts: ClockFacts): readonly Retarget[] {
  const end = endOf(facts);
  return facts.retargets.filter(({ at }) => instantOf(at) <= end).sort((a, b) => a.at.getTime() - b.at.getTime());
}

function anchorsAt({ anchors }: ClockFacts, at: number): ReadonlyMap<string, number> {
  if (anchors === undefined) return NO_ANCHORS;
  const known = anchors.filter(({ since }) => instantOf(since) <= at).sort((a, b) => a.since.getTime() - b.since.getTime());
  return new Map(known.map(({ name, at: instant }) => [name, instantOf(instant)]));
}

/** The calendar that a spec counts by, compiled; undefined when it needs none. Throws ClockError `clock.calendar-unknown`. */
export function timelineOf({ calendars = NO_CALENDARS }: Pick<ClockFacts, 'calendars'>, spec: ClockSpec): WorkTimeline | undefined {
  const code = calendarOf(spec);
  return code === undefined ? undefined : calendars.timeline(code);
}

/** When the facts end: the stop, or never. */
export function endOf({ stoppedAt }: ClockFacts): number {
  return stoppedAt === null ? Number.POSITIVE_INFINITY : instantOf(stoppedAt);
}

function openAt(pause: Pause, at: number): Pause {
  return pause.to !== null && instantOf(pause.to) > at ? { ...pause, to: null } : pause;
}
