import { invalid } from '@mendline/contracts/errors';
import { IANAZone } from 'luxon';
import type { Duty, DutyHours } from './duty.domain.js';
import type { DispatchRules } from './rules.domain.js';

/** An absence as it is asked for. */
export interface AbsenceDraft {
  readonly personId: string;
  readonly from: Date;
  readonly to: Date;
  readonly reasonCode: string;
}

const time = /^(?:[01]\d|2[0-3]):[0-5]\d$/u;
const codeForm = /^[a-z][a-z0-9-]{0,39}$/u;
const mostStretches = 28;
const longestAbsenceMs = 366 * 24 * 3_600_000;
const longestHorizonHours = 14 * 24;
const mostHops = 5;
const levels = 4;

const isStretch = ({ weekday, from, to }: DutyHours): boolean =>
  Number.isInteger(weekday) && weekday >= 1 && weekday <= 7 && time.test(from) && (time.test(to) || to === '24:00') && from !== to;

/** Throws `roster.zone-invalid` or `roster.hours-invalid`. */
export const checkedDuty = ({ zone, hours }: Duty): Duty => {
  if (!IANAZone.isValidZone(zone)) throw invalid('roster.zone-invalid');
  if (hours.length > mostStretches || !hours.every(isStretch)) throw invalid('roster.hours-invalid');
  return { zone, hours: hours.map(({ weekday, from, to }) => ({ weekday, from, to })) };
};

/** Throws `absence.span-invalid` or `absence.reason-invalid`. */
export const checkedAbsence = (draft: AbsenceDraft): AbsenceDraft => {
  const lasts = draft.to.getTime() - draft.from.getTime();
  if (!(lasts > 0) || lasts > longestAbsenceMs) throw invalid('absence.span-invalid');
  if (!codeForm.test(draft.reasonCode)) throw invalid('absence.reason-invalid');
  return draft;
};

const isHorizon = (hours: number): boolean => Number.isInteger(hours) && hours >= 1 && hours <= longestHorizonHours;

/** Throws `roster.*-invalid` or `rules.*-invalid`. */
export const checkedRules = (rules: DispatchRules): DispatchRules => {
  if (rules.horizonHours.length !== levels || !rules.horizonHours.every(isHorizon)) throw invalid('rules.horizon-invalid', { max: longestHorizonHours });
  if (!Number.isInteger(rules.furthestHops) || rules.furthestHops < 0 || rules.furthestHops > mostHops) throw invalid('rules.hops-invalid', { max: mostHops });
  if (!rules.certifiedSkills.every((skill) => codeForm.test(skill))) throw invalid('profile.skill-invalid');
  return { ...rules, duty: checkedDuty(rules.duty), certifiedSkills: [...new Set(rules.certifiedSkills)] };
};
