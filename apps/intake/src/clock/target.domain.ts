import { durationMs } from '@mendline/contracts/policy-pack';
import type { PolicyPack, SlaTarget } from '@mendline/contracts/policy-pack';
import type { TicketKind } from '@mendline/contracts/ticket';
import type { ClockSpec, Level, Target } from '@mendline/sla';

const minuteMs = 60_000;

/** What a target counts for a priority. */
export const specOf = (target: SlaTarget, priority: string): ClockSpec => {
  const { clock } = target;
  if (clock.type === 'elapsed') return { type: 'elapsed', minutes: durationMs(clock.byPriority[priority] ?? clock.duration) / minuteMs };
  return { type: 'wall-time', at: clock.at, zone: clock.zone, ...(clock.days !== undefined && { days: clock.days }) };
};

/** The escalation chain as libs/sla counts it. */
export const levelsOf = (target: SlaTarget): readonly Level[] =>
  target.escalations.map(({ level, at }) =>
    'percent' in at ? { level, percent: at.percent } : { level, offsetMinutes: durationMs(at.offset) / minuteMs },
  );

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
