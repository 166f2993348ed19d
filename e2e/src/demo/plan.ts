import type { Random } from '@mendline/testing';
import { drawComplaint, type ComplaintPlan } from './complaint.plan.js';
import { drawRepair, rushRepair, type RepairPlan } from './repair.plan.js';
import type { Turn } from './turn.plan.js';
import { weighted } from './weighted.js';

/** How people behave in one ticket's life, drawn by the seed. Delays in seconds. */
export interface LifePlan {
  readonly priority: 'urgent' | 'high' | 'normal' | 'low' | null;
  /** Registered by the customer, at the portal, or by a CSR for a made-up caller. */
  readonly byCustomer: boolean;
  readonly review: { readonly delay: number; readonly decision: 'ACCEPT' | 'DUPLICATE_OF' | 'OUT_OF_SCOPE' | 'INVALID' };
  /** What the people asked do, one after the other; then they accept. */
  readonly offers: readonly ('accept' | 'decline' | 'expire')[];
  readonly assignDelay: number;
  readonly contact: { readonly delay: number; readonly unreached: number; /** Written down later than it happened. */ readonly backdated: number };
  readonly hold: { readonly at: string; readonly reason: string; readonly seconds: number; readonly byHand: boolean } | null;
  readonly remote: { readonly steps: number; readonly solved: boolean };
  readonly answerDelay: number;
  readonly tellDelay: number;
  /** What the customer says, round by round. */
  readonly customer: readonly ('confirm' | 'reject' | 'silent')[];
  readonly cancelAt: string | null;
  readonly returnVisit: { readonly delay: number; readonly unreached: number; readonly ng: boolean };
  readonly supervisorDelay: number;
  /** Null for every other kind; so is that of a complaint. */
  readonly repair: RepairPlan | null;
  readonly complaint: ComplaintPlan | null;
  readonly extra: { readonly at: string; readonly what: 'change-priority' | 'hand-over' | 'reassign' | 'note' | 'link' } | null;
  /** A turn beside the route; nobody does anything else out of turn in such a life. */
  readonly turn: Turn | null;
}

/** Everybody does what is asked, after a moment. */
export const calmPlan: LifePlan = {
  priority: null,
  byCustomer: false,
  review: { delay: 2, decision: 'ACCEPT' },
  offers: [],
  assignDelay: 2,
  contact: { delay: 3, unreached: 0, backdated: 0 },
  hold: null,
  remote: { steps: 1, solved: true },
  answerDelay: 3,
  tellDelay: 2,
  customer: ['confirm'],
  cancelAt: null,
  returnVisit: { delay: 3, unreached: 0, ng: false },
  supervisorDelay: 3,
  repair: null,
  complaint: null,
  extra: null,
  turn: null,
};

/** Nobody waits for anything: for measuring what the system can do. */
export const rushPlan: LifePlan = {
  ...calmPlan, review: { delay: 0, decision: 'ACCEPT' }, contact: { delay: 0, unreached: 0, backdated: 0 }, answerDelay: 0, tellDelay: 0, returnVisit: { delay: 0, unreached: 0, ng: false }, supervisorDelay: 0,
};

/** The same for a repair. */
export const rushRepairPlan: LifePlan = { ...rushPlan, remote: { steps: 1, solved: false }, repair: rushRepair };

export type DemoKind = 'consultation' | 'repair' | ComplaintPlan['kind'];

/** Every third request is a repair, and of fifteen one is a service and one a quality complaint. */
export const kindOf = (n: number): DemoKind => {
  if (n % 3 === 2) return 'repair';
  if (n % 15 === 6) return 'complaint-service';
  return n % 15 === 10 ? 'complaint-quality' : 'consultation';
};

const chance = (random: Random, share: number): boolean => random.next() < share;
const late = (random: Random, share: number, usual: number, lateBy: number): number => (chance(random, share) ? lateBy + random.int(0, 4) : usual + random.int(0, 2));

const holdPoints = { consultation: ['contact', 'answer', 'result-telling'], repair: ['contact', 'plan', 'visit-window', 'result-telling'] } as const;
const cancelPoints = { consultation: ['review', 'contact', 'remote-session', 'confirmation'], repair: ['review', 'contact', 'plan', 'consent', 'visit-window', 'arrival'] } as const;

