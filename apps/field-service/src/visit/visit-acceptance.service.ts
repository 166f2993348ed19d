import { conflict } from '@mendline/contracts/errors';
import type { FileEvidence } from '@mendline/contracts/evidence';
import { visitAccepted } from '@mendline/contracts/facts';
import type { Principal } from '@mendline/platform/auth';
import type { LocalOutcome } from '@mendline/platform/commands';
import { newFact } from '@mendline/platform/facts';
import { sanitizeText } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import { OwnershipService } from '../ownership/ownership.service.js';
import { PersonalTextService } from '../personal-text/personal-text.service.js';
import { EvidenceService, type SentFile } from '../evidence/evidence.service.js';
import { TenantSettingsService } from '../tenant-settings/tenant-settings.service.js';
import { VisitDeskService, type VisitEntry, type VisitReport } from './visit-desk.service.js';
import { acceptanceScore, type PhotoKind } from './visit-record.domain.js';
import { VisitRepository } from './visit.repository.js';

export interface PhotoReport extends VisitReport {
  readonly kind: PhotoKind;
  readonly file: SentFile;
}

export interface AcceptanceReport extends VisitReport {
  readonly signedBy: 'customer' | 'representative';
  readonly signature: SentFile;
  /** A level of the ticket's pack. */
  readonly satisfaction: string;
  readonly opinion?: string | null;
}

const longestText = 4_000;
const mostPhotos = 200;

export const opinionField = (visitId: string): string => `visit-opinion/${visitId}`;

type Recorded = Promise<LocalOutcome<{ visitId: string }>>;
type Acceptance = { readonly signedBy: 'customer' | 'representative'; readonly signature: FileEvidence; readonly satisfaction: string; readonly opinion: string };

/** What stays of a visit as evidence: photos, and the customer's signature with his opinion. */
@Injectable()
export class VisitAcceptanceService {
  constructor(
    private readonly desk: VisitDeskService,
    private readonly visits: VisitRepository,
    private readonly texts: PersonalTextService,
    private readonly settings: TenantSettingsService,
    private readonly ownership: OwnershipService,
    private readonly evidence: EvidenceService,
  ) {}

  /** A photo of a key step [A9-3]. Throws `file.*`, `visit.too-many-photos`. */
  async photo(principal: Principal, report: PhotoReport): Recorded {
    const { kind, file: { fileId } } = report;
    return this.desk.record(principal, report, {
      operation: 'recordPhoto',
      input: { kind, fileId },
      write: async (em, { visit, at }) => {
        if (visit.photos.length >= mostPhotos) throw conflict('visit.too-many-photos');
        const file = await this.evidence.attach(em, fileId, evidenceOf(visit, { purpose: 'photo', record: `visit:${visit.visitId}` }));
        await this.visits.change(em, visit, { photos: [...visit.photos, { kind, ...file, at: at.toISOString() }] });
      },
    });
  }

  /** The customer's acceptance, satisfaction and own opinion [A10-2 – A10-4]; a low satisfaction carries a reason [A10-8]. Throws `file.*`; refused with `acceptance.*`, and once it is there with `visit.accepted-already`: what the customer signed stays as he signed it. */
  async accept(principal: Principal, report: AcceptanceReport): Recorded {
    const { signedBy, satisfaction } = report;
    const { fileId } = report.signature;
    const said = { signedBy, satisfaction, opinion: sanitizeText(report.opinion ?? '', { max: longestText }) };
    return this.desk.record(principal, report, {
      operation: 'recordAcceptance',
      input: { ...said, fileId },
      write: async (em, entry) => {
        if (entry.visit.acceptedAt !== null) throw conflict('visit.accepted-already');
        const score = acceptanceScore(await this.scaleOf(em, entry), said);
        if (typeof score === 'string') throw conflict(score);
        if (entry.visit.testedAt === null) throw conflict('visit.test-missing');
        await this.write(em, entry, { ...said, signature: await this.evidence.attach(em, fileId, evidenceOf(entry.visit, { purpose: 'signature', record: acceptanceRecord(entry.visit) })) });
        const { visit, at, append } = entry;
        await append(newFact(visitAccepted, { visitId: visit.visitId, signedBy, satisfaction, score, at: at.toISOString() }));
      },
    });
  }

  private async write(em: Parameters<VisitRepository['change']>[0], { visit, byId, at }: VisitEntry, { opinion, ...said }: Acceptance): Promise<void> {
    const { tenantId, visitId, ticketId } = visit;
    const sealed = await this.texts.seal(em, { tenantId, field: opinionField(visitId) }, ticketId, byId, opinion);
    await this.visits.change(em, visit, { ...said, acceptedAt: at, opinionEncrypted: sealed.encrypted, opinionPersonId: sealed.personId });
  }

  private async scaleOf(em: Parameters<VisitRepository['change']>[0], { visit: { tenantId, ticketId } }: VisitEntry) {
    const ticket = await this.ownership.findTicket(em, { tenantId, ticketId });
    const pack = ticket?.pack && ticket.packVersion !== null ? { pack: ticket.pack, version: ticket.packVersion } : null;
    return (await this.settings.find(em, tenantId, pack))?.satisfaction ?? null;
  }
}

/** A record of its own: a signature under old parts is none under the acceptance. */
const acceptanceRecord = ({ visitId }: VisitEntry['visit']): string => `visit:${visitId}/acceptance`;

const evidenceOf = ({ tenantId, ticketId }: VisitEntry['visit'], of: { readonly purpose: 'photo' | 'signature'; readonly record: string }) => ({ tenantId, ticketId, ...of });
