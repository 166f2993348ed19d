import { Field, ID, InputType } from '@nestjs/graphql';
import { CommandInput } from '../ticket/ticket.input.js';

@InputType()
export class PersonInput {
  @Field(() => ID) id!: string;
  @Field({ description: 'As the OIDC issuer knows the person.' }) login!: string;
  @Field(() => [String]) roles!: string[];
  @Field() name!: string;
  @Field(() => String, { nullable: true }) phone?: string | null;
  @Field(() => String, { nullable: true }) email?: string | null;
  @Field(() => String, { nullable: true }) department?: string | null;
  @Field(() => String, { nullable: true }) region?: string | null;
  @Field(() => ID, { nullable: true }) managerId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Who acts while the person is absent.' }) deputyId?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'True if left out.' }) active?: boolean | null;
}

@InputType()
export class ImportPeopleInput extends CommandInput {
  @Field(() => [PersonInput], { description: 'At most 500; known ids are changed, others made.' }) people!: PersonInput[];
}

@InputType()
export class SetAbsenceInput extends CommandInput {
  @Field(() => ID) personId!: string;
  @Field(() => Date, { nullable: true, description: 'Null: back again.' }) until?: Date | null;
}
