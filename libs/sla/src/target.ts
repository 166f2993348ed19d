import { dueAt, elapsedMs, remainingMs, state } from './clock.js';
import { checkSpec } from './clock.strategies.js';
import type { ClockFacts, ClockState, Target } from './clock.types.js';
import { checkLevels, levelsToRaise, nextLevelAt, type LevelInstant } from './level.js';
import { pausesOf } from './pause.interval.js';

/** Everything to know about one clock instance at one instant. */
export interface ClockReading {
  readonly state: ClockState;
  readonly dueAt: Date | null;
  readonly elapsedMs: number;
  readonly remainingMs: number;
  /** Escalations to raise now, in order. */
  readonly toRaise: readonly LevelInstant[];
  /** When to look again: the next escalation that is not due yet, or null. */
  readonly wakeAt: Date | null;
}

/** Refuses a target that can never be computed; for the loader of policy packs. Throws ClockError. */
export function checkTarget(target: Target): void {
  checkSpec(target.clock);
  checkLevels(target.levels);
}

/**
 * Reads a clock. `facts.pauses` may be all holds of the ticket: only those whose reason the target lists count.
 * `raised` are the ordinals of the levels on record for this clock instance.
 */
export function readClock(target: Target, facts: ClockFacts, raised: ReadonlySet<number>, now: Date): ClockReading {
  const own: ClockFacts = { ...facts, pauses: pausesOf(target, facts.pauses) };
  const toRaise = levelsToRaise(own, target.clock, target.levels, raised, now);
  const done = new Set([...raised, ...toRaise.map(({ level }) => level)]);
  return {
    state: state(own, target.clock, now),
    dueAt: dueAt(own, target.clock),
    elapsedMs: elapsedMs(own, target.clock, now),
    remainingMs: remainingMs(own, target.clock, now),
    toRaise,
    wakeAt: nextLevelAt(own, target.clock, target.levels, done)?.firesAt ?? null,
  };
}
