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

/** Figures of one group of tickets [A13-1 – A13-4]. */
export interface ServiceFigures {
  /** Tickets registered. */
  readonly tickets: number;
  /** Of the clocks `contact` and `answer` due: those met. A clock still running past its due instant is not met. */
  readonly responseTimeliness: Rate;
  /** Of the clocks of every target due: those met. */
  readonly timeliness: Rate;
  /** Of the windows that were promised to customers and are over or in which somebody came: those in which he came in time. */
  readonly onTimeArrival: Rate;
  /** Of the matters closed: those that the customer confirmed. Requests refused at the review, and declined quotes, are none. */
  readonly solved: Rate;
  /** Of the customers' answers: those of at least `satisfiedFrom`. */
  readonly satisfaction: SatisfactionRate;
  /** Of the matters closed: those confirmed in the first round. */
  readonly firstRound: Rate;
  /** Of the repairs closed after a visit: those confirmed after one visit and one round that have not come again since [C19]. */
  readonly firstTimeFix: Rate;
  /** Of the repairs closed whose time for coming again is over: those that came again with the same device and fault in it [A10-13, A13-4]. */
  readonly repeatRepairs: Rate;
}

/** What figures are grouped by; a person is whom the figure is about: the responsible of a clock, the engineer of a visit, else the owner. */
export const metricDimensions = ['week', 'region', 'person'] as const;
export type MetricDimension = (typeof metricDimensions)[number];

/** A group: null where it is not grouped by this, or where a ticket has none. The week is an ISO week `YYYY-Www` in the tenant's zone. */
export type MetricGroup = Readonly<Record<MetricDimension, string | null>>;

/** What is counted, each with those of it that are good. */
export const measures = ['registered', 'response', 'clock', 'arrival', 'solved', 'answer', 'firstRound', 'firstTimeFix', 'repeat'] as const;
export type Measure = (typeof measures)[number];

/** Counts of one group as the database answers them. */
export type FigureCounts = Readonly<Record<`${Measure}All` | `${Measure}Good`, number>> & { readonly scoreSum: number };

/** Clock targets that say how soon the customer was responded to [A6-3, A6-13]. */
export const responseTargets: readonly string[] = ['contact', 'answer'];

/** Ends of a matter that was taken on; the refusals of the review are none. */
export const matterEnds: readonly string[] = ['confirmed', 'closed-unconfirmed', 'closed-no-answer', 'cancelled'];

/** Least score of a satisfied customer: four of five stars on the scale of C7 (5★ = 100, 3★ = 50). */
export const satisfiedFrom = 75;

const longestSpanMs = 106 * 7 * 86_400_000;

const quotient = (numerator: number, denominator: number): number | null => (denominator === 0 ? null : numerator / denominator);

/** The figures of a group from its counts. */
export const figuresOf = (counts: FigureCounts): ServiceFigures => {
  const rate = (measure: Measure): Rate => {
    const [numerator, denominator] = [counts[`${measure}Good`], counts[`${measure}All`]];
    return { numerator, denominator, rate: quotient(numerator, denominator) };
  };
  return {
    tickets: counts.registeredAll,
    responseTimeliness: rate('response'),
    timeliness: rate('clock'),
    onTimeArrival: rate('arrival'),
    solved: rate('solved'),
    satisfaction: { ...rate('answer'), mean: quotient(counts.scoreSum, counts.answerAll) },
    firstRound: rate('firstRound'),
    firstTimeFix: rate('firstTimeFix'),
    repeatRepairs: rate('repeat'),
  };
};

/** Refuses a span that is empty or longer than two years: `metrics.span-invalid`. */
export const checkSpan = (from: Date, to: Date): void => {
  const length = to.getTime() - from.getTime();
  if (length <= 0 || length > longestSpanMs) throw invalid('metrics.span-invalid', { weeks: 106 });
};