const drawHold = (random: Random, kind: keyof typeof holdPoints): LifePlan['hold'] => {
  if (!chance(random, 0.08)) return null;
  return {
    at: random.pick<string>(holdPoints[kind]),
    reason: random.pick(['customer', 'parts', 'third-party', 'later-date']),
    seconds: weighted(random, [[5, 12], [3, 18], [2, 3_600]]),
    byHand: chance(random, 0.4),
  };
};

const drawExtra = (random: Random): LifePlan['extra'] => {
  if (!chance(random, 0.14)) return null;
  const what = random.pick(['change-priority', 'hand-over', 'reassign', 'note', 'link'] as const);
  return { what, at: random.pick(what === 'note' || what === 'link' ? ['review', 'contact', 'confirmation'] : ['contact', 'answer']) };
};

const drawOffers = (random: Random): LifePlan['offers'] =>
  Array.from({ length: 7 }, () => weighted(random, [[78, 'accept'], [13, 'decline'], [9, 'expire']] as const));

/** A life that is put off for no longer, in seconds: where the end of all is waited for. */
export const holdingAtMost = (seconds: number, plan: LifePlan): LifePlan => ({ ...plan, hold: plan.hold && { ...plan.hold, seconds: Math.min(plan.hold.seconds, seconds) } });

/** A life of a ticket of some kind. */
export const drawPlanOf = (kind: DemoKind, random: Random, short: boolean): LifePlan =>
  kind === 'consultation' || kind === 'repair' ? drawPlan(random, short, kind) : drawComplaintPlan(random, short, kind);

/** A complaint's life: nobody cancels it, puts it off, or takes it for something else. */
const drawComplaintPlan = (random: Random, short: boolean, kind: ComplaintPlan['kind']): LifePlan => ({
  ...drawPlan(random, short), review: { delay: random.int(2, 4), decision: 'ACCEPT' }, hold: null, cancelAt: null, extra: null, complaint: drawComplaint(random, kind, short),
});

/**
 * A life with whatever may happen: declines, lapses, lateness, holds, rejections, silence, cancellations. `short` leaves out what
 * takes long, for those that come in last.
 */
export const drawPlan = (random: Random, short: boolean, kind: keyof typeof holdPoints = 'consultation'): LifePlan => {
  const lateness = short ? 0 : 0.06;
  const plan: LifePlan = {
    complaint: null,
    turn: null,
    priority: weighted(random, [[70, null], [12, 'high'], [10, 'urgent'], [8, 'low']] as const),
    byCustomer: chance(random, 0.3),
    review: {
      delay: late(random, lateness, 2, 18),
      decision: weighted(random, [[92, 'ACCEPT'], [3, 'OUT_OF_SCOPE'], [3, 'INVALID'], [2, 'DUPLICATE_OF']] as const),
    },
    offers: drawOffers(random),
    assignDelay: late(random, lateness * 3, 2, 16),
    contact: { delay: late(random, lateness, 3, 23), unreached: chance(random, 0.1) ? 1 : 0, backdated: chance(random, short ? 0 : 0.03) ? 26 : 0 },
    hold: drawHold(random, kind),
    remote: { steps: random.int(1, 3), solved: chance(random, kind === 'repair' ? 0.2 : 0.6) },
    answerDelay: late(random, lateness, 3, 40),
    tellDelay: late(random, lateness, 2, 23),
    customer: [weighted(random, [[78, 'confirm'], [11, 'reject'], [11, 'silent']] as const), weighted(random, [[80, 'confirm'], [20, 'reject']] as const)],
    cancelAt: chance(random, 0.05) ? random.pick<string>(cancelPoints[kind]) : null,
    returnVisit: { delay: late(random, lateness, 3, 27), unreached: chance(random, 0.08) ? random.int(1, 3) : 0, ng: chance(random, 0.04) },
    supervisorDelay: late(random, lateness, 3, 27),
    extra: drawExtra(random),
    repair: kind === 'repair' ? drawRepair(random, short) : null,
  };
  if (!short) return plan;
  return { ...plan, offers: plan.offers.map((answer) => (answer === 'expire' ? 'accept' : answer)), customer: ['confirm'], hold: null, returnVisit: { ...plan.returnVisit, unreached: 0, ng: false } };
};
