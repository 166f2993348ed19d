import { Field, ID, InputType } from '@nestjs/graphql';
import { CommandInput } from '../ticket/ticket.input.js';

@InputType()
export class ReplayDeliveriesInput extends CommandInput {
  @Field(() => ID, { nullable: true, description: 'Left out: all.' }) messageId?: string | null;
}

@InputType()
export class DropDeliveryInput extends CommandInput {
  @Field(() => ID) messageId!: string;
}

@InputType()
export class SetNoticePreferencesInput extends CommandInput {
  @Field(() => ID, { nullable: true, description: 'A member of staff, by an administrator; left out: the caller.' }) personId?: string | null;
  @Field(() => String, { nullable: true, description: 'zh or en; null: as the pack says.' }) language?: string | null;
  @Field(() => [String], { nullable: true, description: 'email, sms; none: in the application only; null: as the pack says.' }) channels?: string[] | null;
  @Field(() => String, { nullable: true, description: 'In place of the known one.' }) email?: string | null;
  @Field(() => String, { nullable: true, description: 'In place of the known one.' }) phone?: string | null;
  @Field(() => String, { nullable: true, description: 'Code of a calendar; while it is closed only grave matters are told. Null: as the pack says.' }) calendar?: string | null;
}
