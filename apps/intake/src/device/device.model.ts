import { CommandPayload } from '@mendline/platform/graphql';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'What one rule of the warranty says of the day.' })
export class EntitlementRule {
  @Field() rule!: string;
  @Field({ description: 'acceptance, purchase, installation or contract.' }) basis!: string;
  @Field(() => String, { nullable: true }) from!: string | null;
  @Field(() => String, { nullable: true, description: 'The last day.' }) to!: string | null;
  @Field({ description: 'covers, not-begun, ended or no-date.' }) result!: string;
}

@ObjectType({ description: 'Whether the repair is covered, and the evidence for it.' })
export class Entitlement {
  @Field() covered!: boolean;
  @Field({ description: 'covered, not-covered, excluded-fault, no-date or overridden.' }) verdict!: string;
  @Field(() => String, { nullable: true, description: 'The rule that decides.' }) rule!: string | null;
  @Field(() => String, { nullable: true }) basis!: string | null;
  @Field(() => String, { nullable: true }) from!: string | null;
  @Field(() => String, { nullable: true }) to!: string | null;
  @Field({ description: 'The day that is asked for: when the request came in.' }) on!: string;
  @Field() faultClass!: string;
  @Field(() => [EntitlementRule]) read!: EntitlementRule[];
  @Field(() => ID, { nullable: true }) overriddenById!: string | null;
}

@ObjectType({ description: 'A device; its history is the list of its tickets.' })
export class Device {
  @Field(() => ID) id!: string;
  @Field(() => String, { nullable: true }) brand!: string | null;
  @Field(() => String, { nullable: true }) model!: string | null;
  @Field(() => String, { nullable: true }) category!: string | null;
  @Field(() => String, { nullable: true, description: 'Masked; in clear by revealPersonalData of a ticket.' }) serialNumber!: string | null;
  @Field(() => String, { nullable: true }) batch!: string | null;
  @Field(() => String, { nullable: true }) purchasedOn!: string | null;
  @Field(() => String, { nullable: true }) installedOn!: string | null;
  @Field(() => String, { nullable: true }) acceptedOn!: string | null;
  @Field(() => String, { nullable: true }) contractFrom!: string | null;
  @Field(() => String, { nullable: true }) contractUntil!: string | null;
  @Field(() => Int) version!: number;
}

@ObjectType()
export class DevicePayload extends CommandPayload {
  @Field(() => Device, { nullable: true }) device!: Device | null;
}
