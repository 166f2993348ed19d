import { CommandPayload, connectionOf } from '@mendline/platform/graphql';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'A member of staff; name, phone and e-mail are masked.' })
export class Person {
  @Field(() => ID) id!: string;
  @Field() login!: string;
  @Field(() => [String]) roles!: string[];
  @Field(() => String, { nullable: true }) name!: string | null;
  @Field(() => String, { nullable: true }) phone!: string | null;
  @Field(() => String, { nullable: true }) email!: string | null;
  @Field(() => String, { nullable: true }) department!: string | null;
  @Field(() => String, { nullable: true }) region!: string | null;
  @Field(() => ID, { nullable: true }) managerId!: string | null;
  @Field(() => ID, { nullable: true }) deputyId!: string | null;
  @Field() active!: boolean;
  @Field(() => Date, { nullable: true }) absentUntil!: Date | null;
  @Field(() => Int) version!: number;
}

@ObjectType()
export class PersonConnection extends connectionOf(Person) {}

@ObjectType()
export class ImportPeoplePayload extends CommandPayload {
  @Field(() => Int, { description: 'People made or changed; the others were as said already.' }) changed!: number;
}

@ObjectType()
export class PersonPayload extends CommandPayload {
  @Field(() => Person, { nullable: true }) person!: Person | null;
}
