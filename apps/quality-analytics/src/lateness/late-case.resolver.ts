import { Args, Query, Resolver } from '@nestjs/graphql';
import { Allow, CurrentPrincipal, type Principal } from '@mendline/platform/auth';
import { PageArgs, readPage } from '@mendline/platform/graphql';
import { qualityReaders } from '../access/ticket-scope.js';
import { SpanArgs, spanOf } from '../analysis/span.args.js';
import { LateCaseService } from './late-case.service.js';
import { LateCaseConnection, LateFilterArgs } from './late-case.type.js';

@Resolver()
export class LateCaseResolver {
  constructor(private readonly cases: LateCaseService) {}

  @Query(() => LateCaseConnection, { description: 'Promises that fell due in [from, to) and were not kept in time, newest first [A13-7].' })
  @Allow(...qualityReaders)
  lateCases(
    @CurrentPrincipal() caller: Principal,
    @Args() span: SpanArgs,
    @Args() { personId = null, target = null }: LateFilterArgs,
    @Args() page: PageArgs,
  ): Promise<LateCaseConnection> {
    return this.cases.page(spanOf(caller, span), { personId, target }, readPage(page));
  }
}
