import { notFound } from '@mendline/contracts';
import { actorOf } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { CommandJournal } from '@mendline/platform/commands';
import { Database } from '@mendline/platform/database';
import { CommandState } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import type { CalendarKey, OwnedCalendar } from './calendar.domain.js';
import type { CalendarInput, SetCalendarInput } from './calendar.input.js';
import type * as model from './calendar.model.js';
import { newestOf, newestOfTenant, versionRow } from './calendar.repository.js';
import { calendarOfInput, calendarVersion } from './calendar.view.js';
import { CalendarWriter } from './calendar.writer.js';

/** Calendars for those who look after them. */
@Injectable()
export class CalendarDesk {
  constructor(
    private readonly database: Database,
    private readonly journal: CommandJournal,
    private readonly writer: CalendarWriter,
  ) {}

  /** Throws DomainError `calendar.invalid` with every problem; then nothing is written. */
  set(who: Principal, { key, calendar }: SetCalendarInput): Promise<model.CalendarPayload> {
    return this.journaled(who, key, 'setCalendar', calendarOfInput(who.tenant, calendar));
  }

  /** What is wrong with a calendar; nothing is written. */
  problems(who: Principal, calendar: CalendarInput): Promise<model.CalendarProblem[]> {
    return this.database.tx(who.tenant, async (em) => [...(await this.writer.mistakes(em, who, calendarOfInput(who.tenant, calendar)))]);
  }

  /** The newest version of every calendar. */
  list({ tenant }: Principal): Promise<model.CalendarVersion[]> {
    return this.database.tx(tenant, async (em) => {
      const rows = [];
      for (const key of await newestOfTenant(em, tenant)) rows.push(await versionRow(em, tenant, key));
      return rows.flatMap((row) => (row ? [calendarVersion(row)] : []));
    });
  }

  /** A version, else the newest. Throws DomainError `calendar.unknown`. */
  find({ tenant }: Principal, { code, of, id, version }: Omit<CalendarKey, 'version'> & { readonly version: number | null }): Promise<model.CalendarVersion> {
    return this.database.tx(tenant, async (em) => {
      const row = version === null ? await newestOf(em, tenant, code, { of, id }) : await versionRow(em, tenant, { code, of, id, version });
      if (!row) throw notFound('calendar.unknown', { code: code.slice(0, 40) });
      return calendarVersion(row);
    });
  }

  private async journaled(who: Principal, key: string, operation: string, calendar: OwnedCalendar): Promise<model.CalendarPayload> {
    const { outcome } = await this.journal.runLocal({
      tenantId: who.tenant, key, actor: actorOf(who), operation, input: calendar,
      work: async (em, now) => {
        const { code, scopeOf: of, scopeId: id, version } = await this.writer.write(em, who, calendar, now);
        return { code, of, id, version };
      },
    });
    return { commandId: key, state: CommandState.DONE, userErrors: [], calendar: await this.find(who, outcome) };
  }
}
