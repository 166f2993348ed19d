import { forbidden, invalid } from '@mendline/contracts/errors';
import type { Principal } from '@mendline/platform/auth';
import { Database } from '@mendline/platform/database';
import { Injectable } from '@nestjs/common';
import { dutyDays, type Interval, WallClock } from '../roster/duty.domain.js';
import { RosterService } from '../roster/roster.service.js';
import { type Booking, BookingRepository } from './booking.repository.js';

/** One day of an engineer, from midnight to midnight of his zone. */
export interface Day {
  readonly engineerId: string;
  readonly date: string;
  readonly zone: string;
  readonly duty: readonly Interval[];
  readonly absences: readonly { readonly absenceId: string; readonly from: Date; readonly to: Date; readonly reasonCode: string }[];
  readonly visits: readonly Booking[];
}

const dateForm = /^\d{4}-\d{2}-\d{2}$/u;

/** Who is where when: duty, absences and kept windows of one engineer's day [A7-5]. */
@Injectable()
export class DayService {
  constructor(
    private readonly database: Database,
    private readonly rosters: RosterService,
    private readonly bookings: BookingRepository,
  ) {}

  /**
   * Throws `day.date-invalid`, `person.not-found`, also for somebody of a region that the caller does not see, or `day.not-yours` for somebody else's day where the caller sees his own only.
   * @param date YYYY-MM-DD
   */
  of(principal: Principal, personId: string, date: string): Promise<Day> {
    if (!dateForm.test(date) || new Date(`${date}T00:00:00Z`).toJSON()?.slice(0, 10) !== date) throw invalid('day.date-invalid');
    const { tenant: tenantId, dataScope, personId: callerId } = principal;
    if (dataScope === 'own' && callerId !== personId) throw forbidden('day.not-yours');
    const key = { tenantId, personId };
    return this.database.tx(tenantId, async (em) => {
      // His own day is everybody's to see, wherever he works.
      await (callerId === personId ? this.rosters.requirePerson(em, key) : this.rosters.requireWithin(em, principal, personId));
      const duty = await this.rosters.duty(em, key);
      const clock = new WallClock();
      const span = { from: clock.instantOf(duty.zone, date, 0), to: clock.instantOf(duty.zone, date, 1_440) };
      return {
        engineerId: personId,
        date,
        zone: duty.zone,
        duty: dutyDays(duty, span, clock),
        absences: await this.rosters.absences(em, key, span),
        visits: await this.bookings.ofEngineer(em, tenantId, personId, new Date(span.from), new Date(span.to)),
      };
    });
  }

  /** Visits that are arranged in a span: whoever notes an absence has to give them to others [A7-12]. None of somebody whom the caller's data scope does not cover. */
  visitsDuring(principal: Principal, engineerId: string, from: Date, to: Date): Promise<Booking[]> {
    const { tenant } = principal;
    return this.database.tx(tenant, async (em) =>
      (await this.rosters.isWithin(em, principal, engineerId)) ? this.bookings.ofEngineer(em, tenant, engineerId, from, to) : [],
    );
  }
}
