import { Field, ID, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'From (inclusive) to (exclusive).' })
export class TimeSpan {
  @Field(() => Date)
  from!: Date;

  @Field(() => Date)
  to!: Date;
}

@ObjectType({ description: 'A time at which somebody is away.' })
export class Absence extends TimeSpan {
  @Field(() => ID)
  id!: string;

  @Field()
  reasonCode!: string;
}

@ObjectType({ description: 'A visit whose window is kept.' })
export class BookedVisit extends TimeSpan {
  @Field(() => ID)
  visitId!: string;

  @Field(() => ID)
  ticketId!: string;
}

@ObjectType({ description: 'One day of an engineer, from midnight to midnight of his zone.' })
export class EngineerDay {
  @Field(() => ID)
  engineerId!: string;

  @Field({ description: 'YYYY-MM-DD' })
  date!: string;

  @Field({ description: 'IANA time zone of his duty.' })
  zone!: string;

  @Field(() => [TimeSpan], { description: 'Duty that touches the day, whole.' })
  duty!: TimeSpan[];

  @Field(() => [Absence])
  absences!: Absence[];

  @Field(() => [BookedVisit], { description: 'In order of time; no two overlap.' })
  visits!: BookedVisit[];
}
