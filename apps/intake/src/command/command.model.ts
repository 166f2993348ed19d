import { CommandState } from '@mendline/platform/graphql';
import { Field, ID, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'What became of a command. Ask again while it is PENDING.' })
export class Command {
  @Field(() => ID) commandId!: string;
  @Field() operation!: string;
  @Field(() => CommandState) state!: CommandState;
  @Field(() => String, { nullable: true, description: 'Why it was refused.' }) code!: string | null;
  @Field(() => String, { nullable: true, description: "The refusal in the caller's language." }) message!: string | null;
  @Field(() => ID, { nullable: true }) ticketId!: string | null;
  @Field() occurredAt!: Date;
  @Field() receivedAt!: Date;
  @Field(() => Date, { nullable: true }) settledAt!: Date | null;
}
