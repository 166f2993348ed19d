import { ArgsType, Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '@mendline/platform/graphql';

@ArgsType()
export class FaultFilterArgs {
  @Field(() => String, { nullable: true }) model?: string | null;
  @Field(() => String, { nullable: true }) batch?: string | null;
  @Field(() => String, { nullable: true, description: 'As reported.' }) faultClass?: string | null;
}

@ObjectType({ description: 'Reports of one fault in one ISO week in the zone of the tenant, by what is known now: a correction moves them.' })
export class FaultCount {
  @Field({ description: 'YYYY-Www' }) week!: string;
  @Field() region!: string;
  @Field(() => String, { nullable: true }) model!: string | null;
  @Field(() => String, { nullable: true }) batch!: string | null;
  @Field({ description: 'As reported.' }) faultClass!: string;
  @Field(() => String, { nullable: true, description: 'As found on site.' }) faultCode!: string | null;
  @Field(() => String, { nullable: true }) causeCode!: string | null;
  @Field(() => Int) count!: number;
}

@ObjectType()
export class FaultCountConnection extends connectionOf(FaultCount) {
  @Field(() => Date, { nullable: true, description: 'The instant of the newest fact that was read.' }) asOf!: Date | null;
}

@ObjectType({ description: 'A repair of a device that was repaired for the same fault not long before.' })
export class RepeatRepair {
  @Field(() => ID) ticketId!: string;
  @Field() number!: string;
  @Field(() => Date) registeredAt!: Date;
  @Field() region!: string;
  @Field(() => ID) deviceId!: string;
  @Field(() => String, { nullable: true }) model!: string | null;
  @Field() faultClass!: string;
  @Field(() => ID) previousTicketId!: string;
  @Field() previousNumber!: string;
  @Field(() => Date) previousClosedAt!: Date;
  @Field(() => ID, { nullable: true, description: 'Who made it: the engineer of the first visit, else the owner.' }) previousEngineerId!: string | null;
  @Field(() => Float, { description: 'From the end of the last one to the registration of this one.' }) days!: number;
}

@ObjectType()
export class RepeatRepairConnection extends connectionOf(RepeatRepair) {
  @Field(() => Date, { nullable: true, description: 'The instant of the newest fact that was read.' }) asOf!: Date | null;
}
