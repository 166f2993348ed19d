import type { Random } from '@mendline/testing';
import type { VisitOutcome } from '../client/index.js';
import { weighted } from './weighted.js';

/** What a plan is about: nothing but work, a part, or a core component. */
export type PlanKind = 'work' | 'part' | 'core';

/** How people behave in one repair's life beyond what every life has. Delays in seconds. */
export interface RepairPlan {
  /** The customer wants a visit at once, whatever could be tried from afar. */
  readonly insists: boolean;
  readonly inWarranty: boolean;
  readonly planDelay: number;
  readonly content: PlanKind;
  /** The supervisor declines the first plan that he is asked about. */
  readonly declined: boolean;
  readonly consent: { readonly delay: number; readonly says: 'agree' | 'other-plan' | 'close' };
  /** What the engineers asked do, one after the other; then they accept. */
  readonly offers: readonly ('accept' | 'decline' | 'expire')[];
  readonly windowDelay: number;
  /** How the visits end, one after the other; then they are done. */
  readonly ends: readonly VisitOutcome[];
  /** On site it is more than was thought: the customer agrees to the new quote, or declines it. */
  readonly onSite: 'agree' | 'decline' | null;
  /** Before the arrival another engineer is sent, or the customer moves to another region. */
  readonly turn: 'another-engineer' | 'moves' | null;
  readonly workDelay: number;
}

/** A repair in which everybody agrees. */
export const calmRepair: RepairPlan = {
  insists: false, inWarranty: true, planDelay: 3, content: 'work', declined: false, consent: { delay: 3, says: 'agree' }, offers: [], windowDelay: 2, ends: [], onSite: null, turn: null, workDelay: 4,
};

/** A repair in which nobody waits for anything, with a part and the customer's consent. */
export const rushRepair: RepairPlan = { ...calmRepair, planDelay: 0, content: 'part', consent: { delay: 0, says: 'agree' }, windowDelay: 0, workDelay: 0 };

const drawEnds = (random: Random): readonly VisitOutcome[] =>
  weighted<readonly VisitOutcome[]>(random, [
    [76, []], [8, ['NEEDS_PARTS']], [7, ['CUSTOMER_ABSENT']], [4, ['NEEDS_RETURN']], [3, ['WRONG_SKILL']], [2, ['CUSTOMER_ABSENT', 'NEEDS_PARTS']],
  ]);

/** A repair with whatever may happen; `short` leaves out what takes long. */
export const drawRepair = (random: Random, short: boolean): RepairPlan => {
  const late = (usual: number, lateBy: number): number => (!short && random.chance(0.05) ? lateBy : usual + random.int(0, 2));
  const plan: RepairPlan = {
    insists: random.chance(0.35),
    inWarranty: random.chance(0.6),
    planDelay: late(3, 58),
    content: weighted(random, [[50, 'work'], [30, 'part'], [20, 'core']] as const),
    declined: random.chance(0.2),
    consent: { delay: late(3, 27), says: weighted(random, [[82, 'agree'], [10, 'other-plan'], [8, 'close']] as const) },
    offers: Array.from({ length: 5 }, () => weighted(random, [[80, 'accept'], [12, 'decline'], [8, 'expire']] as const)),
    windowDelay: random.int(1, 3),
    ends: drawEnds(random),
    onSite: weighted(random, [[80, null], [13, 'agree'], [7, 'decline']] as const),
    turn: weighted(random, [[86, null], [7, 'another-engineer'], [7, 'moves']] as const),
    workDelay: late(4, 60),
  };
  if (!short) return plan;
  return { ...plan, insists: true, content: 'work', inWarranty: true, offers: [], ends: [], onSite: null, turn: null };
};
