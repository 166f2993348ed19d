import { CommandPayload, connectionOf } from '@mendline/platform/graphql';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { AcceptOfferInput, DeclineOfferInput, Offer } from '../assignment.types.js';

@ObjectType({ description: 'Why another region\'s engineer is asked.' })
export class SupportNote {
  @Field({ description: 'The ticket\'s region.' })
  region!: string;

  @Field({ description: 'The engineer\'s region.' })
  supportedBy!: string;

  @Field({ description: '`saturated` or `nobody`: what the ticket\'s region lacks.' })
  cause!: string;

  @Field({ description: 'In the language of the caller.' })
  words!: string;
}

@ObjectType({ description: 'A visit offered to an engineer, who accepts, declines or lets it pass.' })
export class VisitOffer extends Offer {
  @Field(() => ID)
  visitId!: string;

  @Field(() => SupportNote, { nullable: true, description: 'The remark when a neighbouring region supports.' })
  note!: SupportNote | null;
}

@ObjectType()
export class VisitOfferConnection extends connectionOf(VisitOffer) {}

@InputType()
export class AcceptVisitInput extends AcceptOfferInput {}

@InputType()
export class DeclineVisitInput extends DeclineOfferInput {}

@InputType()
export class AssignEngineerInput {
  @Field({ description: 'Idempotency key: 8 to 64 of A-Z a-z 0-9 _ : -' })
  key!: string;

  @Field(() => Date, { nullable: true, description: 'When it happened; now if left out.' })
  occurredAt?: Date | null;

  @Field(() => ID)
  ticketId!: string;

  @Field(() => ID, { description: 'Person id; another one before arrival sends somebody else.' })
  engineerId!: string;
}

@ObjectType({ description: 'What became of the answer to an offered visit.' })
export class VisitAnswerPayload extends CommandPayload {
  @Field(() => VisitOffer, { nullable: true })
  offer!: VisitOffer | null;
}

@ObjectType({ description: 'What became of the word of a supervisor.' })
export class AssignEngineerPayload extends CommandPayload {}
