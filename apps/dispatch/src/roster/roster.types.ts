import { CommandPayload } from '@mendline/platform/graphql';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { BookedVisit } from '../booking/day.types.js';

@ObjectType({ description: 'Duty on one day of the week.' })
export class DutyHours {
  @Field(() => Int, { description: '1 is Monday, 7 is Sunday.' })
  weekday!: number;

  @Field({ description: 'HH:MM, wall time of the zone.' })
  from!: string;

  @Field({ description: 'HH:MM; 24:00 is the end of the day; not after `from` means the next day.' })
  to!: string;
}

@InputType()
export class DutyHoursInput {
  @Field(() => Int)
  weekday!: number;

  @Field()
  from!: string;

  @Field()
  to!: string;
}

@ObjectType({ description: 'When somebody is on duty.' })
export class Roster {
  @Field(() => ID)
  personId!: string;

  @Field({ description: 'IANA time zone.' })
  zone!: string;

  @Field(() => [DutyHours])
  hours!: DutyHours[];
}

@ObjectType({ description: 'What the tenant has set of the dispatch of visits.' })
export class DispatchRules {
  @Field({ description: 'IANA time zone of the usual duty.' })
  zone!: string;

  @Field(() => [DutyHours], { description: 'Duty of everybody without a roster of his own.' })
  hours!: DutyHours[];

  @Field(() => [Int], { description: 'Hours within which an engineer must have time, by severity 1 to 4.' })
  horizonHours!: number[];

  @Field(() => Int, { description: 'Borders between a region and those that may support it.' })
  furthestHops!: number;

  @Field(() => [String], { description: 'Skills that need a valid certificate.' })
  certifiedSkills!: string[];
}

@InputType()
export class RosterCommandInput {
  @Field({ description: 'Idempotency key: 8 to 64 of A-Z a-z 0-9 _ : -' })
  key!: string;

  @Field(() => Date, { nullable: true, description: 'When it happened; now if left out.' })
  occurredAt?: Date | null;
}

@InputType()
export class SetRosterInput extends RosterCommandInput {
  @Field(() => ID)
  personId!: string;

  @Field()
  zone!: string;

  @Field(() => [DutyHoursInput])
  hours!: DutyHoursInput[];
}

@InputType()
export class NoteAbsenceInput extends RosterCommandInput {
  @Field(() => ID)
  personId!: string;

  @Field(() => Date)
  from!: Date;

  @Field(() => Date, { description: 'Exclusive; within a year of `from`.' })
  to!: Date;

  @Field({ description: 'A code, for example leave, illness, training.' })
  reasonCode!: string;
}

@InputType()
export class CancelAbsenceInput extends RosterCommandInput {
  @Field(() => ID)
  absenceId!: string;
}

@InputType()
export class SetDispatchRulesInput extends RosterCommandInput {
  @Field()
  zone!: string;

  @Field(() => [DutyHoursInput])
  hours!: DutyHoursInput[];

  @Field(() => [Int])
  horizonHours!: number[];

  @Field(() => Int)
  furthestHops!: number;

  @Field(() => [String])
  certifiedSkills!: string[];
}

@ObjectType()
export class SetRosterPayload extends CommandPayload {
  @Field(() => Roster)
  roster!: Roster;
}

@ObjectType()
export class AbsencePayload extends CommandPayload {
  @Field(() => ID, { nullable: true })
  absenceId!: string | null;
}

@ObjectType()
export class NoteAbsencePayload extends AbsencePayload {
  @Field(() => [BookedVisit], { description: 'Visits that are arranged in that time: others are to make them.' })
  visits!: BookedVisit[];
}

@ObjectType()
export class SetDispatchRulesPayload extends CommandPayload {
  @Field(() => DispatchRules)
  rules!: DispatchRules;
}
