import type { Principal } from '@mendline/platform/auth';
import { Database } from '@mendline/platform/database';
import { Injectable } from '@nestjs/common';
import { coversTicket } from '../../access/data-scope.js';
import type { TicketCopyRow } from '../../workload/ticket-copy.entity.js';
import { WorkloadService } from '../../workload/workload.service.js';
import type { RankedCandidate } from '../assignment.domain.js';
import type { OfferRow } from '../offer.entity.js';
import { OfferRepository } from '../offer.repository.js';
import { EngineerChoiceService } from './engineer-choice.service.js';

/** What a supervisor chooses from: the ranking that the newest search of the ticket has kept, or the present one [A7-5, C9]. */
@Injectable()
export class VisitCandidatesService {
  constructor(
    private readonly database: Database,
    private readonly offers: OfferRepository,
    private readonly choice: EngineerChoiceService,
    private readonly workload: WorkloadService,
  ) {}

  /** Best first; nobody for a ticket that this tenant does not have, or the caller's data scope does not cover. */
  async ofTicket(principal: Principal, ticketId: string, limit: number): Promise<RankedCandidate[]> {
    const { tenant } = principal;
    const kept = await this.database.tx(tenant, async (em) => {
      const ticket = await this.workload.findTicket(em, { tenantId: tenant, ticketId });
      return coversTicket(principal, ticket) ? keptFor(ticket, await this.offers.newest(em, tenant, ticketId, 'visit')) : null;
    });
    if (kept === null) return [];
    return (kept.length > 0 ? kept : await this.choice.present(tenant, ticketId)).slice(0, limit);
  }
}

/** What the search has kept for a supervisor's word, unless the ticket has moved to another region since. */
const keptFor = (ticket: TicketCopyRow | null, search: OfferRow | null): readonly RankedCandidate[] => {
  if (search?.state !== 'nobody') return [];
  const region = ticket?.region ?? null;
  return region === null || region === search.region ? search.candidates : [];
};
