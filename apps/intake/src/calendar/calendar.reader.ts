import { notFound } from '@mendline/contracts';
import type { Principal } from '@mendline/platform/auth';
import { CLOCK } from '@mendline/platform/clock';
import type { Clock } from '@mendline/platform/clock';
import { Database } from '@mendline/platform/database';
import { TemporalClient } from '@mendline/platform/temporal';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { progressOf } from './batch.starter.js';
import type { CalendarEntity } from './calendar.entity.js';
import type { CalendarInput } from './calendar.input.js';
import type * as model from './calendar.model.js';
import { newestOf, newestOfTenant, versionRow } from './calendar.repository.js';
import { calendarForecast, calendarOfInput, calendarVersion, scopeOf } from './calendar.view.js';
import { CalendarWriter } from './calendar.writer.js';

/** Which calendar is asked for; the tenant's, in its newest version, if nothing is said. */
export interface Asked {
  readonly code: string;
  readonly region: string | null;
  readonly customerId: string | null;
  readonly version: number | null;
}

/** Shows calendars, what one would change, and how far a change has come. */
@Injectable()
export class CalendarReader {
  constructor(
    private readonly database: Database,
    private readonly writer: CalendarWriter,
    private readonly temporal: TemporalClient,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The newest version of every calendar. */
  list({ tenant }: Principal): Promise<model.CalendarVersion[]> {
    return this.database.tx(tenant, async (em) => {
      const rows = [];
      for (const key of await newestOfTenant(em, tenant)) rows.push(await versionRow(em, tenant, key));
      return rows.flatMap((row) => (row ? [calendarVersion(row)] : []));
    });
  }

  /** Throws DomainError `calendar.unknown`. */
  find({ tenant }: Principal, asked: Asked): Promise<model.CalendarVersion> {
    return this.database.tx(tenant, async (em) => calendarVersion(await this.row(em, tenant, asked)));
  }

  /** What is wrong with a calendar; nothing is written. Throws DomainError `customer.unknown`. */
  problems(who: Principal, calendar: CalendarInput): Promise<model.CalendarProblem[]> {
    return this.database.tx(who.tenant, async (em) => [...(await this.writer.mistakes(em, who, calendarOfInput(who.tenant, calendar)))]);
  }

  /** What a calendar would change for running clocks; nothing is written. Throws DomainError `calendar.invalid`, `customer.unknown`. */
  whatIf(who: Principal, calendar: CalendarInput): Promise<model.CalendarForecast> {
    return this.database.tx(who.tenant, async (em) => calendarForecast(await this.writer.forecast(em, who, calendarOfInput(who.tenant, calendar), await this.clock.now(em))));
  }

  /** How far a version has been brought to the open tickets; null where none had to be. Throws DomainError `calendar.unknown`. */
  async progress({ tenant: tenantId }: Principal, asked: Asked): Promise<model.CalendarProgress | null> {
    const { code, scopeOf: of, scopeId: id, version } = await this.database.tx(tenantId, (em) => this.row(em, tenantId, asked));
    return progressOf(this.temporal, { tenantId, code, of, id, version });
  }

  private async row(em: EntityManager, tenant: string, { code, version, ...whose }: Asked): Promise<CalendarEntity> {
    const scope = scopeOf(tenant, whose);
    const row = version === null ? await newestOf(em, tenant, code, scope) : await versionRow(em, tenant, { code, ...scope, version });
    if (!row) throw notFound('calendar.unknown', { code: code.slice(0, 40) });
    return row;
  }
}
