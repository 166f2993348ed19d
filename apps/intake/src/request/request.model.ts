import { CommandPayload } from '@mendline/platform/graphql';
import { Field, ID, ObjectType } from '@nestjs/graphql';
import { HandedOver } from '../ticket/ticket.model.js';

@ObjectType({ description: 'A request of several devices; each has a ticket of its own, visits may be shared, one confirmation is for all.' })
export class ServiceRequest {
  @Field(() => ID) id!: string;
  @Field({ description: 'The number that people use for the whole request.' }) number!: string;
  @Field() registeredAt!: Date;
}

@ObjectType()
export class RequestPayload extends CommandPayload {
  @Field(() => ServiceRequest, { nullable: true }) request!: ServiceRequest | null;
}

@ObjectType({ description: 'What became of the confirmation of one ticket of a request.' })
export class ConfirmedTicket extends HandedOver {}

@ObjectType()
export class ConfirmRequestPayload extends CommandPayload {
  @Field(() => [ConfirmedTicket]) results!: ConfirmedTicket[];
}
