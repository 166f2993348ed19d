import type { SlaTarget } from '@mendline/contracts/policy-pack';
import { calendarOf, dueAt, levelDueAt, nextLevelAt, pausesOf, readClock, state } from '@mendline/sla';
import type { ClockFacts, ClockSpec, ClockState, LevelInstant } from '@mendline/sla';
import { instanceOf } from './clock.types.js';
import type { CalendarRef, Circumstances, ClockRow } from './clock.types.js';
import { levelsOf, riskOf, slaTarget } from './target.domain.js';

/** The spec with which a clock started. */
export const firstSpecOf = (clock: ClockRow): ClockSpec => {
  const first = clock.specs[0];
  if (!first) throw new Error(`clock ${clock.ticketId}:${instanceOf(clock)} has no spec`);
  return first.spec;
};

/** What libs/sla counts a clock by. */
export const factsOf = (clock: ClockRow, target: SlaTarget, { pauses, anchors, calendars }: Circumstances): ClockFacts => {
  const [first, ...retargets] = clock.specs;
  return {
    startedAt: clock.startedAt,
    stoppedAt: clock.stoppedAt,
    pauses: pausesOf(slaTarget(target, firstSpecOf(clock)), pauses),
    retargets: retargets.map(({ at, spec, source, cause }) => ({ at: new Date(at), spec, ...(source && { source }), ...(cause && { cause }) })),
    // What was agreed for a visit that was over before the start says nothing about this clock.
    anchors: anchors.filter(({ until }) => until === null || until > clock.startedAt),
    calendars,
    // Laid on the ticket later than it began: by another pack.
    ...(first && Date.parse(first.at) > clock.startedAt.getTime() && { adoptedAt: new Date(first.at) }),
    ...(first?.source && { source: first.source }),
  };
};

/** The levels of a clock that are due at `now` and not raised. */
export const dueLevels = (clock: ClockRow, target: SlaTarget, circumstances: Circumstances, now: Date): readonly LevelInstant[] =>
  readClock(slaTarget(target, firstSpecOf(clock)), factsOf(clock, target, circumstances), new Set(clock.raised), now).toRaise;

/** Running, paused, breached, met or breached-and-stopped, at `now`. What has stopped is as it stopped, whatever calendars say since. */
export const clockState = (clock: ClockRow, target: SlaTarget, circumstances: Circumstances, now: Date): ClockState => {
  if (clock.stoppedAt !== null && clock.stoppedAt <= now) return clock.result === 'missed' ? 'breached-and-stopped' : 'met';
  return state(factsOf(clock, target, circumstances), firstSpecOf(clock), now);
};

/** The columns that lists and the timer use, computed from the facts. */
export const computed = (clock: ClockRow, target: SlaTarget, circumstances: Circumstances): Pick<ClockRow, 'dueAt' | 'nextLevelAt' | 'riskAt' | 'pausedBy' | 'calendars'> => {
  const facts = factsOf(clock, target, circumstances);
  const spec = firstSpecOf(clock);
  const due = dueAt(facts, spec);
  return {
    dueAt: due,
    riskAt: due === null ? null : levelDueAt(facts, spec, riskOf(target)),
    // Late before it was held, it is late, not held.
    pausedBy: due === null ? [...new Set(facts.pauses.filter(({ to }) => to === null).map(({ reason }) => reason))] : [],
    nextLevelAt: nextLevelAt(facts, spec, levelsOf(target), new Set(clock.raised))?.firesAt ?? null,
    calendars: Object.fromEntries(clock.specs.flatMap((from) => refOf(calendarOf(from.spec), circumstances))),
  };
};

const refOf = (code: string | undefined, { calendars }: Circumstances): [string, CalendarRef][] => {
  const calendar = code === undefined ? undefined : calendars.find(code);
  return code !== undefined && calendar?.scope ? [[code, { ...calendar.scope, version: calendar.version }]] : [];
};
