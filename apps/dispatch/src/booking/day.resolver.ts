import type { Role } from '@mendline/contracts/ticket';
import { Allow, CurrentPrincipal, type Principal } from '@mendline/platform/auth';
import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { type Day, DayService } from './day.service.js';
import { EngineerDay } from './day.types.js';

const readers = [
  'engineer', 'specialist', 'csr', 'csr-leader', 'supervisor', 'manager', 'department-manager', 'general-manager', 'administrator',
] as const satisfies readonly Role[];

@Resolver(() => EngineerDay)
export class DayResolver {
  constructor(private readonly days: DayService) {}

  @Query(() => EngineerDay, { description: 'Duty, absences and kept visits of one engineer on one day.' })
  @Allow(...readers)
  async engineerDay(
    @CurrentPrincipal() principal: Principal,
    @Args('engineerId', { type: () => ID }) engineerId: string,
    @Args('date', { description: 'YYYY-MM-DD' }) date: string,
  ): Promise<EngineerDay> {
    return dayView(await this.days.of(principal, engineerId, date));
  }
}

const dayView = ({ engineerId, date, zone, duty, absences, visits }: Day): EngineerDay => ({
  engineerId,
  date,
  zone,
  duty: duty.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) })),
  absences: absences.map(({ absenceId, from, to, reasonCode }) => ({ id: absenceId, from, to, reasonCode })),
  visits: visits.map(({ visitId, ticketId, from, to }) => ({ visitId, ticketId, from, to })),
});
