import { Args, Query, Resolver } from '@nestjs/graphql';
import { Allow, CurrentPrincipal, type Principal } from '@mendline/platform/auth';
import { qualityReaders, ticketScopeOf } from '../access/ticket-scope.js';
import { MetricsService } from './metrics.service.js';
import { WeeklyMetricsType } from './metrics.type.js';

@Resolver()
export class MetricsResolver {
  constructor(private readonly metrics: MetricsService) {}

  @Query(() => WeeklyMetricsType, { description: 'Every ISO week that [from, to) touches [A13-1].' })
  @Allow(...qualityReaders)
  weeklyMetrics(
    @CurrentPrincipal() caller: Principal,
    @Args('from', { type: () => Date }) from: Date,
    @Args('to', { type: () => Date }) to: Date,
    @Args('region', { type: () => String, nullable: true }) region: string | null = null,
  ): Promise<WeeklyMetricsType> {
    return this.metrics.weekly(caller.tenant, from, to, ticketScopeOf(caller, region));
  }
}
