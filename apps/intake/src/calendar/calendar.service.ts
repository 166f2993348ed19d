import { CalendarBook } from '@mendline/sla';
import type { Calendar } from '@mendline/sla';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { narrowest, narrowestFor } from './calendar.domain.js';
import type { CalendarKey } from './calendar.domain.js';
import { newestFor, newestOfTenant, versionRow } from './calendar.repository.js';
import type { CalendarSubject } from './calendar.repository.js';

/** So many are kept ready to count by; their tables of days are worth keeping. */
const most = 2_000;

const noCalendars = new CalendarBook([]);

/** The calendars of tenants, ready to count by. */
@Injectable()
export class CalendarService {
  /** Versions never change, so what was read once stays right. Oldest first. */
  private readonly versions = new Map<string, Calendar>();
  private readonly books = new Map<string, CalendarBook>();

  /** The calendars that count for a subject now, one for each code: the customer's, else the region's, else the tenant's. */
  async bookFor(em: EntityManager, tenantId: string, codes: readonly string[], subject: CalendarSubject): Promise<CalendarBook> {
    if (codes.length === 0) return noCalendars;
    const keys = await newestFor(em, tenantId, codes, subject);
    return this.book(em, tenantId, narrowest(keys));
  }

  /** As `bookFor`, for many subjects of a tenant: its calendars are looked up once. */
  async booksFor(em: EntityManager, tenantId: string): Promise<(codes: readonly string[], subject: CalendarSubject) => Promise<CalendarBook>> {
    const keys = await newestOfTenant(em, tenantId);
    return (codes, subject) => this.book(em, tenantId, narrowestFor(keys, subject).filter(({ code }) => codes.includes(code)));
  }

  /** The book of exactly these versions. */
  async book(em: EntityManager, tenantId: string, keys: readonly CalendarKey[]): Promise<CalendarBook> {
    const name = keys.map((key) => nameOf(tenantId, key)).join(' ');
    const known = this.books.get(name);
    if (known) return known;
    const calendars = [];
    for (const key of keys) calendars.push(await this.version(em, tenantId, key));
    return keep(this.books, name, new CalendarBook(calendars));
  }

  private async version(em: EntityManager, tenantId: string, key: CalendarKey): Promise<Calendar> {
    const name = nameOf(tenantId, key);
    const known = this.versions.get(name);
    if (known) return known;
    const row = await versionRow(em, tenantId, key);
    if (!row) throw new Error(`no calendar ${name}`);
    return keep(this.versions, name, row.content);
  }
}

const nameOf = (tenantId: string, { code, of, id, version }: CalendarKey): string => [tenantId, code, of, id, version].join('/');

const keep = <T>(known: Map<string, T>, name: string, value: T): T => {
  const oldest = known.size >= most ? known.keys().next() : { done: true as const, value: undefined };
  if (!oldest.done) known.delete(oldest.value);
  known.set(name, value);
  return value;
};
