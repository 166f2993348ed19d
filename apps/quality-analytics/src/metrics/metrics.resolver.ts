import { Args, Query, Resolver } from '@nestjs/graphql';
import { Allow, CurrentPrincipal, type Principal } from '@mendline/platform/auth';
import { PageArgs, readPage } from '@mendline/platform/graphql';
import { qualityReaders } from '../access/ticket-scope.js';
import { SpanArgs, spanOf } from '../analysis/span.args.js';
import { MetricsService } from './metrics.service.js';
import { MetricDimensionEnum, ServiceMetricsConnection, WeeklyMetricsType } from './metrics.type.js';

@Resolver()
export class MetricsResolver {
  constructor(private readonly metrics: MetricsService) {}

  @Query(() => WeeklyMetricsType, { description: 'Every ISO week that [from, to) touches [A13-1].' })
  @Allow(...qualityReaders)
  weeklyMetrics(@CurrentPrincipal() caller: Principal, @Args() span: SpanArgs): Promise<WeeklyMetricsType> {
    return this.metrics.weekly(spanOf(caller, span));
  }

  @Query(() => ServiceMetricsConnection, { description: 'The same figures by week, region and person, every ISO week that [from, to) touches [A13-1 – A13-4].' })
  @Allow(...qualityReaders)
  serviceMetrics(
    @CurrentPrincipal() caller: Principal,
    @Args() span: SpanArgs,
    @Args('by', { type: () => [MetricDimensionEnum], defaultValue: [] }) by: MetricDimensionEnum[],
    @Args() page: PageArgs,
  ): Promise<ServiceMetricsConnection> {
    return this.metrics.grouped(spanOf(caller, span), by, readPage(page));
  }
}
