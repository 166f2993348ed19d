import { Field, ID, InputType, registerEnumType } from '@nestjs/graphql';
import { OnTicketInput } from './ticket.input.js';

export enum GoodsCheck {
  NOT_AFFECTED = 'not-affected',
  BLOCKED = 'blocked',
  CORRECTED = 'corrected',
  NONE_THERE = 'none-there',
}
registerEnumType(GoodsCheck, { name: 'GoodsCheck', description: 'What was found of goods of the same model.' });

@InputType()
export class GiveOpinionInput extends OnTicketInput {
  @Field({ description: 'When the customer hears of it next, as promised to him.' }) nextFeedbackAt!: Date;
  @Field({ description: 'The initial opinion, as told to the customer.' }) text!: string;
}

@InputType()
export class InvestigateComplaintInput extends OnTicketInput {
  @Field({ description: "A finding of the pack's." }) findingCode!: string;
  @Field(() => [ID], { description: 'Who answers for it; none of them may own the complaint.' }) responsibleIds!: string[];
  @Field(() => String, { nullable: true }) comment?: string | null;
}

@InputType()
export class HandleComplaintInput extends OnTicketInput {
  @Field({ description: "A measure of the pack's." }) measureCode!: string;
  @Field(() => String, { nullable: true }) comment?: string | null;
}

@InputType()
export class ReportComplaintInput extends OnTicketInput {
  @Field({ description: 'The facts, for the general manager.' }) facts!: string;
}

@InputType()
export class ContainComplaintInput extends OnTicketInput {
  @Field(() => GoodsCheck, { description: 'Of the same model, in process.' }) inProcess!: GoodsCheck;
  @Field(() => GoodsCheck, { description: 'Of the same model, in stock.' }) inStock!: GoodsCheck;
  @Field({ description: "The improvement: a measure of the pack's." }) measureCode!: string;
  @Field(() => [ID]) responsibleIds!: string[];
  @Field(() => String, { nullable: true, description: 'The result of the check.' }) comment?: string | null;
}
