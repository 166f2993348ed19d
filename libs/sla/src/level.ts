import { comparedStop, lastOnTime, reach } from './clock.course.js';
import { ClockError } from './clock.error.js';
import type { ClockPoint } from './clock.strategy.js';
import type { ClockFacts, ClockSpec, Level } from './clock.types.js';
import { MINUTE_MS } from './instant.js';

/** A level and its instants. Nothing escalates at the due instant itself: `firesAt` is the first millisecond after it. */
export interface LevelInstant {
  readonly level: number;
  readonly dueAt: Date;
  readonly firesAt: Date;
}

/**
 * When a level of the escalation chain is due; null while the clock is held without an end before it.
 * A level that would lie before the start is due at the start.
 */
export function levelDueAt(facts: ClockFacts, spec: ClockSpec, level: Level): Date | null {
  const at = reach(facts, spec, pointOf(level));
  return at === null ? null : new Date(at);
}

/**
 * Every level that will fire or should have fired, in the order of firing: none after a stop that was in time for it,
 * none while the clock is held. Whether one has been raised already is not known here.
 */
export function levelInstants(facts: ClockFacts, spec: ClockSpec, levels: readonly Level[]): readonly LevelInstant[] {
  return levels
    .flatMap((level) => instantOfLevel(facts, spec, level))
    .sort((a, b) => a.firesAt.getTime() - b.firesAt.getTime() || a.level - b.level);
}

/** The next level to fire among those not raised yet (it may lie in the past: then it is overdue), or null: nothing to wait for. */
export function nextLevelAt(
  facts: ClockFacts,
  spec: ClockSpec,
  levels: readonly Level[],
  raised: ReadonlySet<number> = new Set(),
): LevelInstant | null {
  const open = levels.filter(({ level }) => !raised.has(level));
  return levelInstants(facts, spec, open)[0] ?? null;
}

/** The levels to raise at `now`: due before it and not raised yet, in order. */
export function levelsToRaise(
  facts: ClockFacts,
  spec: ClockSpec,
  levels: readonly Level[],
  raised: ReadonlySet<number>,
  now: Date,
): readonly LevelInstant[] {
  const open = levels.filter(({ level }) => !raised.has(level));
  return levelInstants(facts, spec, open).filter(({ firesAt }) => firesAt <= now);
}

/** Refuses levels without a positive percentage or a finite offset, and two of the same ordinal. */
export function checkLevels(levels: readonly Level[]): void {
  levels.forEach(pointOf);
  if (new Set(levels.map(({ level }) => level)).size < levels.length) {
    throw new ClockError('clock.levels-not-unique', 'two levels have the same ordinal');
  }
}

function instantOfLevel(facts: ClockFacts, spec: ClockSpec, level: Level): readonly LevelInstant[] {
  const due = reach(facts, spec, pointOf(level));
  if (due === null) return [];
  const last = lastOnTime(facts, spec, due);
  const stop = comparedStop(facts);
  if (stop !== null && stop <= last) return [];
  return [{ level: level.level, dueAt: new Date(due), firesAt: new Date(last + 1) }];
}

function pointOf(level: Level): ClockPoint {
  if ('percent' in level) {
    if (!(level.percent > 0) || !Number.isFinite(level.percent)) {
      throw new ClockError('clock.level-invalid', `level ${level.level} at ${level.percent} percent`);
    }
    return { share: level.percent / 100 };
  }
  if (!Number.isFinite(level.offsetMinutes)) {
    throw new ClockError('clock.level-invalid', `level ${level.level} at ${level.offsetMinutes} minutes`);
  }
  return { offsetMs: Math.round(level.offsetMinutes * MINUTE_MS) };
}
