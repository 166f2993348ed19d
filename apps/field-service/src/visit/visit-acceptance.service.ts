import { conflict, invalid } from '@mendline/contracts/errors';
import { visitAccepted } from '@mendline/contracts/facts';
import type { Principal } from '@mendline/platform/auth';
import type { LocalOutcome } from '@mendline/platform/commands';
import { newFact } from '@mendline/platform/facts';
import { sanitizeText } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import { OwnershipService } from '../ownership/ownership.service.js';
import { PersonalTextService } from '../personal-text/personal-text.service.js';
import { type FileRef, isFileRef } from '../plan/consent.domain.js';
import { TenantSettingsService } from '../tenant-settings/tenant-settings.service.js';
import { VisitDeskService, type VisitEntry, type VisitReport } from './visit-desk.service.js';
import { acceptanceScore, type PhotoKind } from './visit-record.domain.js';
import { VisitRepository } from './visit.repository.js';

export interface PhotoReport extends VisitReport {
  readonly kind: PhotoKind;
  readonly file: FileRef;
}

export interface AcceptanceReport extends VisitReport {
  readonly signedBy: 'customer' | 'representative';
  readonly signature: FileRef;
  /** A level of the ticket's pack. */
  readonly satisfaction: string;
  readonly opinion?: string | null;
}

const longestText = 4_000;
const mostPhotos = 200;

export const opinionField = (visitId: string): string => `visit-opinion/${visitId}`;

type Recorded = Promise<LocalOutcome<{ visitId: string }>>;
type Acceptance = { readonly signedBy: 'customer' | 'representative'; readonly signature: FileRef; readonly satisfaction: string; readonly opinion: string };

/** What stays of a visit as evidence: photos, and the customer's signature with his opinion. */
@Injectable()
export class VisitAcceptanceService {
  constructor(
    private readonly desk: VisitDeskService,
    private readonly visits: VisitRepository,
    private readonly texts: PersonalTextService,
    private readonly settings: TenantSettingsService,
    private readonly ownership: OwnershipService,
  ) {}

  /** A photo of a key step [A9-3]. Throws `file.invalid`, `visit.too-many-photos`. */
  async photo(principal: Principal, report: PhotoReport): Recorded {
    const { kind } = report;
    const file = fileOf(report.file);
    return this.desk.record(principal, report, {
      operation: 'recordPhoto',
      input: { kind, file },
      write: async (em, { visit, at }) => {
        if (visit.photos.length >= mostPhotos) throw conflict('visit.too-many-photos');
        await this.visits.change(em, visit, { photos: [...visit.photos, { kind, ...file, at: at.toISOString() }] });
      },
    });
  }

  /** The customer's acceptance, satisfaction and own opinion [A10-2 – A10-4]; a low satisfaction carries a reason [A10-8]. Throws `file.invalid`; refused with `acceptance.*`. */
  async accept(principal: Principal, report: AcceptanceReport): Recorded {
    const { signedBy, satisfaction } = report;
    const signature = fileOf(report.signature);
    const said = { signedBy, signature, satisfaction, opinion: sanitizeText(report.opinion ?? '', { max: longestText }) };
    return this.desk.record(principal, report, {
      operation: 'recordAcceptance',
      input: said,
      write: async (em, entry) => {
        const score = acceptanceScore(await this.scaleOf(em, entry), said);
        if (typeof score === 'string') throw conflict(score);
        await this.write(em, entry, said);
        const { visit, at, append } = entry;
        await append(newFact(visitAccepted, { visitId: visit.visitId, signedBy, satisfaction, score, at: at.toISOString() }));
      },
    });
  }

  private async write(em: Parameters<VisitRepository['change']>[0], { visit, byId, at }: VisitEntry, { opinion, ...said }: Acceptance): Promise<void> {
    const { tenantId, visitId, ticketId } = visit;
    if (visit.testedAt === null) throw conflict('visit.test-missing');
    const sealed = await this.texts.seal(em, { tenantId, field: opinionField(visitId) }, ticketId, byId, opinion);
    await this.visits.change(em, visit, { ...said, acceptedAt: at, opinionEncrypted: sealed.encrypted, opinionPersonId: sealed.personId });
  }

  private async scaleOf(em: Parameters<VisitRepository['change']>[0], { visit: { tenantId, ticketId } }: VisitEntry) {
    const ticket = await this.ownership.findTicket(em, { tenantId, ticketId });
    const pack = ticket?.pack && ticket.packVersion !== null ? { pack: ticket.pack, version: ticket.packVersion } : null;
    return (await this.settings.find(em, tenantId, pack))?.satisfaction ?? null;
  }
}

const fileOf = ({ fileId, sha256 }: FileRef): FileRef => {
  if (!isFileRef({ fileId, sha256 })) throw invalid('file.invalid');
  return { fileId, sha256 };
};
