import { Allow, CurrentPrincipal } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { staffRoles } from '../people/role-groups.js';
import { CalendarDesk } from './calendar.desk.js';
import * as input from './calendar.input.js';
import * as model from './calendar.model.js';
import { scopeOf } from './calendar.view.js';

/** Calendars in GraphQL: one line per field. */
@Resolver(() => model.CalendarVersion)
export class CalendarResolver {
  constructor(private readonly desk: CalendarDesk) {}

  @Query(() => [model.CalendarVersion], { description: 'The newest version of every calendar.' })
  @Allow(...staffRoles)
  calendars(@CurrentPrincipal() who: Principal): Promise<model.CalendarVersion[]> {
    return this.desk.list(who);
  }

  @Query(() => model.CalendarVersion, { nullable: true, description: 'A version of a calendar, the newest if none is said.' })
  @Allow(...staffRoles)
  calendar(
    @CurrentPrincipal() who: Principal,
    @Args('code') code: string,
    @Args('region', { type: () => String, nullable: true }) region?: string | null,
    @Args('customerId', { type: () => ID, nullable: true }) customerId?: string | null,
    @Args('version', { type: () => Int, nullable: true }) version?: number | null,
  ): Promise<model.CalendarVersion> {
    return this.desk.find(who, { code, ...scopeOf(who.tenant, { region: region ?? null, customerId: customerId ?? null }), version: version ?? null });
  }

  @Query(() => [model.CalendarProblem], { description: 'What is wrong with a calendar; nothing is written.' })
  @Allow('administrator')
  calendarProblems(@CurrentPrincipal() who: Principal, @Args('calendar') calendar: input.CalendarInput): Promise<model.CalendarProblem[]> {
    return this.desk.problems(who, calendar);
  }

  @Mutation(() => model.CalendarPayload)
  @Allow('administrator')
  setCalendar(@CurrentPrincipal() who: Principal, @Args('input') i: input.SetCalendarInput): Promise<model.CalendarPayload> {
    return this.desk.set(who, i);
  }
}
