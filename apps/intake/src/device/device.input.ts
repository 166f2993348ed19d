import { Field, ID, InputType } from '@nestjs/graphql';
import { CommandInput, OnTicketInput } from '../ticket/ticket.input.js';

@InputType()
export class CorrectDeviceInput extends CommandInput {
  @Field(() => ID) deviceId!: string;
  @Field(() => String, { nullable: true }) brand?: string | null;
  @Field(() => String, { nullable: true }) model?: string | null;
  @Field(() => String, { nullable: true }) category?: string | null;
  @Field(() => String, { nullable: true }) batch?: string | null;
  @Field(() => String, { nullable: true, description: 'A day, YYYY-MM-DD; so are the others.' }) purchasedOn?: string | null;
  @Field(() => String, { nullable: true }) installedOn?: string | null;
  @Field(() => String, { nullable: true }) acceptedOn?: string | null;
  @Field(() => String, { nullable: true }) contractFrom?: string | null;
  @Field(() => String, { nullable: true, description: 'The last day of the contract.' }) contractUntil?: string | null;
}

@InputType()
export class OverrideEntitlementInput extends OnTicketInput {
  @Field() covered!: boolean;
  @Field() reason!: string;
}
