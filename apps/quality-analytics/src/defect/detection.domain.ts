import { countBetween, instantsOf } from './claims.domain.js';
import type { Claim, UnitHistory } from './claims.domain.js';
import { expectedBySiblings, sized, sizeOf } from './expectation.domain.js';
import type { Expectation } from './expectation.domain.js';
import { negativeBinomialTail } from './statistics/tails.js';

/** A batch or model that fails more often than its siblings let expect. */
export interface Suspicion {
  readonly unit: string;
  /** Null: all faults together. */
  readonly fault: string | null;
  readonly from: Date;
  readonly to: Date;
  readonly observed: number;
  readonly expected: number;
  /** Chance of as many or more if nothing were wrong. */
  readonly pValue: number;
  readonly siblings: number;
  readonly claims: readonly Claim[];
}

const dayMs = 86_400_000;

/** A burst, and a slow rise. */
const windows = [28 * dayMs, 91 * dayMs] as const;

/** Fewer siblings say nothing of what is usual. */
const leastSiblings = 3;
/** At least so many devices, and so many times the expected number: the usual thresholds of signal detection (PRR ≥ 2, n ≥ 3). */
const leastDevices = 3;
const leastRatio = 2;

/**
 * The chance at which an alert is raised. Calibrated by simulation.spec.ts: at most two false alerts in 100 batch-years of looks after every week,
 * over all faults and windows.
 */
export const alertChance = 2e-6;

/** One device that comes again and again is one device. */
const devicesIn = (claims: readonly Claim[]): number => new Set(claims.map(({ deviceId, ticketId }) => deviceId ?? ticketId)).size;

const claimsIn = ({ claims }: UnitHistory, fault: string | null, from: number, to: number): Claim[] =>
  claims.filter((claim) => claim.at >= from && claim.at <= to && (fault === null || claim.fault === fault));

/** One unit beside its siblings, looked at for one fault; null: for all. */
interface Cell {
  readonly unit: UnitHistory;
  readonly siblings: readonly UnitHistory[];
  readonly fault: string | null;
  readonly asOf: number;
}

const suspicionOf = ({ unit, siblings, fault, asOf }: Cell, size: () => Expectation, window: number): Suspicion | null => {
  const from = Math.max(unit.origin, asOf - window);
  const reports = countBetween(instantsOf(unit, fault), from, asOf);
  if (reports < leastDevices) return null;
  const { mean: expected, shape } = sized(expectedBySiblings(siblings, fault, { from: from - unit.origin, to: asOf - unit.origin }, asOf), size());
  if (reports < leastRatio * expected) return null;
  const claims = claimsIn(unit, fault, from, asOf);
  const observed = devicesIn(claims);
  if (observed < leastDevices || observed < leastRatio * expected) return null;
  const pValue = negativeBinomialTail(observed, expected, shape);
  return pValue > alertChance ? null : { unit: unit.unit, fault, from: new Date(from), to: new Date(asOf), observed, expected, pValue, siblings: siblings.length, claims };
};

const inEveryWindow = (cell: Cell): (Suspicion | null)[] => {
  let known: Expectation | undefined;
  const size = (): Expectation => (known ??= sizeOf(cell.unit, cell.siblings, cell.fault, cell.asOf));
  return windows.map((window) => suspicionOf(cell, size, window));
};

/** What is most striking of a unit now; null when nothing is. One fault goes before all faults together where it is as striking. */
export const suspect = (unit: UnitHistory, others: readonly UnitHistory[], asOf: number): Suspicion | null => {
  const siblings = others.filter(({ origin }) => origin < asOf);
  if (siblings.length < leastSiblings || unit.origin > asOf) return null;
  const found = [...unit.byFault.keys(), null].flatMap((fault) => inEveryWindow({ unit, siblings, fault, asOf }));
  return found.reduce((worst, one) => (one && (!worst || one.pValue < worst.pValue) ? one : worst), null);
};
