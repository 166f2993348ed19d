import type { Calendar, CalendarOverride, CalendarScope } from '@mendline/sla';
import { provisionalYears } from './calendar.domain.js';
import type { OwnedCalendar } from './calendar.domain.js';
import type { CalendarEntity } from './calendar.entity.js';
import type { CalendarDayInput, CalendarInput } from './calendar.input.js';
import type { CalendarForecast } from './calendar.forecaster.js';
import { CalendarDayType } from './calendar.model.js';
import type * as model from './calendar.model.js';

const types = { closed: CalendarDayType.CLOSED, special: CalendarDayType.SPECIAL, workday: CalendarDayType.WORKDAY };

/** A version as people see it. */
export const calendarVersion = ({ code, version, scopeOf, scopeId, content, createdAt }: CalendarEntity): model.CalendarVersion => ({
  code, version, createdAt,
  region: scopeOf === 'region' ? scopeId : null,
  customerId: scopeOf === 'customer' ? scopeId : null,
  title: { ...content.name },
  zone: content.zone,
  periods: content.periods.map(({ validFrom, week }) => ({ validFrom, week: week.map((window) => ({ ...window })) })),
  overrides: content.overrides.map(calendarDay),
  provisionalYears: provisionalYears(content),
});

/** One date as people see it. */
export const calendarDay = (override: CalendarOverride): model.CalendarDay => ({
  date: override.date,
  type: types[override.kind],
  title: { ...override.name },
  windows: 'windows' in override && override.windows ? override.windows.map((window) => ({ ...window })) : null,
  like: 'like' in override ? (override.like ?? null) : null,
  provisional: override.provisional === true,
});

/** A forecast as people see it. */
export const calendarForecast = ({ moves, faults: _coded, ...counts }: CalendarForecast): model.CalendarForecast => ({
  ...counts,
  moves: moves.map(({ ticketId, code: target, round, from, to, becomesLate, becomesTimely }) => ({
    ticketId, target, round, becomesLate, becomesTimely, from: from === null ? null : new Date(from), to: to === null ? null : new Date(to),
  })),
});

/** What a caller says, as libs/sla reads it; the version is given when it is written. */
export const calendarOfInput = (tenantId: string, { code, region, customerId, title, zone, periods, overrides }: CalendarInput): OwnedCalendar => ({
  code,
  version: 1,
  scope: scopeOf(tenantId, { region, customerId }),
  name: { ...title },
  zone,
  periods: periods.map(({ validFrom, week }) => ({ validFrom: validFrom ?? null, week: week.map(({ day, from, to }) => ({ day, from, to })) })),
  overrides: (overrides ?? []).map(overrideOf),
});

/** For whom a calendar is: the narrowest that is said, else the tenant. */
export const scopeOf = (tenantId: string, { region, customerId }: { readonly region: string | null | undefined; readonly customerId: string | null | undefined }): CalendarScope => {
  if (customerId) return { of: 'customer', id: customerId };
  return region ? { of: 'region', id: region } : { of: 'tenant', id: tenantId };
};

/** One date, as libs/sla reads it. */
export const overrideOf = ({ date, type, title, windows, like, provisional }: CalendarDayInput): Calendar['overrides'][number] => {
  const common = { date, name: { ...title }, ...(provisional === true && { provisional }) };
  const given = windows?.map(({ from, to }) => ({ from, to }));
  switch (type) {
    case CalendarDayType.CLOSED:
      return { ...common, kind: 'closed' };
    case CalendarDayType.SPECIAL:
      return { ...common, kind: 'special', windows: given ?? [] };
    case CalendarDayType.WORKDAY:
      return { ...common, kind: 'workday', ...(given && { windows: given }), ...(typeof like === 'number' && { like }) };
  }
};
