import { Allow, CurrentPrincipal } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { staffRoles } from '../people/role-groups.js';
import { CalendarArgs, wholeOf } from './calendar.args.js';
import { CalendarDesk } from './calendar.desk.js';
import * as input from './calendar.input.js';
import * as model from './calendar.model.js';
import { CalendarReader } from './calendar.reader.js';

/** Calendars in GraphQL: one line per field. */
@Resolver(() => model.CalendarVersion)
export class CalendarResolver {
  constructor(
    private readonly desk: CalendarDesk,
    private readonly reader: CalendarReader,
  ) {}

  @Query(() => [model.CalendarVersion], { description: 'The newest version of every calendar.' })
  @Allow(...staffRoles)
  calendars(@CurrentPrincipal() who: Principal): Promise<model.CalendarVersion[]> {
    return this.reader.list(who);
  }

  @Query(() => model.CalendarVersion, { nullable: true, description: 'A version of a calendar, the newest if none is said.' })
  @Allow(...staffRoles)
  calendar(@CurrentPrincipal() who: Principal, @Args() asked: CalendarArgs): Promise<model.CalendarVersion> {
    return this.reader.find(who, wholeOf(asked));
  }

  @Query(() => [model.CalendarProblem], { description: 'What is wrong with a calendar; nothing is written.' })
  @Allow('administrator')
  calendarProblems(@CurrentPrincipal() who: Principal, @Args('calendar') calendar: input.CalendarInput): Promise<model.CalendarProblem[]> {
    return this.reader.problems(who, calendar);
  }

  @Query(() => model.CalendarForecast, { nullable: true, description: 'What a calendar would change for open tickets; nothing is written.' })
  @Allow('administrator')
  calendarWhatIf(@CurrentPrincipal() who: Principal, @Args('calendar') calendar: input.CalendarInput): Promise<model.CalendarForecast> {
    return this.reader.whatIf(who, calendar);
  }

  @Query(() => model.CalendarProgress, { nullable: true, description: 'How far a version has been brought to the open tickets; null where none counted by it.' })
  @Allow('administrator', 'supervisor', 'manager')
  calendarProgress(@CurrentPrincipal() who: Principal, @Args() asked: CalendarArgs): Promise<model.CalendarProgress | null> {
    return this.reader.progress(who, wholeOf(asked));
  }

  @Mutation(() => model.CalendarPayload)
  @Allow('administrator')
  setCalendar(@CurrentPrincipal() who: Principal, @Args('input') i: input.SetCalendarInput): Promise<model.CalendarPayload> {
    return this.desk.set(who, i);
  }

  @Mutation(() => model.CalendarPayload, { description: 'Puts the holidays of a country into a calendar.' })
  @Allow('administrator')
  importHolidays(@CurrentPrincipal() who: Principal, @Args('input') i: input.ImportHolidaysInput): Promise<model.CalendarPayload> {
    return this.desk.importHolidays(who, i);
  }

  @Mutation(() => model.CalendarPayload, { description: 'Puts the notice of a year in the place of its forecast.' })
  @Allow('administrator')
  enterHolidayNotice(@CurrentPrincipal() who: Principal, @Args('input') i: input.EnterHolidayNoticeInput): Promise<model.CalendarPayload> {
    return this.desk.enterNotice(who, i);
  }
}
