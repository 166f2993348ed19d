import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { OnTicketInput } from '../ticket/ticket.input.js';

@ObjectType({ description: 'What was found out about the fault; the words are redacted.' })
export class TicketDiagnosis {
  @Field(() => ID) id!: string;
  @Field(() => ID, { nullable: true }) byId!: string | null;
  @Field() cause!: string;
  @Field(() => String, { nullable: true }) causeCode!: string | null;
  @Field(() => Int, { description: '1 (gravest) to 4.' }) severity!: number;
  @Field({ description: 'device, line, site or safety.' }) scope!: string;
  @Field({ description: 'Whether somebody has to come.' }) onSite!: boolean;
  @Field(() => Date, { nullable: true }) eta!: Date | null;
  @Field() at!: Date;
}

@InputType()
export class RecordDiagnosisInput extends OnTicketInput {
  @Field({ description: 'In words.' }) cause!: string;
  @Field(() => String, { nullable: true }) causeCode?: string | null;
  @Field(() => Int, { description: '1 (gravest) to 4.' }) severity!: number;
  @Field({ description: 'device, line, site or safety.' }) scope!: string;
  @Field({ description: 'Whether somebody has to come.' }) onSite!: boolean;
  @Field(() => Date, { nullable: true }) eta?: Date | null;
}
