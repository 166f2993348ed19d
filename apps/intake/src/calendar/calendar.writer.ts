import { createHash } from 'node:crypto';
import { invalid } from '@mendline/contracts';
import { AuditLog } from '@mendline/platform/audit';
import type { Principal } from '@mendline/platform/auth';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CustomerService } from '../customer/customer.service.js';
import { mistakesOf } from './calendar.domain.js';
import type { CalendarMistake, OwnedCalendar } from './calendar.domain.js';
import { CalendarEntity } from './calendar.entity.js';
import { lockCalendar, newestOf } from './calendar.repository.js';

/** Writes versions of calendars. */
@Injectable()
export class CalendarWriter {
  constructor(
    private readonly customers: CustomerService,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Writes the next version. The same content again is the same version.
   * Throws DomainError `calendar.invalid` with every problem, `customer.unknown` for a calendar of nobody.
   */
  async write(em: EntityManager, who: Principal, calendar: OwnedCalendar, now: Date): Promise<CalendarEntity> {
    const mistakes = await this.mistakes(em, who, calendar);
    if (mistakes.length > 0) throw invalid('calendar.invalid', { problems: mistakes.map(({ path, message }) => `${path}: ${message}`).join('; ').slice(0, 2000) });
    const { code, scope } = calendar;
    await lockCalendar(em, who.tenant, calendar);
    const last = await newestOf(em, who.tenant, code, scope);
    const hash = hashOf(calendar);
    if (last?.hash === hash) return last;
    const version = (last?.version ?? 0) + 1;
    const createdBy = who.personId ?? who.subject;
    const row = { tenantId: who.tenant, code, scopeOf: scope.of, scopeId: scope.id, version, hash, content: { ...calendar, version }, createdAt: now, createdBy };
    await em.insert(CalendarEntity, row);
    await this.audit.append(em, { tenantId: who.tenant, actor: createdBy, action: 'calendar.set', subject: code, detail: { scope: scope.of, scopeId: scope.id, version, hash } });
    return row;
  }

  /** What is wrong with a calendar. Throws DomainError `customer.unknown` for one of nobody. */
  async mistakes(em: EntityManager, { tenant }: Principal, calendar: OwnedCalendar): Promise<readonly CalendarMistake[]> {
    if (calendar.scope.of === 'customer') await this.customers.require(em, tenant, calendar.scope.id);
    return mistakesOf(calendar);
  }
}

const hashOf = ({ version: _given, ...content }: OwnedCalendar): string => createHash('sha256').update(JSON.stringify(content)).digest('hex');
