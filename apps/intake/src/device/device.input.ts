import { Field, ID, InputType, IntersectionType, PickType } from '@nestjs/graphql';
import { CommandInput, OnTicketInput, RequestedDeviceInput } from '../ticket/ticket.input.js';

/** What is said of a device at its registration and may be corrected; the serial number names it. */
const correctable = ['brand', 'model', 'category', 'batch', 'purchasedOn', 'installedOn', 'acceptedOn', 'contractFrom', 'contractUntil'] as const;

@InputType({ description: 'What is left out stays as it is; null takes a wrong value back.' })
export class CorrectDeviceInput extends IntersectionType(CommandInput, PickType(RequestedDeviceInput, correctable)) {
  @Field(() => ID) deviceId!: string;
}

@InputType()
export class OverrideEntitlementInput extends OnTicketInput {
  @Field() covered!: boolean;
  @Field() reason!: string;
}
