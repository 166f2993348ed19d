import { Allow, CurrentPrincipal } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import type { RequestContext } from '@mendline/platform/graphql';
import { Context, Query, Resolver } from '@nestjs/graphql';
import { supervision } from '../people/role-groups.js';
import { SlaOverview } from './overview.model.js';
import { OverviewReader } from './overview.reader.js';

/** The overview of clocks in GraphQL. */
@Resolver(() => SlaOverview)
export class OverviewResolver {
  constructor(private readonly reader: OverviewReader) {}

  @Query(() => SlaOverview)
  @Allow(...supervision)
  slaOverview(@CurrentPrincipal() who: Principal, @Context() { language }: RequestContext): Promise<SlaOverview> {
    return this.reader.overview(who, language);
  }
}
