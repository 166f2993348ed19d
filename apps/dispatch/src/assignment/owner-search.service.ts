import { offerMade } from '@mendline/contracts/facts';
import { notFound } from '@mendline/contracts/errors';
import type { OwnerProposal, OwnerProposalRequest } from '@mendline/contracts/dispatch';
import { isComplaint } from '@mendline/contracts/ticket';
import type { Principal } from '@mendline/platform/auth';
import { CLOCK, type Clock } from '@mendline/platform/clock';
import { Database } from '@mendline/platform/database';
import { newFact } from '@mendline/platform/facts';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { coversTicket } from '../access/data-scope.js';
import type { TicketCopyRow } from '../workload/ticket-copy.entity.js';
import { WorkloadService } from '../workload/workload.service.js';
import { type Need, type RankedCandidate, rankCandidates, usualOwners } from './assignment.domain.js';
import { ColleagueRepository } from './colleague.repository.js';
import { askedInVain } from './offer.domain.js';
import { OfferRepository } from './offer.repository.js';
import { ProposalService } from './proposal.service.js';

const noFault = 'none';

/** Finds owners for tickets. */
@Injectable()
export class OwnerSearchService {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly proposals: ProposalService,
    private readonly colleagues: ColleagueRepository,
    private readonly offers: OfferRepository,
    private readonly workload: WorkloadService,
  ) {}

  /** Offers the ticket to the best candidate. The same key answers the same; a key that was taken back before answers nobody. */
  propose(request: OwnerProposalRequest): Promise<OwnerProposal> {
    const { tenantId, kind, faultClass, region, excluded, roles = usualOwners(kind) } = request;
    return this.proposals.propose({
      request,
      visitId: null,
      makeOffer: true,
      lock: (em) => this.colleagues.lockSearch(em, tenantId),
      rank: async (em, at) => rankCandidates({ kind, faultClass, region, excluded, roles, at }, await this.colleagues.list(em, tenantId, at)),
      factOf: ({ offerId, personId, rank, reasons, madeAt, expiresAt }) =>
        newFact(offerMade, { offerId, personId, rank, reasons, madeAt: madeAt.toISOString(), expiresAt: expiresAt.toISOString() }),
    });
  }

  /**
   * Who would be asked now, best first. Throws `ticket.not-found` for a ticket that this tenant does not have, or the caller's data scope does not cover.
   * @param limit at most so many
   */
  candidates(principal: Principal, ticketId: string, limit: number): Promise<RankedCandidate[]> {
    const { tenant: tenantId } = principal;
    return this.database.tx(tenantId, async (em) => {
      const ticket = await this.workload.findTicket(em, { tenantId, ticketId });
      if (!ticket || ticket.kind === null || ticket.region === null || !coversTicket(principal, ticket)) throw notFound('ticket.not-found');
      const excluded = askedInVain(await this.offers.newest(em, tenantId, ticketId, 'ticket'));
      const need = await this.needOfCopy(em, { ...ticket, kind: ticket.kind, region: ticket.region }, excluded);
      return rankCandidates(need, await this.colleagues.list(em, tenantId, need.at)).slice(0, limit);
    });
  }

  private async needOfCopy(em: EntityManager, ticket: TicketCopyRow & { kind: string; region: string }, excluded: readonly string[]): Promise<Need> {
    const { kind, region } = ticket;
    const faultClass = isComplaint(kind) ? noFault : (ticket.faultClass ?? noFault);
    return { kind, region, faultClass, excluded, roles: usualOwners(kind), at: await this.clock.now(em) };
  }
}
