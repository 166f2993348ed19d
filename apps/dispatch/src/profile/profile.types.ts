import { CommandPayload, connectionOf } from '@mendline/platform/graphql';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'What a member of staff can do, where, and how much at a time.' })
export class Profile {
  @Field(() => ID)
  personId!: string;

  @Field({ description: 'Home region.' })
  region!: string;

  @Field(() => [String], { description: 'Regions to support when they are saturated.' })
  neighbourRegions!: string[];

  @Field(() => [String], { description: 'Fault classes.' })
  skills!: string[];

  @Field(() => [String], { description: 'Kinds of ticket.' })
  kinds!: string[];

  @Field(() => Int, { description: 'Open tickets at a time.' })
  maxLoad!: number;

  @Field()
  active!: boolean;

  @Field(() => Date)
  updatedAt!: Date;
}

@ObjectType()
export class ProfileConnection extends connectionOf(Profile) {}

@InputType()
export class SetProfileInput {
  @Field({ description: 'Idempotency key: 8 to 64 of A-Z a-z 0-9 _ : -' })
  key!: string;

  @Field(() => Date, { nullable: true })
  occurredAt?: Date | null;

  @Field(() => ID)
  personId!: string;

  @Field()
  region!: string;

  @Field(() => [String], { nullable: true, description: 'None if left out.' })
  neighbourRegions?: string[] | null;

  @Field(() => [String])
  skills!: string[];

  @Field(() => [String])
  kinds!: string[];

  @Field(() => Int)
  maxLoad!: number;

  @Field(() => Boolean, { nullable: true, description: 'True if left out.' })
  active?: boolean | null;
}

@ObjectType()
export class SetProfilePayload extends CommandPayload {
  @Field(() => Profile, { nullable: true })
  profile!: Profile | null;
}
