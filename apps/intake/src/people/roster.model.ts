import { CommandPayload } from '@mendline/platform/graphql';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { CommandInput } from '../ticket/ticket.input.js';

@ObjectType({ description: 'A turn of duty: from (inclusive) to (exclusive).' })
export class OnCallDuty {
  @Field() roster!: string;
  @Field(() => ID) personId!: string;
  @Field() startsAt!: Date;
  @Field() endsAt!: Date;
}

@ObjectType()
export class OnCallPayload extends CommandPayload {
  @Field(() => [OnCallDuty], { description: 'The duties of the roster that are not over.' }) duties!: OnCallDuty[];
}

@InputType()
export class OnCallDutyInput {
  @Field(() => ID) personId!: string;
  @Field() startsAt!: Date;
  @Field() endsAt!: Date;
}

@InputType()
export class SetOnCallInput extends CommandInput {
  @Field({ description: 'A code: a-z, 0-9 and -; escalation chains name it as `on-call:<roster>`.' }) roster!: string;
  @Field(() => [OnCallDutyInput], { description: 'At most 1,000. They take the place of all duties of the roster that are not over; several at once are all told.' }) duties!: OnCallDutyInput[];
}
