import { connectionOf } from '@mendline/platform/graphql';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'An ended ticket whose record lacks something.' })
export class ArchiveGap {
  @Field(() => ID) ticketId!: string;
  @Field() number!: string;
  @Field({ description: 'As it is now.' }) status!: string;
  @Field(() => ID, { nullable: true }) ownerId!: string | null;
  @Field(() => [String], { description: 'Codes of what was missing when the run looked.' }) missing!: string[];
  @Field(() => [String], { description: "The same in the caller's language." }) titles!: string[];
}

@ObjectType()
export class ArchiveGapConnection extends connectionOf(ArchiveGap) {}

@ObjectType({ description: "The archive run of a day in the tenant's zone: what is complete is archived, what is not is listed." })
export class ArchiveRun {
  @Field({ description: 'For example 2026-10-10.' }) day!: string;
  @Field({ description: 'The instant that the schedule meant.' }) dueAt!: Date;
  @Field() startedAt!: Date;
  @Field(() => Date, { nullable: true, description: 'Null while it runs.' }) finishedAt!: Date | null;
  @Field(() => Int, { description: 'Tickets that it handed to the archive.' }) archived!: number;
  @Field(() => Int, { description: 'Tickets on its list of gaps, those included that the caller may not see.' }) incomplete!: number;
}

@ObjectType()
export class ArchiveRunConnection extends connectionOf(ArchiveRun) {}
