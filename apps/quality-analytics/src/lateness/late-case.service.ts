import { Injectable } from '@nestjs/common';
import { forbidden } from '@mendline/contracts/errors';
import type { Keyset, PageRequest } from '@mendline/platform/graphql';
import { AnalysisReader, instantOf } from '../analysis/analysis.reader.js';
import type { AnalysisPage } from '../analysis/analysis.reader.js';
import type { SpanRequest } from '../analysis/span.args.js';
import { checkSpan } from '../metrics/metrics.domain.js';
import { LateCaseRepository } from './late-case.repository.js';
import type { LateCase } from './late-case.repository.js';

/** Whose late cases, and of which target; null: all. */
export interface LateFilter {
  readonly personId: string | null;
  readonly target: string | null;
}

const keysetOf = ({ dueAt, clockId }: LateCase): Keyset => ({ sort: dueAt.toISOString(), id: clockId });

/** The audit of timeliness: each late case with stage, minutes and responsible [A13-7]. */
@Injectable()
export class LateCaseService {
  constructor(
    private readonly analysis: AnalysisReader,
    private readonly cases: LateCaseRepository,
  ) {}

  /** Promises that fell due in [from, to). Throws `metrics.span-invalid`, and `region.not-allowed` for another person's cases where only the own are seen. */
  page({ tenantId, from, to, scope }: SpanRequest, { personId, target }: LateFilter, page: PageRequest): Promise<AnalysisPage<LateCase>> {
    checkSpan(from, to);
    if (scope.ownerId !== null && personId !== null && personId !== scope.ownerId) throw forbidden('region.not-allowed');
    const after = page.after && { dueAt: instantOf(page.after), clockId: page.after.id };
    return this.analysis.list(tenantId, {
      page,
      keysetOf,
      rows: ({ em, asOf }, first) =>
        this.cases.page(em, { tenantId, from, to, region: scope.region, personId: scope.ownerId ?? personId, target, asOf: asOf ?? new Date(0), first, after }),
    });
  }
}
