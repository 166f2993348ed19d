import { CommandPayload } from '@mendline/platform/graphql';
import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'Pieces of a part in a region.' })
export class PartStock {
  @Field() region!: string;
  @Field() partNumber!: string;
  @Field(() => Int) onHand!: number;
  @Field(() => Int, { description: 'Of those, kept for plans.' }) reserved!: number;
}

@InputType()
export class SetPartInput {
  @Field({ description: 'Idempotency key: 8 to 64 of A-Z a-z 0-9 _ : -' }) key!: string;
  @Field() partNumber!: string;
  @Field(() => [String], { nullable: true, description: 'Models that it fits; none: all.' }) models?: string[] | null;
  @Field(() => Boolean, { nullable: true, description: 'Every piece has a serial number; false if left out.' }) serialised?: boolean | null;
}

@InputType()
export class StockInput {
  @Field({ description: 'Idempotency key: 8 to 64 of A-Z a-z 0-9 _ : -' }) key!: string;
  @Field(() => Date, { nullable: true, description: 'When it happened; now if left out.' }) occurredAt?: Date | null;
  @Field() region!: string;
  @Field() partNumber!: string;
  @Field(() => Int, { description: 'Pieces: what came in, or the difference that a count found.' }) quantity!: number;
}

@ObjectType()
export class SetPartPayload extends CommandPayload {
  @Field(() => String, { nullable: true }) partNumber!: string | null;
}

@ObjectType()
export class StockPayload extends CommandPayload {
  @Field(() => PartStock, { nullable: true }) stock!: PartStock | null;
}
