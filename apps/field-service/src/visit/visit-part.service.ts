import { conflict, invalid } from '@mendline/contracts/errors';
import type { FileEvidence } from '@mendline/contracts/evidence';
import type { Principal } from '@mendline/platform/auth';
import type { LocalOutcome } from '@mendline/platform/commands';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OwnershipService } from '../ownership/ownership.service.js';
import { PartCatalogueService } from '../part/part-catalogue.service.js';
import { PartUseService } from '../part/part-use.service.js';
import { EvidenceService, type SentFile } from '../evidence/evidence.service.js';
import { VisitDeskService, type VisitEntry, type VisitReport } from './visit-desk.service.js';
import { type Disposition, fittingProblem, type PartEntry, partEntryProblem } from './visit-record.domain.js';
import { VisitRepository } from './visit.repository.js';

export interface PartReport extends VisitReport, PartEntry {}

export interface OldPartReport extends PartReport {
  readonly disposition: Disposition;
  /** The customer's signature under the quantity [A9-11]. */
  readonly signature: SentFile;
}

type Recorded = Promise<LocalOutcome<{ visitId: string }>>;

/** Parts that go into the machine and old ones that come out of it. */
@Injectable()
export class VisitPartService {
  constructor(
    private readonly desk: VisitDeskService,
    private readonly visits: VisitRepository,
    private readonly catalogue: PartCatalogueService,
    private readonly ownership: OwnershipService,
    private readonly parts: PartUseService,
    private readonly evidence: EvidenceService,
  ) {}

  /** A part of the agreed plan went in [A9-1, A9-4]: taken from stock. Throws `part.*`. */
  async use(principal: Principal, report: PartReport): Recorded {
    const entry = entryOf(report);
    await this.parts.awaitHolding(principal.tenant, report.ticketId);
    return this.desk.record(principal, report, {
      operation: 'recordPartUsed',
      input: entry,
      write: async (em, record) => {
        await this.requireFitting(em, record, entry);
        const { visit, recordedAt, key } = record;
        await this.parts.use(em, { ...visit, ...entry, at: recordedAt, key });
        await this.add(em, record, entry, { kind: 'used', disposition: null, signature: null });
      },
    });
  }

  /** An old part and what becomes of it; the customer has signed the quantity [A9-11]. Throws `part.*`, `file.*`. */
  async takeOut(principal: Principal, report: OldPartReport): Recorded {
    const entry = entryOf(report);
    const { disposition } = report;
    const { fileId } = report.signature;
    return this.desk.record(principal, report, {
      operation: 'recordOldPart',
      input: { ...entry, disposition, fileId },
      write: async (em, record) => {
        const { visit: { tenantId, ticketId, visitId }, key } = record;
        // Each entry is signed for itself.
        const signature = await this.evidence.attach(em, fileId, { tenantId, ticketId, purpose: 'signature', record: `visit:${visitId}/old-parts:${key}` });
        await this.add(em, record, entry, { kind: 'old', disposition, signature });
      },
    });
  }

  private async requireFitting(em: EntityManager, { visit: { tenantId, ticketId } }: VisitEntry, entry: PartEntry): Promise<void> {
    const [part] = await this.catalogue.requireAll(em, tenantId, [entry.partNumber]);
    const held = await this.parts.heldOf(em, tenantId, ticketId, entry.partNumber);
    const model = (await this.ownership.findTicket(em, { tenantId, ticketId }))?.model ?? null;
    const problem = fittingProblem({
      ...entry, model, serialised: part?.serialised ?? false, fits: part?.models ?? [], planned: held?.wanted ?? null, usedBefore: held?.used ?? 0,
    });
    if (problem !== null) throw conflict(problem);
  }

  private add(em: EntityManager, { visit, byId, at, recordedAt, key }: VisitEntry, entry: PartEntry, what: { readonly kind: 'used' | 'old'; readonly disposition: Disposition | null; readonly signature: FileEvidence | null }): Promise<void> {
    const { tenantId, visitId } = visit;
    return this.visits.addPart(em, { tenantId, visitId, entryId: key, ...entry, serialNumbers: [...entry.serialNumbers], ...what, byId, occurredAt: at, recordedAt });
  }
}

const entryOf = ({ partNumber, quantity, serialNumbers }: PartEntry): PartEntry => {
  const entry = { partNumber, quantity, serialNumbers: [...serialNumbers] };
  const problem = partEntryProblem(entry);
  if (problem !== null) throw invalid(problem);
  return entry;
};
