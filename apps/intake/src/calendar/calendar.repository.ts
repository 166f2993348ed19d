import type { Calendar, CalendarScope } from '@mendline/sla';
import type { EntityManager } from 'typeorm';
import type { CalendarKey } from './calendar.domain.js';
import { CalendarEntity } from './calendar.entity.js';

/** For whom a calendar may count. */
export interface CalendarSubject {
  readonly region: string;
  readonly customer: string;
}

/** The newest versions of the calendars of some codes that may count for a subject: the tenant's, its region's, its customer's. */
export const newestFor = (em: EntityManager, tenantId: string, codes: readonly string[], { region, customer }: CalendarSubject): Promise<CalendarKey[]> =>
  em.query<CalendarKey[]>(
    `select distinct on (code, scope_of, scope_id) code, scope_of as "of", scope_id as id, version from calendars
     where tenant_id = $1 and code = any($2) and (scope_of = 'tenant' or (scope_of = 'region' and scope_id = $3) or (scope_of = 'customer' and scope_id = $4))
     order by code, scope_of, scope_id, version desc`,
    [tenantId, codes, region, customer],
  );

/** The newest version of every calendar of the tenant, by code, then by whose it is. */
export const newestOfTenant = (em: EntityManager, tenantId: string): Promise<CalendarKey[]> =>
  em.query<CalendarKey[]>(
    `select distinct on (code, scope_of, scope_id) code, scope_of as "of", scope_id as id, version from calendars
     where tenant_id = $1 order by code, scope_of desc, scope_id, version desc`,
    [tenantId],
  );

/** The newest version of one calendar; null before the first. */
export const newestOf = (em: EntityManager, tenantId: string, code: string, { of, id }: CalendarScope): Promise<CalendarEntity | null> =>
  em.findOne(CalendarEntity, { where: { tenantId, code, scopeOf: of, scopeId: id }, order: { version: 'DESC' } });

/** The row of a version; null where there is none. */
export const versionRow = (em: EntityManager, tenantId: string, { code, of, id, version }: CalendarKey): Promise<CalendarEntity | null> =>
  em.findOne(CalendarEntity, { where: { tenantId, code, scopeOf: of, scopeId: id, version } });

/** Versions of one calendar are written one after the other. */
export const lockCalendar = async (em: EntityManager, tenantId: string, { code, scope }: Pick<Calendar, 'code'> & { readonly scope: CalendarScope }): Promise<void> => {
  await em.query('select pg_advisory_xact_lock(hashtextextended($1, 2))', [`calendar:${tenantId}:${code}:${scope.of}:${scope.id}`]);
};
