import type { Calendar, CalendarOverride } from '@mendline/sla';
import { provisionalYears } from './calendar.domain.js';
import type { OwnedCalendar } from './calendar.domain.js';
import type { CalendarEntity } from './calendar.entity.js';
import type { CalendarDayInput, CalendarInput } from './calendar.input.js';
import { CalendarDayKind, CalendarScopeKind } from './calendar.model.js';
import type { CalendarDay, CalendarVersion } from './calendar.model.js';

const scopes = { tenant: CalendarScopeKind.TENANT, region: CalendarScopeKind.REGION, customer: CalendarScopeKind.CUSTOMER };
const kinds = { closed: CalendarDayKind.CLOSED, special: CalendarDayKind.SPECIAL, workday: CalendarDayKind.WORKDAY };

/** A version as people see it. */
export const calendarVersion = ({ code, version, scopeOf, scopeId, content, createdAt }: CalendarEntity): CalendarVersion => ({
  code, version, scope: scopes[scopeOf], scopeId, createdAt,
  name: { ...content.name },
  zone: content.zone,
  periods: content.periods.map(({ validFrom, week }) => ({ validFrom, week: week.map((window) => ({ ...window })) })),
  overrides: content.overrides.map(calendarDay),
  provisionalYears: provisionalYears(content),
});

/** One date as people see it. */
export const calendarDay = (override: CalendarOverride): CalendarDay => ({
  date: override.date,
  kind: kinds[override.kind],
  name: { ...override.name },
  windows: 'windows' in override && override.windows ? override.windows.map((window) => ({ ...window })) : null,
  like: 'like' in override ? (override.like ?? null) : null,
  provisional: override.provisional === true,
});

/** What a caller says, as libs/sla reads it; the version is given when it is written. */
export const calendarOfInput = (tenantId: string, { code, scope, scopeId, name, zone, periods, overrides }: CalendarInput): OwnedCalendar => ({
  code,
  version: 1,
  scope: { of: `${scope}`, id: scope === CalendarScopeKind.TENANT ? tenantId : (scopeId ?? '') },
  name: { ...name },
  zone,
  periods: periods.map(({ validFrom, week }) => ({ validFrom: validFrom ?? null, week: week.map(({ day, from, to }) => ({ day, from, to })) })),
  overrides: overrides.map(overrideOf),
});

/** One date, as libs/sla reads it. */
export const overrideOf = ({ date, kind, name, windows, like, provisional }: CalendarDayInput): Calendar['overrides'][number] => {
  const common = { date, name: { ...name }, ...(provisional === true && { provisional }) };
  const given = windows?.map(({ from, to }) => ({ from, to }));
  switch (kind) {
    case CalendarDayKind.CLOSED:
      return { ...common, kind: 'closed' };
    case CalendarDayKind.SPECIAL:
      return { ...common, kind: 'special', windows: given ?? [] };
    case CalendarDayKind.WORKDAY:
      return { ...common, kind: 'workday', ...(given && { windows: given }), ...(typeof like === 'number' && { like }) };
  }
};
