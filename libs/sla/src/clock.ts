import { comparedStop, effectiveSpec, knownAt, lastOnTime, reach, runOf } from './clock.course.js';
import { strategyOf } from './clock.strategies.js';
import type { ClockFacts, ClockSpec, ClockState } from './clock.types.js';
import { instantOf } from './instant.js';

/**
 * When the target is due, recomputed from the facts every time; null while the clock is held without an end before it is due, or while the
 * appointment that sets it is not known.
 * Instants are exact to the millisecond. A stop at the due instant is on time; the clock is late from the first millisecond after it.
 * Throws ClockError (`clock.beyond-horizon` for more than 100 years after the start, `clock.calendar-unknown` for one that the facts do not carry).
 */
export function dueAt(facts: ClockFacts, spec: ClockSpec): Date | null {
  return toDate(reach(facts, spec));
}

/**
 * The time counted until `now` or the stop, in milliseconds: without pauses for elapsed and working time, plain time for units that
 * point at an instant.
 */
export function elapsedMs(facts: ClockFacts, spec: ClockSpec, now: Date): number {
  const known = knownAt(facts, now);
  return counted(known, spec, instantOf(known.stoppedAt ?? now));
}

/**
 * The counted time left until due, in milliseconds; negative is how late it is. While held: what was left when the hold began.
 * Infinite while the appointment that sets the deadline is not known.
 */
export function remainingMs(facts: ClockFacts, spec: ClockSpec, now: Date): number {
  const known = knownAt(facts, now);
  const at = instantOf(known.stoppedAt ?? now);
  const due = reach(known, spec);
  if (due !== null) return counted(known, spec, due) - counted(known, spec, at);
  if (!isHeld(known, spec)) return Number.POSITIVE_INFINITY;
  // One pause without end stands before due: without it the clock would go on from where it stands.
  const heldSince = runOf(known, spec).pauses.at(-1)?.from ?? at;
  const resumed: ClockFacts = { ...known, pauses: known.pauses.flatMap((pause) => closedAt(pause, heldSince)) };
  const wouldBe = reach(resumed, spec);
  return wouldBe === null ? Number.POSITIVE_INFINITY : counted(resumed, spec, wouldBe) - counted(resumed, spec, heldSince);
}

/** The clock's state as known at `now`. A deadline is never missed at its own instant. */
export function state(facts: ClockFacts, spec: ClockSpec, now: Date): ClockState {
  const known = knownAt(facts, now);
  const due = reach(known, spec);
  const stop = comparedStop(known);
  if (stop !== null) return due === null || stop <= lastOnTime(known, spec, due) ? 'met' : 'breached-and-stopped';
  if (due === null) return isHeld(known, spec) ? 'paused' : 'running';
  return instantOf(now) > lastOnTime(known, spec, due) ? 'breached' : isHeld(known, spec) ? 'paused' : 'running';
}

function counted(facts: ClockFacts, spec: ClockSpec, at: number): number {
  const effective = effectiveSpec(facts, spec);
  return strategyOf(effective).counted(runOf(facts, effective), at);
}

function isHeld(known: ClockFacts, spec: ClockSpec): boolean {
  return runOf(known, spec).pauses.at(-1)?.to === Number.POSITIVE_INFINITY;
}

function closedAt(pause: ClockFacts['pauses'][number], at: number): ClockFacts['pauses'] {
  if (instantOf(pause.from) >= at) return [];
  return [pause.to === null || instantOf(pause.to) > at ? { ...pause, to: new Date(at) } : pause];
}

function toDate(at: number | null): Date | null {
  return at === null ? null : new Date(at);
}
