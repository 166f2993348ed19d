import type { Role } from '@mendline/contracts/ticket';
import type { HopsTo } from '../../region/region.domain.js';
import { type Duty, type DutyDay, dutyDays, type Interval, overlaps, WallClock, without } from '../../roster/duty.domain.js';
import type { RankedCandidate, ReasonCode } from '../assignment.domain.js';

/** Proof that somebody may do a kind of work, until a day. */
export interface Certificate {
  readonly skill: string;
  readonly validUntil: Date;
}

/** An engineer as the ranking sees one: profile, staff record, roster, absences, booked visits, present load. */
export interface Engineer {
  readonly personId: string;
  /** Active in the staff record and in the profile. */
  readonly active: boolean;
  readonly roles: readonly string[];
  readonly region: string;
  /** Regions served like the home region. */
  readonly worksFor: readonly string[];
  /** Regions that he may support when they are saturated, whatever the map says. */
  readonly neighbourRegions: readonly string[];
  readonly skills: readonly string[];
  readonly certificates: readonly Certificate[];
  readonly kinds: readonly string[];
  readonly duty: Duty;
  readonly absences: readonly Interval[];
  /** Visits made or agreed on the days of the horizon; may be left out where they are too few to fill a day. */
  readonly booked: readonly Interval[];
  /** Visits that one day holds. */
  readonly dailyCapacity: number;
  /** Visits at a time. */
  readonly maxLoad: number;
  /** Visits taken or offered. */
  readonly load: number;
  readonly lastOfferedAt: Date | null;
}

/** What an engineer is looked for. */
export interface VisitNeed {
  readonly kind: string;
  /** Fault class of the ticket's pack; `none` asks for no skill. */
  readonly faultClass: string;
  readonly region: string;
  /** 1 is the highest. */
  readonly severity: number;
  readonly excluded: readonly string[];
  /** Within which he must have time. */
  readonly horizon: Interval;
  readonly hops: HopsTo;
  /** Skills that need a valid certificate. */
  readonly certifiedSkills: readonly string[];
}

/** The remark for the ticket when a neighbour supports [A7-3]. */
export interface SupportNote {
  /** The ticket's. */
  readonly region: string;
  /** The engineer's. */
  readonly supportedBy: string;
  readonly cause: 'saturated' | 'nobody';
}

export interface EngineerCandidate extends RankedCandidate {
  readonly note: SupportNote | null;
}

interface Reachable {
  readonly engineer: Engineer;
  readonly hops: number;
}

interface Choice extends Reachable {
  readonly firstDay: DutyDay;
}

const engineerRole: Role = 'engineer';
const noFault = 'none';
const highest = 1;

/**
 * Until when a skill may be used: an expired certificate counts as no skill, and so does none where the skill needs one. Who never had one
 * for a skill that needs none may use it for ever.
 */
const certifiedUntil = ({ certificates }: Engineer, { faultClass, certifiedSkills }: VisitNeed): number => {
  if (faultClass === noFault) return Number.POSITIVE_INFINITY;
  const own = certificates.filter(({ skill }) => skill === faultClass);
  if (own.length === 0) return certifiedSkills.includes(faultClass) ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Math.max(...own.map(({ validUntil }) => validUntil.getTime()));
};

/** Who knows the matter: role, kind of ticket and, where there is a fault, its field with a valid certificate [A7-2]. */
const isQualified = (engineer: Engineer, need: VisitNeed): boolean =>
  engineer.active &&
  engineer.roles.includes(engineerRole) &&
  engineer.kinds.includes(need.kind) &&
  (need.faultClass === noFault || engineer.skills.includes(need.faultClass)) &&
  certifiedUntil(engineer, need) > need.horizon.from;

const distanceOf = ({ region, worksFor, neighbourRegions }: Engineer, need: VisitNeed): number | null => {
  if (region === need.region || worksFor.includes(need.region)) return 0;
  const hops = need.hops(region);
  return neighbourRegions.includes(need.region) ? Math.min(hops ?? 1, 1) : hops;
};

type DutyReader = (duty: Duty) => readonly DutyDay[];

/** Duty within the horizon, worked out once for all who share it. */
const dutyReader = ({ horizon }: VisitNeed, clock: WallClock): DutyReader => {
  const known = new Map<Duty, readonly DutyDay[]>();
  return (duty) => {
    const days = known.get(duty) ?? dutyDays(duty, horizon, clock);
    known.set(duty, days);
    return days;
  };
};

