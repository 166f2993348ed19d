import { ArgsType, Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '@mendline/platform/graphql';

@ArgsType()
export class LateFilterArgs {
  @Field(() => ID, { nullable: true, description: 'Of one responsible only.' }) personId?: string | null;
  @Field(() => String, { nullable: true, description: 'Of one stage only: the code of its SLA target.' }) target?: string | null;
}

@ObjectType({ description: 'A promise that was not kept in time.' })
export class LateCase {
  @Field(() => ID) ticketId!: string;
  @Field() number!: string;
  @Field() kind!: string;
  @Field() region!: string;
  @Field(() => ID) clockId!: string;
  @Field({ description: 'The stage: the code of the SLA target.' }) target!: string;
  @Field(() => Int) round!: number;
  @Field(() => Int) lap!: number;
  @Field(() => Date) dueAt!: Date;
  @Field(() => Date, { nullable: true, description: 'Null while it still runs.' }) stoppedAt!: Date | null;
  @Field(() => Float, { description: 'Up to asOf while it still runs.' }) minutesLate!: number;
  @Field(() => ID, { nullable: true, description: 'Who had to be in time; while it runs, the owner of the ticket.' }) responsibleId!: string | null;
}

@ObjectType()
export class LateCaseConnection extends connectionOf(LateCase) {
  @Field(() => Date, { nullable: true, description: 'The instant of the newest fact that was read.' }) asOf!: Date | null;
}
