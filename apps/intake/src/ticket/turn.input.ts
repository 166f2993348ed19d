import { Field, InputType, Int } from '@nestjs/graphql';
import { OnTicketInput } from './ticket.input.js';

@InputType()
export class ClaimTicketInput extends OnTicketInput {
  @Field(() => Int, { description: "The ticket's epoch as the caller saw it: of two who claim at once, one wins." }) epoch!: number;
}

@InputType()
export class ReopenTicketInput extends OnTicketInput {
  @Field({ description: "A reason of the pack's for rejecting a result." }) reasonCode!: string;
  @Field(() => String, { nullable: true }) comment?: string | null;
}

@InputType()
export class QueueFilter {
  @Field(() => String, { nullable: true }) department?: string | null;
  @Field(() => String, { nullable: true }) region?: string | null;
  @Field(() => String, { nullable: true }) kind?: string | null;
}
