import { offerMade } from '@mendline/contracts/facts';
import { notFound } from '@mendline/contracts/errors';
import type { OwnerProposal, OwnerProposalRequest } from '@mendline/contracts/dispatch';
import { isComplaint } from '@mendline/contracts/ticket';
import { CLOCK, type Clock } from '@mendline/platform/clock';
import { Database } from '@mendline/platform/database';
import { appendFacts } from '@mendline/platform/facts';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DISPATCH_CONFIG, type DispatchConfig, serviceName } from '../dispatch.config.js';
import type { TicketCopyRow } from '../workload/ticket-copy.entity.js';
import { WorkloadService } from '../workload/workload.service.js';
import { type Need, type RankedCandidate, rankCandidates, usualOwners } from './assignment.domain.js';
import { ColleagueRepository } from './colleague.repository.js';
import { askedInVain, proposalOf } from './offer.domain.js';
import type { OfferRow } from './offer.entity.js';
import { OfferRepository } from './offer.repository.js';

/** How many of a ranking are kept with the offer; the rest would have had no chance. */
const keptCandidates = 20;
const noFault = 'none';

/** Finds owners for tickets: ranks, offers to the best, keeps the ranking with its reasons. */
@Injectable()
export class OwnerSearchService {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(DISPATCH_CONFIG) private readonly config: Pick<DispatchConfig, 'MENDLINE_CELL'>,
    private readonly colleagues: ColleagueRepository,
    private readonly offers: OfferRepository,
    private readonly workload: WorkloadService,
  ) {}

  /**
   * Offers the ticket to the best candidate, with its fact, in one transaction. The same key answers the same; a key
   * that was taken back before answers nobody.
   */
  propose(request: OwnerProposalRequest): Promise<OwnerProposal> {
    const { tenantId, proposalKey } = request;
    return this.database.tx(tenantId, async (em) => {
      await this.colleagues.lockSearch(em, tenantId);
      const known = await this.offers.find(em, { tenantId, offerId: proposalKey });
      return proposalOf(known ?? (await this.makeOffer(em, request)));
    });
  }

  /**
   * Who would be asked now, best first. Throws `ticket.not-found` for a ticket that this tenant does not have.
   * @param limit at most so many
   */
  candidates(tenantId: string, ticketId: string, limit: number): Promise<RankedCandidate[]> {
    return this.database.tx(tenantId, async (em) => {
      const ticket = await this.workload.findTicket(em, { tenantId, ticketId });
      if (!ticket || ticket.kind === null || ticket.region === null) throw notFound('ticket.not-found');
      const excluded = askedInVain(await this.offers.newest(em, tenantId, ticketId, 'ticket'));
      const need = await this.needOfCopy(em, { ...ticket, kind: ticket.kind, region: ticket.region }, excluded);
      return rankCandidates(need, await this.colleagues.list(em, tenantId)).slice(0, limit);
    });
  }

  private async makeOffer(em: EntityManager, request: OwnerProposalRequest): Promise<OfferRow> {
    const { tenantId, proposalKey, kind, faultClass, region, excluded, roles = usualOwners(kind) } = request;
    const at = await this.clock.now(em);
    const ranking = rankCandidates({ kind, faultClass, region, excluded, roles, at }, await this.colleagues.list(em, tenantId));
    const row = offerRow(request, ranking, at);
    if (await this.offers.add(em, row)) {
      await this.announce(em, row);
      return row;
    }
    // A withdrawal of this very offer committed while the people were ranked.
    const standing = await this.offers.find(em, { tenantId, offerId: proposalKey });
    if (!standing) throw new Error(`the proposal ${proposalKey} is taken and cannot be read`);
    return standing;
  }

  private async announce(em: EntityManager, { tenantId, ticketId, offerId, personId, rank, reasons, madeAt, expiresAt }: OfferRow): Promise<void> {
    if (personId === null || rank === null || expiresAt === null) return;
    await this.colleagues.noteOffered(em, tenantId, personId, madeAt);
    await appendFacts(em, {
      tenantId,
      cell: this.config.MENDLINE_CELL,
      service: serviceName,
      subject: ticketId,
      aggregateId: offerId,
      at: madeAt,
      facts: [{ definition: offerMade, data: { offerId, personId, rank, reasons, madeAt: madeAt.toISOString(), expiresAt: expiresAt.toISOString() } }],
    });
  }

  private async needOfCopy(em: EntityManager, ticket: TicketCopyRow & { kind: string; region: string }, excluded: readonly string[]): Promise<Need> {
    const { kind, region } = ticket;
    const faultClass = isComplaint(kind) ? noFault : (ticket.faultClass ?? noFault);
    return { kind, region, faultClass, excluded, roles: usualOwners(kind), at: await this.clock.now(em) };
  }
}

const offerRow = (request: OwnerProposalRequest, ranking: readonly RankedCandidate[], at: Date): OfferRow => {
  const best = ranking[0] ?? null;
  return {
    tenantId: request.tenantId,
    offerId: request.proposalKey,
    ticketId: request.ticketId,
    visitId: null,
    personId: best?.personId ?? null,
    state: best ? 'open' : 'nobody',
    rank: best?.rank ?? null,
    reasons: [...(best?.reasons ?? [])],
    candidates: ranking.slice(0, keptCandidates),
    note: null,
    excluded: [...request.excluded],
    madeAt: at,
    expiresAt: best ? new Date(at.getTime() + request.offerSeconds * 1_000) : null,
    settledAt: null,
    settledBy: null,
  };
};
