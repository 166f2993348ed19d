import { Injectable } from '@nestjs/common';
import type { Keyset, PageRequest } from '@mendline/platform/graphql';
import { AnalysisReader, instantOf } from '../analysis/analysis.reader.js';
import type { AnalysisPage } from '../analysis/analysis.reader.js';
import { checkSpan } from '../metrics/metrics.domain.js';
import type { SpanRequest } from '../analysis/span.args.js';
import { FaultRepository } from './fault.repository.js';
import type { FaultCount, FaultFilter, RepeatRepair } from './fault.repository.js';

const repeatKeyset = ({ registeredAt, ticketId }: RepeatRepair): Keyset => ({ sort: registeredAt.toISOString(), id: ticketId });

/** Faults as reported and found, and repairs that had to be made again. Both throw `metrics.span-invalid`. */
@Injectable()
export class FaultService {
  constructor(
    private readonly analysis: AnalysisReader,
    private readonly faults: FaultRepository,
  ) {}

  /** Counts per model, fault, cause, batch, region and week [A12-5]; corrections move them. */
  counts({ tenantId, from, to, scope }: SpanRequest, filter: FaultFilter, page: PageRequest): Promise<AnalysisPage<FaultCount & { readonly key: string }>> {
    checkSpan(from, to);
    const after = page.after && { week: String(page.after.sort), key: page.after.id };
    return this.analysis.list(tenantId, {
      page,
      keysetOf: ({ week, key }) => ({ sort: week, id: key }),
      rows: ({ em, rules }, first) => this.faults.counts(em, { tenantId, from, to, ...scope, ...filter, after, first }, rules.zone),
    });
  }

  /** Repairs of a device so soon after the last one for the same fault that the pack calls it a repeat [A10-13, C19]. */
  repeats({ tenantId, from, to, scope }: SpanRequest, page: PageRequest): Promise<AnalysisPage<RepeatRepair>> {
    checkSpan(from, to);
    const after = page.after && { registeredAt: instantOf(page.after), ticketId: page.after.id };
    return this.analysis.list(tenantId, {
      page,
      keysetOf: repeatKeyset,
      rows: ({ em, rules }, first) => this.faults.repeats(em, { tenantId, from, to, ...scope, after, first, repeatWithinDays: rules.repeatWithinDays }),
    });
  }
}
