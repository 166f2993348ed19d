import { CommandPayload, connectionOf } from '@mendline/platform/graphql';
import { Field, ID, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'An in-app notice to the caller, in the caller\'s language.' })
export class Notice {
  @Field(() => ID) id!: string;
  @Field({ description: "The pack's rule that made it." }) rule!: string;
  @Field() text!: string;
  @Field(() => ID, { nullable: true }) ticketId!: string | null;
  @Field(() => String, { nullable: true, description: "The ticket's number." }) number!: string | null;
  @Field() createdAt!: Date;
  @Field(() => Date, { nullable: true }) readAt!: Date | null;
}

@ObjectType()
export class NoticeConnection extends connectionOf(Notice) {}

@ObjectType()
export class NoticePayload extends CommandPayload {
  @Field(() => Notice, { nullable: true }) notice!: Notice | null;
}
