import type { DispatchActivities } from '@mendline/contracts/dispatch';
import { visitWindowBooked, visitWindowReleased } from '@mendline/contracts/facts';
import { CLOCK, type Clock } from '@mendline/platform/clock';
import { answerOnce, done, type PartAnswer } from '@mendline/platform/commands';
import { Database } from '@mendline/platform/database';
import { appendFacts, newFact, type NewFact } from '@mendline/platform/facts';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DISPATCH_CONFIG, type DispatchConfig, serviceName } from '../dispatch.config.js';
import { RosterService } from '../roster/roster.service.js';
import { WorkloadService } from '../workload/workload.service.js';
import { type Booking, BookingRepository, type NewBooking } from './booking.repository.js';

export type BookInput = Parameters<DispatchActivities['bookWindow']>[0];
export type ReleaseInput = Parameters<DispatchActivities['releaseWindow']>[0];

/** Commands that were answered. */
const memory = { table: 'booking_commands', subject: 'visit_id', key: 'command_id' };

interface Cause {
  readonly tenantId: string;
  readonly ticketId: string;
  readonly visitId: string;
  readonly commandId?: string | undefined;
}

/** Keeps engineers' time for visits: no two of one engineer's visits overlap [A7-5, A7-11], but for those of one request that share a window. */
@Injectable()
export class BookingService {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(DISPATCH_CONFIG) private readonly config: Pick<DispatchConfig, 'MENDLINE_CELL'>,
    private readonly bookings: BookingRepository,
    private readonly rosters: RosterService,
    private readonly workload: WorkloadService,
  ) {}

  /**
   * Books a window with its fact, in place of what the visit held, in one transaction. A command is answered once: a late copy of
   * an earlier one gets its old answer and does not undo a later one.
   */
  book(input: BookInput): Promise<PartAnswer> {
    const { tenantId, visitId, commandId } = input;
    return this.database.tx(tenantId, (em) => answerOnce(em, memory, { tenantId, subject: visitId, key: commandId }, async () => {
      await this.bookings.lock(em, tenantId, 'visit', visitId);
      await this.bookings.lock(em, tenantId, 'engineer', input.engineerId);
      const booking = bookingOf(input, await this.clock.now(em));
      const refusal = await this.refusalOf(em, booking);
      if (refusal === null) await this.keep(em, input, booking);
      return { refusal };
    }));
  }

  /** Frees what a visit holds, with its fact; nothing held is success. */
  async release(input: ReleaseInput): Promise<void> {
    const { tenantId, visitId, commandId } = input;
    await this.database.tx(tenantId, (em) => answerOnce(em, memory, { tenantId, subject: visitId, key: commandId }, async () => {
      await this.bookings.lock(em, tenantId, 'visit', visitId);
      const held = await this.bookings.held(em, input);
      if (held) await this.free(em, input, held, await this.clock.now(em));
      return done;
    }));
  }

  private async refusalOf(em: EntityManager, booking: NewBooking): Promise<'visit.off-duty' | 'visit.overlap' | null> {
    const { tenantId, engineerId: personId, from, to } = booking;
    if (!(await this.rosters.isOnDuty(em, { tenantId, personId }, { from: from.getTime(), to: to.getTime() }))) return 'visit.off-duty';
    return (await this.bookings.isTaken(em, booking)) ? 'visit.overlap' : null;
  }

  private async keep(em: EntityManager, input: BookInput, booking: NewBooking): Promise<void> {
    const { engineerId, bookedAt } = booking;
    await this.bookings.save(em, booking);
    await this.workload.engage(em, input, engineerId, bookedAt);
    await this.tell(em, input, bookedAt, newFact(visitWindowBooked, { ...spanOf(booking), bookedAt: bookedAt.toISOString() }));
  }

  private async free(em: EntityManager, input: ReleaseInput, held: Booking, at: Date): Promise<void> {
    await this.bookings.release(em, input, at);
    await this.tell(em, input, at, newFact(visitWindowReleased, { ...spanOf(held), releasedAt: at.toISOString() }));
  }

  private async tell(em: EntityManager, { tenantId, ticketId, visitId, commandId }: Cause, at: Date, fact: NewFact): Promise<void> {
    await appendFacts(em, {
      tenantId, cell: this.config.MENDLINE_CELL, service: serviceName, subject: ticketId, aggregateId: visitId, at, facts: [fact],
      ...(commandId === undefined ? {} : { commandId }),
    });
  }
}

const bookingOf = ({ tenantId, ticketId, visitId, engineerId, window, shared }: BookInput, bookedAt: Date): NewBooking => ({
  tenantId, ticketId, visitId, engineerId, shared: shared ?? null, bookedAt, from: new Date(window.from), to: new Date(window.to),
});

const spanOf = ({ visitId, engineerId, from, to }: Booking) => ({ visitId, engineerId, from: from.toISOString(), to: to.toISOString() });
