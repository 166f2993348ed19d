import { Injectable } from '@nestjs/common';
import type { Keyset, PageRequest } from '@mendline/platform/graphql';
import { AnalysisReader, textsOfId, textsToId } from '../analysis/analysis.reader.js';
import type { Analysis, AnalysisPage } from '../analysis/analysis.reader.js';
import type { SpanRequest } from '../analysis/span.args.js';
import { checkSpan, figuresOf } from './metrics.domain.js';
import type { MetricDimension, MetricGroup, ServiceFigures } from './metrics.domain.js';
import { MetricsRepository } from './metrics.repository.js';
import type { MetricsQuery } from './metrics.repository.js';

/** Figures of one ISO week in the tenant's zone. */
export interface WeekFigures extends ServiceFigures {
  readonly week: string;
}

/** Figures and the instant up to which they know: that of the newest fact read. */
export interface WeeklyMetrics {
  readonly asOf: Date | null;
  readonly weeks: WeekFigures[];
}

export type GroupFigures = MetricGroup & ServiceFigures;

const keysetOf = ({ week, region, person }: MetricGroup): Keyset => ({ sort: week ?? '', id: textsToId([region, person]) });

const groupOf = (keyset: Keyset): MetricGroup => {
  const [region = null, person = null] = textsOfId(keyset, 2);
  return { week: String(keyset.sort), region, person };
};

const queryOf = ({ tenantId, from, to, scope }: SpanRequest, { asOf, rules }: Analysis): MetricsQuery => ({
  tenantId, from, to, zone: rules.zone, repeatWithinDays: rules.repeatWithinDays, region: scope.region, person: scope.ownerId, asOf: asOf ?? new Date(0),
});

/** The figures of A13-1 to A13-4, by ISO week in the tenant's zone, by region and by person. */
@Injectable()
export class MetricsService {
  constructor(
    private readonly analysis: AnalysisReader,
    private readonly metrics: MetricsRepository,
  ) {}

  /** Throws `metrics.span-invalid`. */
  weekly(request: SpanRequest): Promise<WeeklyMetrics> {
    checkSpan(request.from, request.to);
    return this.analysis.read(request.tenantId, async (analysis) => {
      const weeks = await this.metrics.weekly(analysis.em, queryOf(request, analysis));
      return { asOf: analysis.asOf, weeks: weeks.map(({ week, ...counts }) => ({ week, ...figuresOf(counts) })) };
    });
  }

  /** Throws `metrics.span-invalid`. */
  grouped(request: SpanRequest, by: readonly MetricDimension[], page: PageRequest): Promise<AnalysisPage<GroupFigures>> {
    checkSpan(request.from, request.to);
    const after = page.after && groupOf(page.after);
    return this.analysis.list(request.tenantId, {
      page,
      keysetOf,
      rows: async (analysis, first) => {
        const groups = await this.metrics.groups(analysis.em, queryOf(request, analysis), { by, after, first });
        return groups.map(({ week, region, person, ...counts }) => ({ week, region, person, ...figuresOf(counts) }));
      },
    });
  }
}
