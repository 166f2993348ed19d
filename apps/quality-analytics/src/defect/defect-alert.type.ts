import { ArgsType, Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '@mendline/platform/graphql';

@ArgsType()
export class AlertFilterArgs {
  @Field(() => String, { nullable: true }) model?: string | null;
  @Field(() => String, { nullable: true }) batch?: string | null;
}

@ObjectType({ description: 'A batch, or a whole model, fails more often than its siblings let expect; the evidence is as it was when the alert was raised.' })
export class DefectAlert {
  @Field(() => ID) alertId!: string;
  @Field({ description: 'batch: among the batches of its model; model: among the models of its category.' }) level!: string;
  @Field(() => String, { nullable: true }) category!: string | null;
  @Field() model!: string;
  @Field(() => String, { nullable: true }) batch!: string | null;
  @Field(() => String, { nullable: true, description: 'The reported fault class; null: all faults together.' }) fault!: string | null;
  @Field(() => Date) windowFrom!: Date;
  @Field(() => Date) windowTo!: Date;
  @Field(() => Int, { description: 'Devices with a claim in the window.' }) observed!: number;
  @Field(() => Float, { description: 'What the siblings let expect at the same age, by the size of the unit.' }) expected!: number;
  @Field(() => Float, { description: 'Observed by expected.' }) ratio!: number;
  @Field(() => Float, { description: 'The chance of as many or more if nothing were wrong.' }) pValue!: number;
  @Field(() => Int) siblings!: number;
  @Field(() => [ID], { description: 'The newest tickets of the evidence that the caller may see.' }) ticketIds!: string[];
  @Field(() => Date) raisedAt!: Date;
}

@ObjectType()
export class DefectAlertConnection extends connectionOf(DefectAlert) {
  @Field(() => Date, { nullable: true, description: 'The instant of the newest fact that was read.' }) asOf!: Date | null;
}
