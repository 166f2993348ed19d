import type { Warranty, WarrantyBasis, WarrantyRule } from '@mendline/contracts/policy-pack';
import { DateTime } from 'luxon';

/** What is known of a device, as far as a warranty goes. Days are ISO 8601 dates. */
export interface WarrantyFacts {
  readonly purchasedOn: string | null;
  readonly installedOn: string | null;
  readonly acceptedOn: string | null;
  readonly contractFrom: string | null;
  readonly contractUntil: string | null;
  readonly model: string | null;
  readonly category: string | null;
  readonly faultClass: string;
  /** The day that is asked for: when the request came in, in the pack's zone. */
  readonly on: string;
}

/** What one rule says of the day. `from` and `to` are its first and last day. */
export interface RuleReading {
  readonly rule: string;
  readonly basis: WarrantyBasis;
  readonly from: string | null;
  readonly to: string | null;
  readonly result: 'covers' | 'not-begun' | 'ended' | 'no-date';
}

/** Whether a repair is covered, by which rule, and why: kept on the ticket as evidence [C11]. */
export interface Entitlement {
  readonly covered: boolean;
  readonly verdict: 'covered' | 'not-covered' | 'excluded-fault' | 'no-date' | 'overridden';
  readonly rule: string | null;
  readonly basis: WarrantyBasis | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly on: string;
  readonly faultClass: string;
  /** Every rule that was read, in order. */
  readonly read: readonly RuleReading[];
  /** The supervisor who decided otherwise. */
  readonly overriddenById: string | null;
}

/**
 * Rules in order [C11]: the first that covers the day decides [A4-1, A4-2, A4-5]. Where none does, the first that knows its day is the
 * evidence. A fault that no warranty covers, such as human damage, is not covered on any day [A4-4].
 */
export const entitlementOf = (facts: WarrantyFacts, { rules, excludedFaults }: Warranty): Entitlement => {
  const read = rules.map((rule) => readingOf(rule, facts));
  const best = read.find(({ result }) => result === 'covers') ?? read.find(({ result }) => result !== 'no-date') ?? null;
  const excluded = excludedFaults.includes(facts.faultClass);
  return {
    covered: best?.result === 'covers' && !excluded,
    verdict: excluded ? 'excluded-fault' : best === null ? 'no-date' : best.result === 'covers' ? 'covered' : 'not-covered',
    rule: best?.rule ?? null,
    basis: best?.basis ?? null,
    from: best?.from ?? null,
    to: best?.to ?? null,
    on: facts.on,
    faultClass: facts.faultClass,
    read,
    overriddenById: null,
  };
};

const readingOf = (rule: WarrantyRule, facts: WarrantyFacts): RuleReading => {
  const { from, to } = termOf(rule, facts);
  const result = to === null ? 'no-date' : from !== null && facts.on < from ? 'not-begun' : facts.on > to ? 'ended' : 'covers';
  return { rule: rule.code, basis: rule.basis, from, to, result };
};

const termOf = (rule: WarrantyRule, facts: WarrantyFacts): { readonly from: string | null; readonly to: string | null } => {
  if (rule.basis === 'contract') return { from: facts.contractFrom, to: facts.contractUntil };
  const from = { acceptance: facts.acceptedOn, purchase: facts.purchasedOn, installation: facts.installedOn }[rule.basis];
  return { from, to: from === null ? null : lastDay(from, monthsOf(rule, facts)) };
};

const monthsOf = ({ byModel, byCategory, months }: WarrantyRule, { model, category }: WarrantyFacts): number =>
  (model === null ? undefined : byModel[model]) ?? (category === null ? undefined : byCategory[category]) ?? months;

/** A year from 29 February ends on 27 February, a month from 31 January on 27 or 28 February: the day before the same day of the month. */
const lastDay = (from: string, months: number): string => DateTime.fromISO(from, { zone: 'utc' }).plus({ months }).minus({ days: 1 }).toISODate() ?? from;
