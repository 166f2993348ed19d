import type { Claim } from '../src/defect/claims.domain.js';
import { seededRandom } from './fact-stream.js';

const weekMs = 7 * 86_400_000;
const begin = Date.UTC(2022, 0, 3);

/** How a made-up fleet is: declared here, repeated by its seed. */
export const fleetShape = {
  weeks: 104,
  models: 4,
  /** Batches of a model, one every so many weeks. */
  batches: 6,
  everyWeeks: 8,
  /** Units of a batch: log-normal about the median, spread over the shipping weeks. */
  medianUnits: 300,
  unitSpread: 0.4,
  shippingWeeks: 8,
  /** Claims of a unit in a year, by fault. */
  yearly: { hardware: 0.2, software: 0.1, 'human-damage': 0.06 } as Readonly<Record<string, number>>,
  /** Early failures: twice the rate at first, gone after months; summers are worse; weeks vary beyond chance. */
  earlyFailures: 1,
  earlyWeeks: 8,
  season: 0.25,
  weekSpread: 0.2,
} as const;

export interface Fault {
  readonly model: string;
  readonly batch: string;
  readonly fault: string;
  readonly times: number;
}

export interface Fleet {
  readonly begin: number;
  readonly end: number;
  /** Claims of each model, by batch. */
  readonly models: ReadonlyMap<string, readonly Claim[]>;
  /** Years that batches were in service, all together. */
  readonly batchYears: number;
}

type Random = () => number;

const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

const poisson = (mean: number, random: Random): number => {
  let [count, product] = [0, random()];
  const limit = Math.exp(-mean);
  while (product > limit) {
    count += 1;
    product *= random();
  }
  return count;
};

const rateAt = (age: number, week: number): number => {
  const { earlyFailures, earlyWeeks, season } = fleetShape;
  return (1 + earlyFailures * Math.exp(-age / earlyWeeks)) * (1 + season * Math.sin((2 * Math.PI * week) / 52));
};

const nameOf = (letter: string, n: number): string => `${letter}${n}`;

export const plantedIn = (seed: number): Fault => {
  const random = seededRandom(seed * 7919);
  const faults = Object.keys(fleetShape.yearly);
  const pick = (count: number): number => Math.floor(random() * count);
  return { model: nameOf('M', pick(fleetShape.models)), batch: nameOf('B', pick(fleetShape.batches)), fault: faults[pick(faults.length)] ?? 'hardware', times: 5 };
};

const claimsOfBatch = (model: string, n: number, random: Random, planted: Fault | null): Claim[] => {
  const { weeks, everyWeeks, medianUnits, unitSpread, shippingWeeks, yearly, weekSpread } = fleetShape;
  const batch = nameOf('B', n);
  const units = Math.round(medianUnits * Math.exp(unitSpread * normal(random)));
  const claims: Claim[] = [];
  for (let week = n * everyWeeks; week < weeks; week += 1) {
    const age = week - n * everyWeeks;
    const inService = units * Math.min(1, (age + 1) / shippingWeeks);
    for (const [fault, rate] of Object.entries(yearly)) {
      const times = planted && planted.model === model && planted.batch === batch && planted.fault === fault ? planted.times : 1;
      const mean = ((inService * rate * times) / 52) * rateAt(age, week) * Math.exp(weekSpread * normal(random) - weekSpread ** 2 / 2);
      for (let count = poisson(mean, random); count > 0; count -= 1) {
        const ticketId = `${model}-${batch}-${claims.length}`;
        claims.push({ unit: batch, fault, at: begin + week * weekMs + Math.floor(random() * weekMs), ticketId, deviceId: `${model}-${batch}-d${Math.floor(random() * units)}` });
      }
    }
  }
  return claims;
};

/** A fleet of models with batches, some of it planted to fail. */
export const fleetOf = (seed: number, planted: Fault | null = null): Fleet => {
  const random = seededRandom(seed);
  const { models, batches, weeks, everyWeeks } = fleetShape;
  const claims = Array.from({ length: models }, (_, m): [string, Claim[]] => {
    const model = nameOf('M', m);
    return [model, Array.from({ length: batches }, (__, n) => claimsOfBatch(model, n, random, planted)).flat()];
  });
  const batchWeeks = Array.from({ length: batches }, (_, n) => weeks - n * everyWeeks).reduce((total, inService) => total + inService, 0) * models;
  return { begin, end: begin + weeks * weekMs, models: new Map(claims), batchYears: batchWeeks / 52 };
};

/** The instants at which a fleet is looked at: after every week. */
export const looksAt = ({ begin: first, end }: Fleet): number[] => Array.from({ length: Math.floor((end - first) / weekMs) }, (_, n) => first + (n + 1) * weekMs);
