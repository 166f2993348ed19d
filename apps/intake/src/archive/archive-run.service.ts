import type { ArchiveActivities, ArchiveRunReport } from '@mendline/contracts/intake';
import { CLOCK } from '@mendline/platform/clock';
import type { Clock } from '@mendline/platform/clock';
import { Database } from '@mendline/platform/database';
import { Inject, Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { PolicyPackService } from '../policy-pack/policy-pack.service.js';
import { ArchiveTicketService } from './archive-ticket.service.js';
import { endedTickets, finishRun, insertRun, runBefore, runOf } from './archive.repository.js';

/** Before the first run of a tenant, what was archived within this time is looked at. */
const firstReachMs = 86_400_000;

const wholeTenant = { region: '', customer: '' };

/** The daily archive run [A6-20, A11-2, C18]: one per tenant and day. Run again it brings its list up to date; nothing is archived or told twice. */
@Injectable()
export class ArchiveRunService {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly packs: PolicyPackService,
    private readonly calendars: CalendarService,
    private readonly tickets: ArchiveTicketService,
  ) {}

  /** Opens the run of the day that an instant lies on in the tenant's zone. Null where its pack has none, or its calendar rests on that day. */
  async open(tenantId: string, at: Date): Promise<string | null> {
    return this.database.tx(tenantId, async (em) => {
      const { pack } = await this.packs.current(em, tenantId);
      const day = DateTime.fromJSDate(at, { zone: pack.zone }).toISODate();
      if (!pack.archiveRun || day === null) return null;
      const { calendar } = pack.archiveRun;
      if (calendar !== undefined && !(await this.isWorkday(em, tenantId, calendar, day))) return null;
      await insertRun(em, { tenantId, day, dueAt: at, startedAt: await this.clock.now(em) });
      return day;
    });
  }

  /** Looks at the next ended tickets, each in a transaction of its own. */
  async page(tenantId: string, day: string, after: string, limit: number): Promise<{ readonly after: string; readonly last: boolean }> {
    const ended = await this.database.tx(tenantId, async (em) => {
      const run = await runOf(em, tenantId, day);
      if (!run) throw new Error(`no archive run of ${tenantId} on ${day}`);
      const since = (await runBefore(em, tenantId, day)) ?? new Date(run.dueAt.getTime() - firstReachMs);
      return endedTickets(em, tenantId, { by: run.dueAt, since }, after, limit);
    });
    for (const evidence of ended) await this.tickets.look(tenantId, day, evidence);
    return { after: ended.at(-1)?.id ?? after, last: ended.length < limit };
  }

  /** Counts what was found. */
  async close(tenantId: string, day: string): Promise<ArchiveRunReport> {
    return this.database.tx(tenantId, async (em) => ({ day, ...(await finishRun(em, tenantId, day, await this.clock.now(em))) }));
  }

  /** A day off has no working time of its own; a make-up workday [调休] has. */
  private async isWorkday(em: EntityManager, tenantId: string, calendar: string, day: string): Promise<boolean> {
    const book = await this.calendars.bookFor(em, tenantId, [calendar], wholeTenant);
    const asked = Date.parse(day);
    return book.timeline(calendar).workday(asked).day === asked;
  }
}

/** The run's steps as activities. */
export const createArchiveActivities = (runs: ArchiveRunService): ArchiveActivities => ({
  openArchiveRun: ({ tenantId, at }) => runs.open(tenantId, new Date(at)),
  archivePage: ({ tenantId, day, after, limit }) => runs.page(tenantId, day, after, limit),
  closeArchiveRun: ({ tenantId, day }) => runs.close(tenantId, day),
});
