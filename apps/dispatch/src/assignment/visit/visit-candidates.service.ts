import type { Principal } from '@mendline/platform/auth';
import { Database } from '@mendline/platform/database';
import { Injectable } from '@nestjs/common';
import type { RankedCandidate } from '../assignment.domain.js';
import { OfferRepository } from '../offer.repository.js';
import { EngineerChoiceService } from './engineer-choice.service.js';

/** What a supervisor chooses from: the ranking that the newest search of the ticket has kept, or the present one [A7-5, C9]. */
@Injectable()
export class VisitCandidatesService {
  constructor(
    private readonly database: Database,
    private readonly offers: OfferRepository,
    private readonly choice: EngineerChoiceService,
  ) {}

  /** Best first; nobody for a ticket that this tenant does not have. */
  async ofTicket({ tenant }: Principal, ticketId: string, limit: number): Promise<RankedCandidate[]> {
    const search = await this.database.tx(tenant, (em) => this.offers.newest(em, tenant, ticketId, 'visit'));
    const kept = search?.state === 'nobody' && search.candidates.length > 0 ? search.candidates : await this.choice.present(tenant, ticketId);
    return kept.slice(0, limit);
  }
}
