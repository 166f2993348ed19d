import { ArgsType, Field, ID, Int } from '@nestjs/graphql';
import type { Asked } from './calendar.reader.js';

@ArgsType()
export class CalendarArgs {
  @Field() code!: string;
  @Field(() => String, { nullable: true }) region?: string | null;
  @Field(() => ID, { nullable: true }) customerId?: string | null;
  @Field(() => Int, { nullable: true }) version?: number | null;
}

/** What is left out is the tenant's, in its newest version. */
export const wholeOf = ({ code, region, customerId, version }: CalendarArgs): Asked => ({ code, region: region ?? null, customerId: customerId ?? null, version: version ?? null });
