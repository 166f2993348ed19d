import type { ClockFacts, Pause } from '../src/clock.types.js';

/*
 * What the clocks should say, found by walking minute by minute. Shares types with the library and nothing else.
 * Works on instants that lie on whole minutes.
 */

const MINUTE = 60_000;

function heldAt(pauses: readonly Pause[], at: number): boolean {
  return pauses.some(({ from, to }) => from.getTime() <= at && (to === null || at < to.getTime()));
}

/** The first minute at which `minutes` have been counted and the clock is not held; null when none comes within `limit` minutes. */
export function walkElapsed(facts: ClockFacts, minutes: number, limit = 20_000): number | null {
  let counted = 0;
  const start = facts.startedAt.getTime();
  for (let at = start; at <= start + limit * MINUTE; at += MINUTE) {
    if (heldAt(facts.pauses, at)) continue;
    if (counted >= minutes) return at;
    counted += 1;
  }
  return null;
}

/** How many minutes between the start and `now` were not held. */
export function walkCounted(facts: ClockFacts, now: Date): number {
  let counted = 0;
  for (let at = facts.startedAt.getTime(); at < now.getTime(); at += MINUTE) if (!heldAt(facts.pauses, at)) counted += 1;
  return counted;
}

/** Retargets walked forward: late before a retarget stays so only if the new duration is used up too; never late before it was said. */
export function walkRetargets(facts: ClockFacts, minutes: number, retargets: readonly { at: number; minutes: number }[]): number | null {
  const start = facts.startedAt.getTime();
  const last = retargets.at(-1);
  if (last === undefined) return walkElapsed(facts, minutes);
  const before = walkRetargets(facts, minutes, retargets.slice(0, -1));
  let counted = 0;
  for (let at = start; at <= start + 20_000 * MINUTE; at += MINUTE) {
    if (heldAt(facts.pauses, at)) continue;
    if (counted >= last.minutes && (at >= last.at || (before !== null && at >= before))) return at;
    counted += 1;
  }
  return null;
}

/** What the clock on the wall shows: `2024-05-01 17:00`. */
export function shown(at: number, zone: string): string {
  return formatFor(zone).format(at).replace(',', '');
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const digits = '2-digit';
  const made = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: digits,
    day: digits,
    hour: digits,
    minute: digits,
    hourCycle: 'h23',
  });
  formats.set(zone, made);
  return made;
}

/** The first minute at or after `from` that shows HH:MM, or at which the clocks jump over it. */
export function walkWallTime(from: number, hhmm: string, zone: string): number {
  let before = shown(from - MINUTE, zone);
  for (let at = from; ; at += MINUTE) {
    const now = shown(at, zone);
    const wanted = `${now.slice(0, 10)} ${hhmm}`;
    if (now === wanted || (before < wanted && wanted < now)) return at;
    before = now;
  }
}

/** A wall-time deadline with holds: a deadline inside a hold goes to the next such time after it. */
export function walkWallTimeWithPauses(facts: ClockFacts, hhmm: string, zone: string): number | null {
  let due = walkWallTime(facts.startedAt.getTime(), hhmm, zone);
  const moved = (): boolean => heldAt(facts.pauses, due);
  while (moved()) {
    let end = due;
    while (heldAt(facts.pauses, end)) {
      end += MINUTE;
      if (end > due + 20_000 * MINUTE) return null;
    }
    due = walkWallTime(end, hhmm, zone);
  }
  return due;
}
