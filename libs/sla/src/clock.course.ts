import { strategyOf } from './clock.strategies.js';
import { DUE, type ClockPoint, type ClockRun } from './clock.strategy.js';
import type { ClockFacts, ClockSpec, Pause } from './clock.types.js';
import { floorToMinute, instantOf, MINUTE_MS, withinHorizon } from './instant.js';
import { pausedIntervals } from './pause.interval.js';

/** A spec and how it came to hold: `since` is null for the first. */
interface Era {
  readonly spec: ClockSpec;
  readonly since: number | null;
}

/**
 * The instant at which a clock arrives at a point, null while a pause without end stands before it.
 * A retarget counts from the clock's own start, but nobody becomes late backwards: a point that the new spec puts before the
 * retarget is reached at the retarget, or when the former spec had reached it already.
 */
export function reach(facts: ClockFacts, spec: ClockSpec, point: ClockPoint = DUE): number | null {
  const run = runOf(facts, spec);
  let reached = Number.POSITIVE_INFINITY;
  for (const era of erasOf(facts, spec)) {
    const computed = reachIn(facts, era.spec, point) ?? Number.POSITIVE_INFINITY;
    reached = era.since === null ? computed : Math.max(computed, Math.min(runningFrom(run, era.since), reached));
  }
  return Number.isFinite(reached) ? withinHorizon(run.start, reached) : null;
}

/** The spec in force: the last retarget's, else the target's own. */
export function effectiveSpec(facts: ClockFacts, spec: ClockSpec): ClockSpec {
  return erasOf(facts, spec).at(-1)?.spec ?? spec;
}

export function runOf(facts: ClockFacts, spec: ClockSpec): ClockRun<ClockSpec> {
  const start = instantOf(facts.startedAt);
  const end = facts.stoppedAt === null ? Number.POSITIVE_INFINITY : instantOf(facts.stoppedAt);
  return { spec, start, pauses: pausedIntervals(facts.pauses, start, end) };
}

/** What was known at an instant: later stops, retargets and pauses have not happened, a later resume neither. */
export function knownAt(facts: ClockFacts, now: Date): ClockFacts {
  const at = instantOf(now);
  return {
    ...facts,
    stoppedAt: facts.stoppedAt !== null && instantOf(facts.stoppedAt) <= at ? facts.stoppedAt : null,
    retargets: facts.retargets.filter((retarget) => instantOf(retarget.at) <= at),
    pauses: facts.pauses.filter((pause) => instantOf(pause.from) <= at).map((pause) => openAt(pause, at)),
  };
}

/** The last instant that is still on time: the due instant itself, or its whole minute when the start is known to the minute only. */
export function lastOnTime(facts: ClockFacts, spec: ClockSpec, due: number): number {
  const toTheMinute = facts.startPrecision === 'minute' && strategyOf(effectiveSpec(facts, spec)).dueFollowsStart;
  return toTheMinute ? floorToMinute(due) + MINUTE_MS - 1 : due;
}

/** The stop as it is compared with a deadline. */
export function comparedStop(facts: ClockFacts): number | null {
  if (facts.stoppedAt === null) return null;
  const stop = instantOf(facts.stoppedAt);
  return facts.stopPrecision === 'minute' ? floorToMinute(stop) : stop;
}

function reachIn(facts: ClockFacts, spec: ClockSpec, point: ClockPoint): number | null {
  const strategy = strategyOf(spec);
  strategy.check(spec);
  return strategy.reach(runOf(facts, spec), point);
}

/** The first instant at or after `at` that lies in no pause. */
function runningFrom({ pauses }: ClockRun<ClockSpec>, at: number): number {
  return pauses.find(({ from, to }) => from <= at && at < to)?.to ?? at;
}

function erasOf(facts: ClockFacts, spec: ClockSpec): readonly Era[] {
  const end = facts.stoppedAt === null ? Number.POSITIVE_INFINITY : instantOf(facts.stoppedAt);
  const retargets = facts.retargets
    .map((retarget) => ({ spec: retarget.spec, since: instantOf(retarget.at) }))
    .filter(({ since }) => since <= end)
    .sort((a, b) => a.since - b.since);
  return [{ spec, since: null }, ...retargets];
}

function openAt(pause: Pause, at: number): Pause {
  return pause.to !== null && instantOf(pause.to) > at ? { ...pause, to: null } : pause;
}
