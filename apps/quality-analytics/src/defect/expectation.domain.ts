import { countBetween, instantsOf } from './claims.domain.js';
import type { UnitHistory } from './claims.domain.js';

/** What is to be expected where nothing is wrong: the mean, and how sure it is (shape of its Gamma distribution; the larger, the surer). */
export interface Expectation {
  readonly mean: number;
  readonly shape: number;
}

/** Ages of a unit, in milliseconds since it was first heard of. */
export interface AgeSpan {
  readonly from: number;
  readonly to: number;
}

/** Weight, in units, of what siblings did at other ages beside what they did at the same age. */
const otherAges = 1;
/** Half a claim: what nobody has seen yet is rare, not impossible (Jeffreys' prior of a Poisson rate). */
const half = 0.5;
/** Before siblings show how much sizes differ, they are taken to differ as Gamma(4) does: by half. */
const usualSpread = 0.25;
const usualWeight = 4;
const [leastShape, greatestShape] = [1, 20];

const ageOf = ({ origin }: UnitHistory, asOf: number): number => Math.max(0, asOf - origin);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

interface Exposure {
  readonly claims: number;
  readonly time: number;
}

const exposureOf = (unit: UnitHistory, fault: string | null, ages: AgeSpan, asOf: number): Exposure => {
  const to = Math.min(ages.to, ageOf(unit, asOf));
  const time = Math.max(0, to - ages.from);
  return { time, claims: time === 0 && to < ages.from ? 0 : countBetween(instantsOf(unit, fault), unit.origin + ages.from, unit.origin + to) };
};

const pooled = (exposures: readonly Exposure[]): Exposure => ({ claims: sum(exposures.map(({ claims }) => claims)), time: sum(exposures.map(({ time }) => time)) });

/**
 * Claims of a fault that siblings let expect in a span of ages: their rate at the same ages, drawn towards their rate at all ages by the weight of one unit.
 * Source of the idea, expectation by age and not by calendar, with a stated null: H. Wu, W. Q. Meeker, "Early detection of reliability problems using
 * information from warranty databases", Technometrics 44 (2002) 120–133.
 */
export const expectedBySiblings = (siblings: readonly UnitHistory[], fault: string | null, ages: AgeSpan, asOf: number): Expectation => {
  const length = ages.to - ages.from;
  const everywhere = pooled(siblings.map((unit) => exposureOf(unit, fault, { from: 0, to: Infinity }, asOf)));
  const here = pooled(siblings.map((unit) => exposureOf(unit, fault, ages, asOf)));
  const rate = everywhere.time > 0 ? (everywhere.claims + half) / everywhere.time : 0;
  const mean = (length * (here.claims + otherAges * length * rate)) / Math.max(here.time + otherAges * length, Number.MIN_VALUE);
  return { mean, shape: here.claims + half };
};

/**
 * How much the sizes of siblings differ, as the shape of a Gamma distribution with mean 1: by the method of moments from what their claims vary beyond
 * chance, drawn towards a usual spread while there are few.
 */
export const spreadOfSizes = (siblings: readonly UnitHistory[], asOf: number): number => {
  const exposures = siblings.map((unit) => exposureOf(unit, null, { from: 0, to: Infinity }, asOf));
  const { claims, time } = pooled(exposures);
  const expected = exposures.map((exposure) => (time > 0 ? (exposure.time * claims) / time : 0));
  const excess = sum(exposures.map((exposure, i) => (exposure.claims - (expected[i] ?? 0)) ** 2 - (expected[i] ?? 0)));
  const squares = sum(expected.map((mean) => mean ** 2));
  const seen = squares > 0 ? Math.max(0, excess / squares) : usualSpread;
  const spread = (siblings.length * seen + usualWeight * usualSpread) / (siblings.length + usualWeight);
  return Math.min(greatestShape, Math.max(leastShape, 1 / spread));
};

/**
 * The size of a unit beside its siblings, by its claims of other faults: a Gamma prior of mean 1 and the Poisson counts of its whole life. What is
 * found of one fault is thus not the fault of a batch that was simply large.
 */
export const sizeOf = (unit: UnitHistory, siblings: readonly UnitHistory[], fault: string | null, asOf: number): Expectation => {
  const spread = spreadOfSizes(siblings, asOf);
  if (fault === null) return { mean: 1, shape: spread };
  const life = { from: 0, to: ageOf(unit, asOf) };
  const others = countBetween(unit.all, unit.origin, asOf) - countBetween(instantsOf(unit, fault), unit.origin, asOf);
  const expected = Math.max(0, expectedBySiblings(siblings, null, life, asOf).mean - expectedBySiblings(siblings, fault, life, asOf).mean);
  return { mean: (spread + others) / (spread + expected), shape: spread + others };
};

/** What a unit of a size lets expect where its siblings let expect a rate. Variances add, as those of products of independent factors do. */
export const sized = (rate: Expectation, size: Expectation): Expectation => ({ mean: rate.mean * size.mean, shape: 1 / (1 / rate.shape + 1 / size.shape) });
