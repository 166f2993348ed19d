import { createHash } from 'node:crypto';
import { conflict, invalid } from '@mendline/contracts';
import { recomputeWorkflowId } from '@mendline/contracts/intake';
import type { RecomputeCause } from '@mendline/contracts/intake';
import { AuditLog } from '@mendline/platform/audit';
import type { Principal } from '@mendline/platform/auth';
import { canonicalJson } from '@mendline/platform/commands';
import { enqueue } from '@mendline/platform/outbox';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CustomerService } from '../customer/customer.service.js';
import { mistakesOf } from './calendar.domain.js';
import type { CalendarMistake, OwnedCalendar } from './calendar.domain.js';
import { CalendarEntity } from './calendar.entity.js';
import { CalendarForecaster } from './calendar.forecaster.js';
import type { CalendarForecast } from './calendar.forecaster.js';
import { lockCalendar, newestOf } from './calendar.repository.js';

/** A version on record, and what it changes. */
export interface Written {
  readonly row: CalendarEntity;
  readonly forecast: CalendarForecast;
}

/** Writes versions of calendars. */
@Injectable()
export class CalendarWriter {
  constructor(
    private readonly customers: CustomerService,
    private readonly forecaster: CalendarForecaster,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Writes the next version, and has it brought to the open tickets by a batch. The same content again is the same version.
   * Throws DomainError `calendar.invalid` with every problem, `customer.unknown` for a calendar of nobody, `calendar.strands-clocks` where a
   * running clock could not be computed by it.
   */
  async write(em: EntityManager, who: Principal, calendar: OwnedCalendar, now: Date): Promise<Written> {
    const forecast = await this.forecast(em, who, calendar, now);
    if (forecast.impossible > 0) throw conflict('calendar.strands-clocks', { count: forecast.impossible, tickets: [...new Set(forecast.faults.map(({ ticketId }) => ticketId))].slice(0, 20).join(', ') });
    const { code, scope } = calendar;
    await lockCalendar(em, who.tenant, calendar);
    const last = await newestOf(em, who.tenant, code, scope);
    const hash = hashOf(calendar);
    if (last?.hash === hash) return { row: last, forecast };
    const version = (last?.version ?? 0) + 1;
    const createdBy = who.personId ?? who.subject;
    const row = { tenantId: who.tenant, code, scopeOf: scope.of, scopeId: scope.id, version, hash, content: { ...calendar, version }, createdAt: now, createdBy };
    await em.insert(CalendarEntity, row);
    const { tickets, moved, late } = forecast;
    await this.audit.append(em, { tenantId: who.tenant, actor: createdBy, action: 'calendar.set', subject: code, detail: { scope: scope.of, scopeId: scope.id, version, hash, tickets, moved, late } });
    const batch: RecomputeCause = { tenantId: who.tenant, code, ...scope, version };
    if (tickets > 0) await enqueue(em, { tenantId: who.tenant, kind: 'temporal.recompute', key: recomputeWorkflowId(batch), payload: { ...batch } });
    return { row, forecast };
  }

  /** What the calendar would change. Throws DomainError `calendar.invalid`, `customer.unknown`. */
  async forecast(em: EntityManager, who: Principal, calendar: OwnedCalendar, now: Date): Promise<CalendarForecast> {
    const mistakes = await this.mistakes(em, who, calendar);
    if (mistakes.length > 0) throw invalid('calendar.invalid', { problems: mistakes.map(({ path, message }) => `${path}: ${message}`).join('; ').slice(0, 2000) });
    return this.forecaster.forecast(em, who.tenant, calendar, now);
  }

  /** What is wrong with a calendar. Throws DomainError `customer.unknown` for one of nobody. */
  async mistakes(em: EntityManager, { tenant }: Principal, calendar: OwnedCalendar): Promise<readonly CalendarMistake[]> {
    if (calendar.scope.of === 'customer') await this.customers.require(em, tenant, calendar.scope.id);
    return mistakesOf(calendar);
  }
}

/** Of the content, in whatever order its keys came: what is read back from the row has them in another one. */
const hashOf = ({ version: _given, ...content }: OwnedCalendar): string => createHash('sha256').update(canonicalJson(content)).digest('hex');
