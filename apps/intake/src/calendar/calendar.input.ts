import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { CommandInput } from '../ticket/ticket.input.js';
import { CalendarDayType } from './calendar.model.js';

@InputType()
export class CalendarNameInput {
  @Field() zh!: string;
  @Field() en!: string;
}

@InputType()
export class CalendarWindowInput {
  @Field({ description: 'HH:MM' }) from!: string;
  @Field({ description: 'HH:MM; not after the start: on the next day; 24:00: midnight.' }) to!: string;
}

@InputType()
export class CalendarWeekWindowInput extends CalendarWindowInput {
  @Field(() => Int, { description: '1 is Monday, 7 is Sunday.' }) day!: number;
}

@InputType()
export class CalendarWeekInput {
  @Field(() => String, { nullable: true, description: 'YYYY-MM-DD; null for the first: since ever.' }) validFrom?: string | null;
  @Field(() => [CalendarWeekWindowInput]) week!: CalendarWeekWindowInput[];
}

@InputType()
export class CalendarDayInput {
  @Field({ description: 'YYYY-MM-DD' }) date!: string;
  @Field(() => CalendarDayType) type!: CalendarDayType;
  @Field(() => CalendarNameInput) title!: CalendarNameInput;
  @Field(() => [CalendarWindowInput], { nullable: true, description: 'For special hours, and for a make-up day with hours of its own.' }) windows?: CalendarWindowInput[] | null;
  @Field(() => Int, { nullable: true, description: 'The weekday like which a make-up day is worked; Monday if nothing is said.' }) like?: number | null;
  @Field(() => Boolean, { nullable: true }) provisional?: boolean | null;
}

@InputType()
export class CalendarInput {
  @Field({ description: 'The code by which packs name it.' }) code!: string;
  @Field(() => String, { nullable: true, description: 'Whose it is, where it is not the whole tenant: a region, or a customer.' }) region?: string | null;
  @Field(() => ID, { nullable: true }) customerId?: string | null;
  @Field(() => CalendarNameInput) title!: CalendarNameInput;
  @Field({ description: 'IANA zone.' }) zone!: string;
  @Field(() => [CalendarWeekInput]) periods!: CalendarWeekInput[];
  @Field(() => [CalendarDayInput], { nullable: true }) overrides?: CalendarDayInput[] | null;
}

@InputType()
export class SetCalendarInput extends CommandInput {
  @Field(() => CalendarInput) calendar!: CalendarInput;
}

@InputType()
export class ImportHolidaysInput extends CommandInput {
  @Field({ description: 'The calendar; it exists.' }) code!: string;
  @Field(() => String, { nullable: true }) region?: string | null;
  @Field(() => ID, { nullable: true }) customerId?: string | null;
  @Field({ description: 'ISO 3166-1 alpha-2, such as CN or NO.' }) country!: string;
  @Field(() => String, { nullable: true, description: 'A state of it, where holidays differ; not for CN.' }) state?: string | null;
  @Field(() => Int, { description: 'First year.' }) from!: number;
  @Field(() => Int, { description: 'Last year; at most ten together.' }) to!: number;
}

@InputType()
export class EnterHolidayNoticeInput extends CommandInput {
  @Field({ description: 'The calendar; it exists.' }) code!: string;
  @Field(() => String, { nullable: true }) region?: string | null;
  @Field(() => ID, { nullable: true }) customerId?: string | null;
  @Field(() => Int) year!: number;
  @Field(() => [CalendarDayInput], { description: 'All days of the notice; whatever the calendar has in that year is replaced.' }) days!: CalendarDayInput[];
}
