import { CommandPayload, connectionOf } from '@mendline/platform/graphql';
import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';

export enum OfferStateEnum {
  OPEN = 'open',
  ACCEPTED = 'accepted',
  DECLINED = 'declined',
  EXPIRED = 'expired',
  WITHDRAWN = 'withdrawn',
}

registerEnumType(OfferStateEnum, { name: 'OfferState', description: 'What became of an offer.' });

/** Intake's ticket, as far as dispatch adds to it. */
@ObjectType()
@Directive('@key(fields: "id")')
export class Ticket {
  @Field(() => ID)
  id!: string;
}

@ObjectType({ description: 'Why somebody is asked to take a ticket.' })
export class AssignmentReason {
  @Field({ description: 'Stable code; what follows a colon is its value.' })
  code!: string;

  @Field({ description: 'In the language of the caller.' })
  words!: string;
}

@ObjectType({ description: 'A ticket offered to a person, who accepts, declines or lets it pass.' })
export class Offer {
  @Field(() => ID)
  id!: string;

  @Field(() => Ticket)
  ticket!: Ticket;

  @Field(() => ID)
  personId!: string;

  @Field(() => Int, { description: 'Place in the ranking, from 1.' })
  rank!: number;

  @Field(() => [AssignmentReason])
  reasons!: AssignmentReason[];

  @Field(() => OfferStateEnum)
  state!: OfferStateEnum;

  @Field(() => Date)
  madeAt!: Date;

  @Field(() => Date)
  expiresAt!: Date;

  @Field(() => Date, { nullable: true })
  settledAt!: Date | null;
}

@ObjectType()
export class OfferConnection extends connectionOf(Offer) {}

@ObjectType({ description: 'Somebody who may be asked to own the ticket now.' })
export class Candidate {
  @Field(() => ID)
  personId!: string;

  @Field(() => Int, { description: 'From 1, the one to be asked first.' })
  rank!: number;

  @Field(() => [AssignmentReason])
  reasons!: AssignmentReason[];
}

@InputType()
export class AcceptOfferInput {
  @Field({ description: 'Idempotency key: 8 to 64 of A-Z a-z 0-9 _ : -' })
  key!: string;

  @Field(() => Date, { nullable: true, description: 'When it happened; now if left out.' })
  occurredAt?: Date | null;

  @Field(() => ID)
  ticketId!: string;

  @Field(() => ID)
  offerId!: string;
}

@InputType()
export class DeclineOfferInput extends AcceptOfferInput {
  @Field({ description: 'A code of the tenant\'s reasons.' })
  reasonCode!: string;

  @Field(() => String, { nullable: true })
  comment?: string | null;
}

@ObjectType({ description: 'What became of the answer to an offer.' })
export class OfferAnswerPayload extends CommandPayload {
  @Field(() => Offer, { nullable: true })
  offer!: Offer | null;
}
