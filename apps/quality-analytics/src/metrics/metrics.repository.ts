import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { matterEnds, responseTargets, satisfiedFrom } from './metrics.domain.js';
import type { FigureCounts, MetricDimension, MetricGroup } from './metrics.domain.js';
import { groupsSql, weeklySql } from './metrics.sql.js';

/** Which weeks of whom: every ISO week in `zone` that [from, to) touches. */
export interface MetricsQuery {
  readonly tenantId: string;
  readonly from: Date;
  readonly to: Date;
  readonly zone: string;
  readonly repeatWithinDays: number;
  readonly region: string | null;
  readonly person: string | null;
  readonly asOf: Date;
}

/** Which groups of a list: those after a group, so many. */
export interface GroupPage {
  readonly by: readonly MetricDimension[];
  readonly after: MetricGroup | null;
  readonly first: number;
}

const parametersOf = ({ tenantId, from, to, zone, repeatWithinDays, region, person, asOf }: MetricsQuery): unknown[] => [
  tenantId, from, to, zone, region, person, asOf, repeatWithinDays, responseTargets, matterEnds, satisfiedFrom,
];

@Injectable()
export class MetricsRepository {
  weekly(em: EntityManager, query: MetricsQuery): Promise<(FigureCounts & { readonly week: string })[]> {
    return em.query<(FigureCounts & { readonly week: string })[]>(weeklySql, parametersOf(query));
  }

  /** Groups in the order of week, region and person. */
  groups(em: EntityManager, query: MetricsQuery, { by, after, first }: GroupPage): Promise<(FigureCounts & MetricGroup)[]> {
    const grouped = (['week', 'region', 'person'] as const).map((dimension) => by.includes(dimension));
    const begins = after ? [after.week ?? '', after.region ?? '', after.person ?? ''] : [null, null, null];
    return em.query<(FigureCounts & MetricGroup)[]>(groupsSql, [...parametersOf(query), ...grouped, ...begins, first]);
  }
}
