import type { Role } from '@mendline/contracts/ticket';
import { isComplaint } from '@mendline/contracts/ticket';

/** A member of staff as the ranking sees one: profile, copy of the staff record, present load. */
export interface Colleague {
  readonly personId: string;
  /** Active in the staff record and in the profile. */
  readonly active: boolean;
  readonly roles: readonly string[];
  readonly absentUntil: Date | null;
  readonly deputyId: string | null;
  readonly region: string;
  /** Regions that this person may support when they are saturated. */
  readonly neighbourRegions: readonly string[];
  readonly skills: readonly string[];
  readonly kinds: readonly string[];
  readonly maxLoad: number;
  /** Open tickets owned plus offers that await an answer. */
  readonly load: number;
  readonly lastOfferedAt: Date | null;
}

/** What an owner is looked for. */
export interface Need {
  readonly kind: string;
  /** Fault class of the ticket's pack; `none` asks for no skill. */
  readonly faultClass: string;
  readonly region: string;
  readonly excluded: readonly string[];
  /** Roles among which an owner is sought. */
  readonly roles: readonly Role[];
  readonly at: Date;
}

/** Why somebody is asked, as codes; `reason.words.ts` has the words. */
export type ReasonCode =
  | 'same-region'
  | `deputy-of:${string}`
  | `neighbour-region:${string}`
  | `works-for:${string}`
  | `hops:${number}`
  | `saturated-region:${string}`
  | `empty-region:${string}`
  | `skill:${string}`
  | `certificate:${string}`
  | `kind:${string}`
  | `free-on:${string}`
  | `load:${number}`;

export interface RankedCandidate {
  readonly personId: string;
  /** From 1, the one to be asked first. */
  readonly rank: number;
  readonly reasons: readonly ReasonCode[];
}

type Nearness = 'same-region' | `deputy-of:${string}` | `neighbour-region:${string}`;

interface Choice {
  readonly person: Colleague;
  readonly nearness: Nearness;
}

/** Owners are specialists; complaints go to the supervisor or the customer relations [A3-5, A7-4]. A pack may say otherwise. */
export const usualOwners = (kind: string): readonly Role[] => (isComplaint(kind) ? ['supervisor', 'customer-relations'] : ['specialist']);

const noFault = 'none';

/** Who knows the matter: role, kind of ticket and, where there is a fault, its field [A7-2, A7-4]. */
const isQualified = (person: Colleague, need: Need): boolean =>
  person.active &&
  need.roles.some((role) => person.roles.includes(role)) &&
  person.kinds.includes(need.kind) &&
  (need.faultClass === noFault || person.skills.includes(need.faultClass));

const isAbsent = (person: Colleague, at: Date): boolean => person.absentUntil !== null && person.absentUntil > at;

const isFree = (person: Colleague, need: Need): boolean =>
  !isAbsent(person, need.at) && person.load < person.maxLoad && !need.excluded.includes(person.personId);

/** Deputy → whom he stands in for: absent people of the ticket's region. */
const standIns = (qualified: readonly Colleague[], need: Need): ReadonlyMap<string, string> =>
  new Map(
    qualified.flatMap(({ deputyId, personId, region, absentUntil }) =>
      deputyId !== null && region === need.region && absentUntil !== null && absentUntil > need.at ? [[deputyId, personId]] : [],
    ),
  );

/** The people of the ticket's region and the deputies of its absent ones [A7-1]. */
const choicesAtHome = (free: readonly Colleague[], need: Need, deputies: ReadonlyMap<string, string>): Choice[] =>
  free.flatMap((person): Choice[] => {
    if (person.region === need.region) return [{ person, nearness: 'same-region' }];
    const absent = deputies.get(person.personId);
    return absent === undefined ? [] : [{ person, nearness: `deputy-of:${absent}` }];
  });

/** Supporters from other regions, for a region in which nobody is free; the reason is the remark that the rule wants [A7-3]. */
const choicesNearby = (free: readonly Colleague[], need: Need): Choice[] =>
  free
    .filter((person) => person.neighbourRegions.includes(need.region))
    .map((person) => ({ person, nearness: `neighbour-region:${person.region}` }));

const shareOfLoad = ({ load, maxLoad }: Colleague): number => load / maxLoad;
const isDeputy = ({ nearness }: Choice): number => (nearness.startsWith('deputy-of:') ? 1 : 0);
const lastAsked = ({ lastOfferedAt }: Colleague): number => lastOfferedAt?.getTime() ?? 0;

/** The region's own people before deputies, then the least loaded, then whoever was not asked for longest. */
const byFitness = (a: Choice, b: Choice): number =>
  isDeputy(a) - isDeputy(b) ||
  shareOfLoad(a.person) - shareOfLoad(b.person) ||
  a.person.load - b.person.load ||
  lastAsked(a.person) - lastAsked(b.person) ||
  (a.person.personId < b.person.personId ? -1 : 1);

const reasonsOf = ({ person, nearness }: Choice, need: Need): ReasonCode[] => [
  nearness,
  need.faultClass === noFault ? `kind:${need.kind}` : `skill:${need.faultClass}`,
  `load:${person.load}`,
];

/**
 * Everybody who may be asked to own a ticket, best first, each with the reasons. Empty when nobody is left: the
 * supervisor's queue takes the ticket.
 */
export const rankCandidates = (need: Need, people: readonly Colleague[]): RankedCandidate[] => {
  const qualified = people.filter((person) => isQualified(person, need));
  const free = qualified.filter((person) => isFree(person, need));
  const atHome = choicesAtHome(free, need, standIns(qualified, need));
  const choices = atHome.length > 0 ? atHome : choicesNearby(free, need);
  return choices
    .sort(byFitness)
    .map((choice, index) => ({ personId: choice.person.personId, rank: index + 1, reasons: reasonsOf(choice, need) }));
};
