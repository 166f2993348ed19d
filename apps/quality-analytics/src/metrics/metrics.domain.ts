import { invalid } from '@mendline/contracts/errors';

/** A rate that can be checked: its two counts beside the quotient, which is null when nothing is counted. */
export interface Rate {
  readonly numerator: number;
  readonly denominator: number;
  readonly rate: number | null;
}

/** Answers of customers: how many, how many satisfied, and their mean score (0–100). */
export interface SatisfactionRate extends Rate {
  readonly mean: number | null;
}

/** Figures of one ISO week in the tenant's zone [A13-1]. */
export interface WeekMetrics {
  /** `YYYY-Www`. */
  readonly week: string;
  /** Tickets registered in the week. */
  readonly tickets: number;
  /** Of the clocks `contact` and `answer` due in the week: those met. A clock still running past its due instant is not met. */
  readonly responseTimeliness: Rate;
  /** Of the matters closed in the week: those that the customer confirmed. Requests refused at the review are none. */
  readonly solved: Rate;
  /** Of the customers' answers given in the week: those of at least `satisfiedFrom`. */
  readonly satisfaction: SatisfactionRate;
  /** Of the matters closed in the week: those confirmed in the first round. */
  readonly firstRound: Rate;
}

/** Counts of one week as the database answers them. */
export interface WeekCounts {
  readonly week: string;
  readonly tickets: number;
  readonly clocksDue: number;
  readonly clocksMet: number;
  readonly closed: number;
  readonly confirmed: number;
  readonly confirmedInFirstRound: number;
  readonly answers: number;
  readonly satisfied: number;
  readonly scoreSum: number;
}

/** Clock targets that say how soon the customer was responded to [A6-3, A6-13]. */
export const responseTargets: readonly string[] = ['contact', 'answer'];

/** Ends of a matter that was taken on; the refusals of the review are none. */
export const matterEnds: readonly string[] = ['confirmed', 'closed-unconfirmed', 'closed-no-answer', 'cancelled'];

/** Least score of a satisfied customer: four of five stars on the scale of C7 (5★ = 100, 3★ = 50). */
export const satisfiedFrom = 75;

const longestSpanMs = 106 * 7 * 86_400_000;

const quotient = (numerator: number, denominator: number): number | null => (denominator === 0 ? null : numerator / denominator);
const rate = (numerator: number, denominator: number): Rate => ({ numerator, denominator, rate: quotient(numerator, denominator) });

/** Figures of a week from its counts. */
export const weekMetrics = (counts: WeekCounts): WeekMetrics => ({
  week: counts.week,
  tickets: counts.tickets,
  responseTimeliness: rate(counts.clocksMet, counts.clocksDue),
  solved: rate(counts.confirmed, counts.closed),
  satisfaction: { ...rate(counts.satisfied, counts.answers), mean: quotient(counts.scoreSum, counts.answers) },
  firstRound: rate(counts.confirmedInFirstRound, counts.closed),
});

/** Refuses a span that is empty or longer than two years: `metrics.span-invalid`. */
export const checkSpan = (from: Date, to: Date): void => {
  const length = to.getTime() - from.getTime();
  if (length <= 0 || length > longestSpanMs) throw invalid('metrics.span-invalid', { weeks: 106 });
};
