import { CommandPayload, connectionOf } from '@mendline/platform/graphql';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'Proof that somebody may use a skill.' })
export class Certificate {
  @Field({ description: 'Fault class.' })
  skill!: string;

  @Field(() => Date, { description: 'Valid before this instant.' })
  validUntil!: Date;
}

@InputType()
export class CertificateInput {
  @Field()
  skill!: string;

  @Field(() => Date)
  validUntil!: Date;
}

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

  @Field(() => [String], { description: 'Regions served like the home region.' })
  worksFor!: string[];

  @Field(() => [Certificate])
  certificates!: Certificate[];

  @Field(() => Int, { description: 'Visits that one day holds.' })
  dailyCapacity!: number;

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

  @Field(() => [String], { nullable: true, description: 'Regions served like the home region; none if left out.' })
  worksFor?: string[] | null;

  @Field(() => [CertificateInput], { nullable: true, description: 'None if left out. A skill with an expired certificate counts as none.' })
  certificates?: CertificateInput[] | null;

  @Field(() => Int, { nullable: true, description: 'Visits that one day holds, 0 to 50; 8 if left out.' })
  dailyCapacity?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'True if left out.' })
  active?: boolean | null;
}

@ObjectType()
export class SetProfilePayload extends CommandPayload {
  @Field(() => Profile, { nullable: true })
  profile!: Profile | null;
}
