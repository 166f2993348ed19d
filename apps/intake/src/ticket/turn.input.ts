import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { OnTicketInput, RequestedDeviceInput } from './ticket.input.js';

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
export class MergeTicketInput extends OnTicketInput {
  @Field(() => ID, { description: 'The ticket of the same customer that stays.' }) intoId!: string;
  @Field({ description: "A reason of the pack's for turning a request down." }) reasonCode!: string;
  @Field(() => String, { nullable: true }) comment?: string | null;
}

@InputType({ description: 'A further ticket of the same customer for another device or fault.' })
export class SplitTicketInput extends OnTicketInput {
  @Field(() => RequestedDeviceInput) device!: RequestedDeviceInput;
}

@InputType()
export class ChangeKindInput extends OnTicketInput {
  @Field({ description: 'consultation or repair; complaints are tickets of their own.' }) kind!: string;
  @Field({ description: 'Why, in words.' }) comment!: string;
}

@InputType()
export class QueueFilter {
  @Field(() => String, { nullable: true }) department?: string | null;
  @Field(() => String, { nullable: true }) region?: string | null;
  @Field(() => String, { nullable: true }) kind?: string | null;
}
