import { CommandPayload, connectionOf } from '@mendline/platform/graphql';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'A message that no channel took; its notices are in the application all the same.' })
export class DeadDelivery {
  @Field(() => ID) id!: string;
  @Field({ description: 'Code of the channel, or `webhook:<code>`.' }) channel!: string;
  @Field({ description: 'staff, customer, group or webhook.' }) recipientKind!: string;
  @Field(() => ID) recipientId!: string;
  @Field(() => Int, { description: 'How many notices are in it.' }) notices!: number;
  @Field(() => Int) attempts!: number;
  @Field({ description: 'Why the last try failed.' }) problem!: string;
  @Field() givenUpAt!: Date;
}

@ObjectType()
export class DeadDeliveryConnection extends connectionOf(DeadDelivery) {}

@ObjectType()
export class DeliveriesPayload extends CommandPayload {
  @Field(() => Int, { description: 'Messages that were sent again or dropped.' }) count!: number;
}

@ObjectType({ description: 'How somebody wants to be told; null: as the pack says. Addresses are masked.' })
export class NoticePreferences {
  @Field(() => String, { nullable: true }) language!: string | null;
  @Field(() => [String], { nullable: true }) channels!: string[] | null;
  @Field(() => String, { nullable: true }) email!: string | null;
  @Field(() => String, { nullable: true }) phone!: string | null;
  @Field(() => String, { nullable: true }) calendar!: string | null;
}

@ObjectType()
export class NoticePreferencesPayload extends CommandPayload {
  @Field(() => NoticePreferences, { nullable: true }) preferences!: NoticePreferences | null;
}