/** The first day on which he is there, not absent, still certified, and has room for one more visit; null when there is none. */
const firstFreeDay = (engineer: Engineer, need: VisitNeed, read: DutyReader): DutyDay | null => {
  const { duty, absences, booked, dailyCapacity } = engineer;
  const { horizon } = need;
  const until = Math.min(horizon.to, certifiedUntil(engineer, need));
  return read(duty).find((day) => {
    if (day.from >= until) return false;
    if (booked.length >= dailyCapacity && booked.filter((visit) => overlaps(visit, day)).length >= dailyCapacity) return false;
    if (absences.length === 0) return true;
    return without({ from: Math.max(day.from, horizon.from), to: Math.min(day.to, until) }, absences).length > 0;
  }) ?? null;
};

const shareOfLoad = ({ load, maxLoad }: Engineer): number => load / maxLoad;
const lastAsked = ({ lastOfferedAt }: Engineer): number => lastOfferedAt?.getTime() ?? 0;
/** The most urgent go to whoever can come first [A3-6]. */
const waiting = ({ firstDay }: Choice, { severity }: VisitNeed): number => (severity === highest ? firstDay.from : 0);

/** Nearer before further, then the least loaded share, the lower load, whoever was not asked for longest. */
const byFitness = (need: VisitNeed) => (a: Choice, b: Choice): number =>
  a.hops - b.hops ||
  waiting(a, need) - waiting(b, need) ||
  shareOfLoad(a.engineer) - shareOfLoad(b.engineer) ||
  a.engineer.load - b.engineer.load ||
  lastAsked(a.engineer) - lastAsked(b.engineer) ||
  (a.engineer.personId < b.engineer.personId ? -1 : 1);

/** Why the neighbours are asked: the region's own are all busy, away or asked in vain; or there are none who know the matter. */
const supportFor = (region: string, own: number, { engineer, hops }: Choice): SupportNote | null =>
  hops === 0 ? null : { region, supportedBy: engineer.region, cause: own > 0 ? 'saturated' : 'nobody' };

const reasonsOf = ({ engineer, hops, firstDay }: Choice, note: SupportNote | null, need: VisitNeed): ReasonCode[] => {
  const nearness: ReasonCode[] = note
    ? [`neighbour-region:${engineer.region}`, ...(hops > 1 ? [`hops:${hops}` as const] : []), note.cause === 'saturated' ? `saturated-region:${need.region}` : `empty-region:${need.region}`]
    : [engineer.region === need.region ? 'same-region' : `works-for:${need.region}`];
  const certified = engineer.certificates.some(({ skill }) => skill === need.faultClass);
  return [
    ...nearness,
    need.faultClass === noFault ? `kind:${need.kind}` : `skill:${need.faultClass}`,
    ...(certified ? [`certificate:${need.faultClass}` as const] : []),
    `free-on:${firstDay.date}`,
    `load:${engineer.load}`,
  ];
};

/**
 * Everybody who may be asked to make a visit, best first, each with the reasons: the region's own, and its neighbours by
 * distance only where none of these is left [A7-1 – A7-3]. Empty when nobody is left: the supervisor's queue has the visit.
 */
export const rankEngineers = (need: VisitNeed, engineers: readonly Engineer[], clock = new WallClock()): EngineerCandidate[] => {
  const read = dutyReader(need, clock);
  const excluded = new Set(need.excluded);
  const near = engineers.flatMap((engineer) => {
    const hops = isQualified(engineer, need) ? distanceOf(engineer, need) : null;
    return hops === null ? [] : [{ engineer, hops }];
  });
  const own = near.filter(({ hops }) => hops === 0);
  const free = ({ engineer, hops }: Reachable): Choice[] => {
    if (engineer.load >= engineer.maxLoad || excluded.has(engineer.personId)) return [];
    const firstDay = firstFreeDay(engineer, need, read);
    return firstDay ? [{ engineer, hops, firstDay }] : [];
  };
  const atHome = own.flatMap(free);
  const choices = atHome.length > 0 ? atHome : near.filter(({ hops }) => hops > 0).flatMap(free);
  return choices.sort(byFitness(need)).map((choice, index) => {
    const note = supportFor(need.region, own.length, choice);
    return { personId: choice.engineer.personId, rank: index + 1, reasons: reasonsOf(choice, note, need), note };
  });
};
