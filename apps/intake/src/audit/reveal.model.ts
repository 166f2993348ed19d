import { CommandPayload } from '@mendline/platform/graphql';
import { Field, ID, ObjectType } from '@nestjs/graphql';

@ObjectType()
export class RevealedNote {
  @Field(() => ID) id!: string;
  @Field() visibility!: string;
  @Field() at!: Date;
  @Field(() => String, { nullable: true }) text!: string | null;
}

@ObjectType({ description: 'In clear. Null = not asked for, not given, or erased.' })
export class RevealedPersonalData {
  @Field(() => ID) ticketId!: string;
  @Field(() => String, { nullable: true }) name!: string | null;
  @Field(() => String, { nullable: true }) phone!: string | null;
  @Field(() => String, { nullable: true }) email!: string | null;
  @Field(() => String, { nullable: true }) address!: string | null;
  @Field(() => String, { nullable: true }) company!: string | null;
  @Field(() => String, { nullable: true }) description!: string | null;
  @Field(() => String, { nullable: true }) serialNumber!: string | null;
  @Field(() => String, { nullable: true, description: 'JSON of the details of the registration.' }) details!: string | null;
  @Field(() => [RevealedNote], { nullable: true }) notes!: RevealedNote[] | null;
}

@ObjectType()
export class RevealPersonalDataPayload extends CommandPayload {
  @Field(() => RevealedPersonalData, { nullable: true }) revealed!: RevealedPersonalData | null;
}
