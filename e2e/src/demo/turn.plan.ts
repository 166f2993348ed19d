import type { Random } from '@mendline/testing';
import type { LifePlan } from './plan.js';
import { calmPlan } from './plan.js';
import { calmRepair } from './repair.plan.js';

/** Turns beside the route that a ticket may take. */
export const turns = [
  'claimed', 'on-call', 'reopened', 'followed', 'merged', 'split', 'kind-changed', 'several-devices', 'handed-over', 'moved', 'confirmed-by-link', 'consented-by-link', 'surveyed-by-link',
] as const;
export type Turn = (typeof turns)[number];

/** Turns by a link that came by short message: only for customers to whom messages are sent. */
export const linkTurns: readonly Turn[] = ['confirmed-by-link', 'consented-by-link', 'surveyed-by-link'];

type TurnedKind = 'consultation' | 'repair';

const kindOfTurn: Readonly<Partial<Record<Turn, TurnedKind>>> = { 'several-devices': 'repair', moved: 'repair', 'consented-by-link': 'repair' };

/** Of so many requests, one takes each turn. */
export const turnBlock = 24;

/** Which requests may take a turn, from (inclusive) to (exclusive), and what each of them is. */
export interface TurnRange {
  readonly from: number;
  readonly to: number;
  readonly kindOf: (n: number) => string;
}

/**
 * Which request takes which turn: in every full block of the range each turn once, at a place that the seed chooses. A turn that another ticket follows after the
 * archive takes the first place of its kind, so that there is time for both.
 */
export const dealTurns = (random: Random, { from, to, kindOf }: TurnRange, wanted: readonly Turn[] = turns, block = turnBlock): ReadonlyMap<number, Turn> => {
  const dealt = new Map<number, Turn>();
  for (let start = from; start + block <= to; start += block) {
    const free = new Set(Array.from({ length: block }, (_, n) => start + n));
    for (const turn of [...wanted].sort((a, b) => Number(b === 'followed') - Number(a === 'followed'))) {
      const fitting = [...free].filter((n) => kindOf(n) === (kindOfTurn[turn] ?? 'consultation'));
      if (fitting.length === 0) continue;
      const place = turn === 'followed' ? Math.min(...fitting) : random.pick(fitting);
      free.delete(place);
      dealt.set(place, turn);
    }
  }
  return dealt;
};

/** More people decline than there are. */
const everybodyDeclines = Array.from({ length: 14 }, () => 'decline' as const);

const more: Readonly<Partial<Record<Turn, Partial<LifePlan>>>> = {
  claimed: { offers: everybodyDeclines },
  'on-call': { offers: everybodyDeclines },
  'kind-changed': { remote: { steps: 1, solved: false }, repair: calmRepair },
  'several-devices': { repair: { ...calmRepair, insists: true } },
  moved: { repair: { ...calmRepair, insists: true, turn: 'moves' } },
  'consented-by-link': { repair: { ...calmRepair, insists: true, inWarranty: false, content: 'part' } },
};

/** A life in which nothing happens beside the turn. */
export const turnedPlan = (turn: Turn, random: Random): LifePlan => ({ ...calmPlan, priority: random.pick([null, null, 'high', 'low'] as const), ...more[turn], turn });
