import { CommandPayload } from '@mendline/platform/graphql';
import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';

export enum CalendarDayType {
  CLOSED = 'closed',
  SPECIAL = 'special',
  WORKDAY = 'workday',
}
registerEnumType(CalendarDayType, { name: 'CalendarDayType', description: 'Closed; other hours; or a make-up workday [调休].' });

@ObjectType()
export class CalendarName {
  @Field() zh!: string;
  @Field() en!: string;
}

@ObjectType({ description: 'Working time of a day; an end that is not after the start lies on the next day, 24:00 is midnight.' })
export class CalendarWindow {
  @Field({ description: 'HH:MM' }) from!: string;
  @Field({ description: 'HH:MM' }) to!: string;
}

@ObjectType()
export class CalendarWeekWindow extends CalendarWindow {
  @Field(() => Int, { description: '1 is Monday, 7 is Sunday.' }) day!: number;
}

@ObjectType({ description: 'The week that holds from a date on, until the next period begins.' })
export class CalendarWeek {
  @Field(() => String, { nullable: true, description: 'YYYY-MM-DD; null: since ever.' }) validFrom!: string | null;
  @Field(() => [CalendarWeekWindow]) week!: CalendarWeekWindow[];
}

@ObjectType({ description: 'What is different on one date.' })
export class CalendarDay {
  @Field({ description: 'YYYY-MM-DD' }) date!: string;
  @Field(() => CalendarDayType) type!: CalendarDayType;
  @Field(() => CalendarName) title!: CalendarName;
  @Field(() => [CalendarWindow], { nullable: true }) windows!: CalendarWindow[] | null;
  @Field(() => Int, { nullable: true, description: 'The weekday like which a make-up day is worked.' }) like!: number | null;
  @Field({ description: 'From a forecast; the notice that settles it is not out yet.' }) provisional!: boolean;
}

@ObjectType({ description: 'One version of a calendar; immutable.' })
export class CalendarVersion {
  @Field() code!: string;
  @Field(() => Int) version!: number;
  @Field(() => String, { nullable: true, description: 'Whose it is, where it is not the whole tenant: the narrowest of a code counts, the customer\'s, else the region\'s, else the tenant\'s.' }) region!: string | null;
  @Field(() => ID, { nullable: true }) customerId!: string | null;
  @Field(() => CalendarName) title!: CalendarName;
  @Field({ description: 'IANA zone.' }) zone!: string;
  @Field(() => [CalendarWeek]) periods!: CalendarWeek[];
  @Field(() => [CalendarDay]) overrides!: CalendarDay[];
  @Field(() => [Int], { description: 'Years of which the notice is not out yet.' }) provisionalYears!: number[];
  @Field() createdAt!: Date;
}

@ObjectType()
export class CalendarProblem {
  @Field({ description: 'Where: keys and indexes joined by dots.' }) path!: string;
  @Field({ description: 'What is there, and what is allowed.' }) message!: string;
}

@ObjectType({ description: 'A running clock that would move.' })
export class CalendarMove {
  @Field(() => ID) ticketId!: string;
  @Field() target!: string;
  @Field(() => Int) round!: number;
  @Field(() => Date, { nullable: true }) from!: Date | null;
  @Field(() => Date, { nullable: true }) to!: Date | null;
  @Field({ description: 'In time so far, late as soon as it is applied.' }) becomesLate!: boolean;
  @Field({ description: 'Late so far, in time once it is applied.' }) becomesTimely!: boolean;
}

@ObjectType({ description: 'What a calendar changes for the running clocks of open tickets. Stopped clocks and fired levels never change.' })
export class CalendarForecast {
  @Field(() => Int, { description: 'Open tickets that count by it.' }) tickets!: number;
  @Field(() => Int) clocks!: number;
  @Field(() => Int) moved!: number;
  @Field(() => Int) late!: number;
  @Field(() => Int) timely!: number;
  @Field(() => Int, { description: 'Clocks that could not be computed by it; then it is refused.' }) impossible!: number;
  @Field(() => [CalendarMove], { description: 'The first hundred.' }) moves!: CalendarMove[];
}

@ObjectType({ description: 'How far a version of a calendar has been brought to the open tickets.' })
export class CalendarProgress {
  @Field(() => Int, { description: 'Tickets looked at.' }) checked!: number;
  @Field(() => Int, { description: 'Tickets of which a deadline moved.' }) moved!: number;
  @Field(() => Int, { description: 'Tickets that have to look earlier, and were told so.' }) earlier!: number;
  @Field() done!: boolean;
}

@ObjectType()
export class CalendarPayload extends CommandPayload {
  @Field(() => CalendarVersion, { nullable: true }) calendar!: CalendarVersion | null;
  @Field(() => CalendarForecast, { nullable: true, description: 'What it changes, as thought through before it was written.' }) forecast!: CalendarForecast | null;
}
