import { ArgsType, Field } from '@nestjs/graphql';
import type { Principal } from '@mendline/platform/auth';
import { ticketScopeOf } from '../access/ticket-scope.js';
import type { TicketScope } from '../access/ticket-scope.js';

/** A span of time [from, to), and a region if only one is asked for. */
@ArgsType()
export class SpanArgs {
  @Field(() => Date) from!: Date;
  @Field(() => Date) to!: Date;
  @Field(() => String, { nullable: true }) region?: string | null;
}

/** A span of time, and of whose tickets. */
export interface SpanRequest {
  readonly tenantId: string;
  readonly from: Date;
  readonly to: Date;
  readonly scope: TicketScope;
}

/** Throws `region.not-allowed`. */
export const spanOf = (caller: Principal, { from, to, region = null }: SpanArgs): SpanRequest => ({ tenantId: caller.tenant, from, to, scope: ticketScopeOf(caller, region) });
