import { Field, ID, InputType } from '@nestjs/graphql';
import { CommandInput } from '../ticket/ticket.input.js';

@InputType()
export class MarkNoticeReadInput extends CommandInput {
  @Field(() => ID) noticeId!: string;
}
