import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'What holds a clock now.' })
export class ClockPause {
  @Field({ description: 'parts, customer, supplier, third-party, later-date or linked-ticket.' }) reason!: string;
  @Field() since!: Date;
}

@ObjectType({ description: 'By whose number a clock counts.' })
export class ClockRule {
  @Field({ description: 'A rule id and handbook, or "project".' }) source!: string;
  @Field() pack!: string;
  @Field(() => Int) version!: number;
}

@ObjectType({ description: 'The version of a calendar that a clock counts by, and whose it is.' })
export class ClockCalendar {
  @Field() code!: string;
  @Field(() => Int) version!: number;
  @Field({ description: 'tenant, region or customer.' }) of!: string;
  @Field(() => ID) ofId!: string;
}

@ObjectType({ description: 'One clock instance: (ticket, target, round, lap). Computed when asked for, from facts, policy version and calendar version.' })
export class TicketClock {
  @Field(() => ID) id!: string;
  @Field() target!: string;
  @Field(() => String, { nullable: true, description: 'The milestone that ends it. Null when the pack no longer has the target.' }) stage!: string | null;
  @Field(() => Int) round!: number;
  @Field(() => Int, { description: 'Which start within the round: another plan, the next visit.' }) lap!: number;
  @Field({ description: 'running, paused, breached, met, breached-and-stopped or dropped.' }) state!: string;
  @Field() startedAt!: Date;
  @Field(() => Date, { nullable: true, description: 'Null while paused without an end, or until its appointment is agreed.' }) dueAt!: Date | null;
  @Field(() => Date, { nullable: true }) stoppedAt!: Date | null;
  @Field(() => Float, { nullable: true, description: 'Counted until now or the stop: without pauses and closed hours.' }) elapsedMinutes!: number | null;
  @Field(() => Float, { nullable: true, description: 'Counted time left; negative is how late it is; while paused what is left then. Null until its appointment is agreed.' }) remainingMinutes!: number | null;
  @Field(() => Float, { nullable: true, description: 'Of the whole time; above 100 when late.' }) percent!: number | null;
  @Field(() => [ClockPause], { description: 'What holds it now; a hold that its target does not list is not among it.' }) pausedBy!: ClockPause[];
  @Field(() => ClockRule, { nullable: true, description: 'The last rule that set it.' }) rule!: ClockRule | null;
  @Field(() => [ClockCalendar], { description: 'Empty for one that runs day and night.' }) calendars!: ClockCalendar[];
  /** Behind the field `explanation`, which is computed only for those who ask for it. */
  explain!: (language: 'zh' | 'en') => readonly string[];
  titles!: { readonly zh: string; readonly en: string };
}
