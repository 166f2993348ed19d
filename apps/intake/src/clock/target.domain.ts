import { calendarOfClock, durationMs } from '@mendline/contracts/policy-pack';
import type { PackClock, PolicyPack, SlaTarget } from '@mendline/contracts/policy-pack';
import type { Route, TicketKind } from '@mendline/contracts/ticket';
import type { ClockSpec, Level, Target } from '@mendline/sla';

const minuteMs = 60_000;

const minutesOf = (duration: string): number => durationMs(duration) / minuteMs;

/** The clock that a target has for a priority, as the pack writes it. */
export const packClockOf = ({ clock, clockByPriority }: Pick<SlaTarget, 'clock' | 'clockByPriority'>, priority: string): PackClock => {
  const own = clockByPriority[priority] ?? clock;
  const duration = 'byPriority' in own ? own.byPriority[priority] : undefined;
  return 'byPriority' in own && duration !== undefined ? { ...own, duration } : own;
};

/** A clock of a pack as libs/sla counts it. */
const specOfClock = (clock: PackClock): ClockSpec => {
  switch (clock.type) {
    case 'elapsed':
      return { type: 'elapsed', minutes: minutesOf(clock.duration) };
    case 'business':
      return { type: 'business', minutes: minutesOf(clock.duration), calendar: clock.calendar };
    case 'half-working-day':
      return { type: 'half-working-day', minutes: minutesOf(clock.duration), halves: clock.halves, calendar: clock.calendar };
    case 'offset':
      return { type: 'offset', anchor: clock.anchor, minutes: minutesOf(clock.offset), ...(clock.calendar !== undefined && { calendar: clock.calendar }) };
    default:
      // Written as libs/sla reads them; what a pack does not say is no key of it.
      return clock as ClockSpec;
  }
};

/** What a target counts for a priority. */
export const specOf = (target: SlaTarget, priority: string): ClockSpec => specOfClock(packClockOf(target, priority));

/** The escalation chain as libs/sla counts it. */
export const levelsOf = (target: SlaTarget): readonly Level[] =>
  target.escalations.map(({ level, at }) =>
    'percent' in at ? { level, percent: at.percent } : { level, offsetMinutes: minutesOf(at.offset) },
  );

const usualRisk = 75;

/** From when on a clock of the target is at risk. */
export const riskOf = ({ atRisk = usualRisk }: Pick<SlaTarget, 'atRisk'>): Level => ({ level: 0, percent: atRisk });

/** The target as libs/sla reads it, for one spec. */
export const slaTarget = (target: SlaTarget, spec: ClockSpec): Target => ({
  code: target.code,
  stage: target.code,
  startEvent: target.start,
  stopEvent: target.stop,
  clock: spec,
  pauseOn: target.pauseOn,
  levels: levelsOf(target),
});

/** Targets of a kind, by code. */
export const targetsOf = (pack: PolicyPack, kind: TicketKind): ReadonlyMap<string, SlaTarget> =>
  new Map(pack.targets.filter(({ kinds }) => kinds.includes(kind)).map((target) => [target.code, target]));

/** The route of a kind; empty where the pack has none such. */
export const routeOf = (pack: PolicyPack, kind: TicketKind): Route => pack.kinds.find((one) => one.kind === kind)?.route ?? [];

/** The calendars that a pack's targets name, each once, with the place where it stands first. */
export const calendarsNamed = ({ targets }: Pick<PolicyPack, 'targets'>): ReadonlyMap<string, string> => {
  const places = targets.flatMap(({ clock, clockByPriority }, i) => [
    [calendarOfClock(clock), `targets.${i}.clock.calendar`] as const,
    ...Object.entries(clockByPriority).map(([priority, own]) => [calendarOfClock(own), `targets.${i}.clockByPriority.${priority}.calendar`] as const),
  ]);
  return new Map(places.flatMap(([calendar, place]) => (calendar === null ? [] : [[calendar, place] as const])).reverse());
};

/** Whether a target points from an agreed instant for some priority. */
export const needsAnchors = ({ clock, clockByPriority }: Pick<SlaTarget, 'clock' | 'clockByPriority'>): boolean =>
  [clock, ...Object.values(clockByPriority)].some((own) => 'anchor' in own);
