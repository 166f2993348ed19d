import { invalid, notFound } from '@mendline/contracts';
import { actorOf } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { CommandJournal } from '@mendline/platform/commands';
import { Database } from '@mendline/platform/database';
import { CommandState } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { noticed, withHolidays } from './calendar.domain.js';
import type { OwnedCalendar } from './calendar.domain.js';
import type { EnterHolidayNoticeInput, ImportHolidaysInput, SetCalendarInput } from './calendar.input.js';
import type * as model from './calendar.model.js';
import { newestOf, versionRow } from './calendar.repository.js';
import { calendarForecast, calendarOfInput, calendarVersion, overrideOf, scopeOf } from './calendar.view.js';
import { CalendarWriter } from './calendar.writer.js';
import { holidaysOf } from './holiday.source.js';

const mostYears = 10;

/** Changes of calendars: each a new version, thought through first, journaled and on the audit log. */
@Injectable()
export class CalendarDesk {
  constructor(
    private readonly database: Database,
    private readonly journal: CommandJournal,
    private readonly writer: CalendarWriter,
  ) {}

  /** Throws DomainError `calendar.invalid` with every problem, `calendar.strands-clocks`; then nothing is written. */
  set(who: Principal, { key, calendar }: SetCalendarInput): Promise<model.CalendarPayload> {
    return this.journaled(who, key, 'setCalendar', calendar, () => Promise.resolve(calendarOfInput(who.tenant, calendar)));
  }

  /**
   * The holidays of a country in place of those that a calendar has in these years. A forecast takes the place of forecasts only, never of a
   * notice. Throws DomainError `calendar.unknown`, `calendar.years-invalid`, `calendar.country-unknown`.
   */
  importHolidays(who: Principal, input: ImportHolidaysInput): Promise<model.CalendarPayload> {
    const { key, country, state = null, from, to } = input;
    return this.journaled(who, key, 'importHolidays', input, async (em) => {
      const calendar = await this.newest(em, who, input);
      if (from < 2000 || to > 2099 || to < from || to - from >= mostYears) throw invalid('calendar.years-invalid', { max: mostYears });
      const years = Array.from({ length: to - from + 1 }, (_, i) => from + i);
      return withHolidays(calendar, years.map((year) => ({ year, days: holidaysOf(country, state, year) })));
    });
  }

  /** The notice of a year is out: its days take the place of whatever the calendar has in that year. Throws DomainError `calendar.unknown`, `calendar.invalid`. */
  enterNotice(who: Principal, input: EnterHolidayNoticeInput): Promise<model.CalendarPayload> {
    const { key, year, days } = input;
    return this.journaled(who, key, 'enterHolidayNotice', input, async (em) => noticed(await this.newest(em, who, input), year, days.map(overrideOf)));
  }

  private async newest(em: EntityManager, { tenant }: Principal, { code, region = null, customerId = null }: { readonly code: string; readonly region?: string | null; readonly customerId?: string | null }): Promise<OwnedCalendar> {
    const scope = scopeOf(tenant, { region, customerId });
    const row = await newestOf(em, tenant, code, scope);
    if (!row) throw notFound('calendar.unknown', { code: code.slice(0, 40) });
    return { ...row.content, scope };
  }

  private async journaled(who: Principal, key: string, operation: string, input: unknown, make: (em: EntityManager) => Promise<OwnedCalendar>): Promise<model.CalendarPayload> {
    const { outcome } = await this.journal.runLocal({
      tenantId: who.tenant, key, actor: actorOf(who), operation, input,
      work: async (em, now) => {
        const { row, forecast } = await this.writer.write(em, who, await make(em), now);
        return { code: row.code, of: row.scopeOf, id: row.scopeId, version: row.version, forecast };
      },
    });
    const row = await this.database.tx(who.tenant, (em) => versionRow(em, who.tenant, outcome));
    return { commandId: key, state: CommandState.DONE, userErrors: [], calendar: row && calendarVersion(row), forecast: calendarForecast(outcome.forecast) };
  }
}
