import { Args, Query, Resolver } from '@nestjs/graphql';
import { Allow, CurrentPrincipal, type Principal } from '@mendline/platform/auth';
import { PageArgs, readPage } from '@mendline/platform/graphql';
import { qualityReaders } from '../access/ticket-scope.js';
import { SpanArgs, spanOf } from '../analysis/span.args.js';
import { FaultService } from './fault.service.js';
import { FaultCountConnection, FaultFilterArgs, RepeatRepairConnection } from './fault.type.js';

@Resolver()
export class FaultResolver {
  constructor(private readonly faults: FaultService) {}

  @Query(() => FaultCountConnection, { description: 'Reports of faults registered in [from, to), newest week first [A12-5].' })
  @Allow(...qualityReaders)
  faultCounts(
    @CurrentPrincipal() caller: Principal,
    @Args() span: SpanArgs,
    @Args() { model = null, batch = null, faultClass = null }: FaultFilterArgs,
    @Args() page: PageArgs,
  ): Promise<FaultCountConnection> {
    return this.faults.counts(spanOf(caller, span), { model, batch, faultClass }, readPage(page));
  }

  @Query(() => RepeatRepairConnection, { description: 'Repairs registered in [from, to) that should not have been needed again, newest first [A10-13].' })
  @Allow(...qualityReaders)
  repeatRepairs(@CurrentPrincipal() caller: Principal, @Args() span: SpanArgs, @Args() page: PageArgs): Promise<RepeatRepairConnection> {
    return this.faults.repeats(spanOf(caller, span), readPage(page));
  }
}
