import type { Duty } from './duty.domain.js';

/** What a tenant may set of the dispatch of visits. */
export interface DispatchRules {
  /** Duty of everybody without a roster of his own. */
  readonly duty: Duty;
  /** How far ahead an engineer must have time, in hours, by severity from 1 (highest) to 4. */
  readonly horizonHours: readonly number[];
  /** Borders between a region and those that may support it [A7-3]. */
  readonly furthestHops: number;
  /** Skills that nobody may use without a valid certificate. */
  readonly certifiedSkills: readonly string[];
}

const everyDay = [1, 2, 3, 4, 5, 6, 7];

/**
 * What every tenant begins with: reachable from 08:00 to 22:00 [A1-7]; on site within 24, 48, 72 hours and 5 days by
 * urgency [A3-6]; neighbours, and theirs where these are busy too [A7-3].
 */
export const standardRules: DispatchRules = {
  duty: { zone: 'Asia/Shanghai', hours: everyDay.map((weekday) => ({ weekday, from: '08:00', to: '22:00' })) },
  horizonHours: [24, 48, 72, 120],
  furthestHops: 2,
  certifiedSkills: [],
};

const hourMs = 3_600_000;

/** The span within which an engineer must have time for a ticket. */
export const horizonOf = ({ horizonHours }: DispatchRules, severity: number, at: Date): { readonly from: number; readonly to: number } => {
  const index = Math.min(Math.max(severity, 1), horizonHours.length) - 1;
  return { from: at.getTime(), to: at.getTime() + (horizonHours[index] ?? 72) * hourMs };
};
