import { dayOf, dayOfMonth } from '../zone/local.date.js';
import { pointStrategy } from './point.strategy.js';
import { checkCount, zoneOf } from './spec.check.js';
import type { YearsSpec } from './unit.types.js';

/** Whole years of the civil calendar, for terms of keeping [A6-28]. */
export const yearsStrategy = pointStrategy<YearsSpec>({
  dueFollowsStart: true,

  check({ years, zone }) {
    checkCount(years, 'years', 1, 366);
    zoneOf(zone);
  },

  instant({ spec, start }) {
    const zone = zoneOf(spec.zone);
    const local = zone.localOf(start);
    const day = dayOf(local);
    const date = dayOfMonth(day, spec.years * 12, new Date(day).getUTCDate());
    return zone.instantsOf(date + local - day)[0] ?? start;
  },
});
