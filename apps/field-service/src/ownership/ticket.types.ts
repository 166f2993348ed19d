import { Directive, Field, ID, ObjectType } from '@nestjs/graphql';

/** Intake's ticket, as far as field-service adds to it. */
@ObjectType()
@Directive('@key(fields: "id")')
export class Ticket {
  @Field(() => ID)
  id!: string;
}
