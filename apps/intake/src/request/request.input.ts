import { Field, ID, InputType } from '@nestjs/graphql';
import { CommandInput, ContactInput, Evidence, RequestedDeviceInput } from '../ticket/ticket.input.js';

@InputType({ description: 'One request about several devices: a ticket for each.' })
export class RegisterRequestInput extends CommandInput {
  @Field() channel!: string;
  @Field(() => ID, { nullable: true }) customerId?: string | null;
  @Field(() => ContactInput, { nullable: true }) customer?: ContactInput | null;
  @Field() region!: string;
  @Field(() => [RequestedDeviceInput], { description: '2 to 20.' }) devices!: RequestedDeviceInput[];
}

@InputType()
export class ConfirmRequestInput extends CommandInput {
  @Field(() => ID) requestId!: string;
  @Field(() => Evidence) evidence!: Evidence;
  @Field(() => String, { nullable: true, description: "A level of the pack's satisfaction scale, for all of its tickets." }) satisfaction?: string | null;
  @Field(() => String, { nullable: true }) comment?: string | null;
}
