import type { EngineerProposalRequest, OwnerProposal } from '@mendline/contracts/dispatch';
import { visitOfferMade } from '@mendline/contracts/facts';
import { CLOCK, type Clock } from '@mendline/platform/clock';
import { Database } from '@mendline/platform/database';
import { appendFacts } from '@mendline/platform/facts';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DISPATCH_CONFIG, type DispatchConfig, serviceName } from '../../dispatch.config.js';
import { ColleagueRepository } from '../colleague.repository.js';
import { proposalOf } from '../offer.domain.js';
import type { OfferRow } from '../offer.entity.js';
import { OfferRepository } from '../offer.repository.js';
import type { EngineerCandidate } from './engineer-ranking.domain.js';
import { EngineerChoiceService } from './engineer-choice.service.js';

/** How many of a ranking are kept; the rest would have had no chance. */
const keptCandidates = 20;

/** Finds engineers for visits: ranks, keeps the ranking with its reasons, and offers to the best where the mode says so [C9]. */
@Injectable()
export class EngineerSearchService {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(DISPATCH_CONFIG) private readonly config: Pick<DispatchConfig, 'MENDLINE_CELL'>,
    private readonly choice: EngineerChoiceService,
    private readonly colleagues: ColleagueRepository,
    private readonly offers: OfferRepository,
  ) {}

  /**
   * Ranks and, with `makeOffer`, offers the visit to the best, with its fact, in one transaction. The same key answers the
   * same; a key that was taken back before answers nobody.
   */
  propose(request: EngineerProposalRequest): Promise<OwnerProposal> {
    const { tenantId, proposalKey } = request;
    return this.database.tx(tenantId, async (em) => {
      await this.choice.lockSearch(em, tenantId);
      const known = await this.offers.find(em, { tenantId, offerId: proposalKey });
      return proposalOf(known ?? (await this.search(em, request)));
    });
  }

  private async search(em: EntityManager, request: EngineerProposalRequest): Promise<OfferRow> {
    const { tenantId, proposalKey } = request;
    const at = await this.clock.now(em);
    const row = searchRow(request, await this.choice.rank(em, request, at), at);
    if (await this.offers.add(em, row)) {
      await this.announce(em, row, request.visitId);
      return row;
    }
    // A withdrawal of this very offer committed while the engineers were ranked.
    const standing = await this.offers.find(em, { tenantId, offerId: proposalKey });
    if (!standing) throw new Error(`the proposal ${proposalKey} is taken and cannot be read`);
    return standing;
  }

  private async announce(em: EntityManager, row: OfferRow, visitId: string): Promise<void> {
    const { tenantId, ticketId, offerId, personId, rank, reasons, note, madeAt, expiresAt } = row;
    if (personId === null || rank === null || expiresAt === null) return;
    await this.colleagues.noteOffered(em, tenantId, personId, madeAt);
    await appendFacts(em, {
      tenantId,
      cell: this.config.MENDLINE_CELL,
      service: serviceName,
      subject: ticketId,
      aggregateId: visitId,
      at: madeAt,
      facts: [{ definition: visitOfferMade, data: { visitId, offerId, personId, rank, reasons, note, madeAt: madeAt.toISOString(), expiresAt: expiresAt.toISOString() } }],
    });
  }
}

const searchRow = (request: EngineerProposalRequest, ranking: readonly EngineerCandidate[], at: Date): OfferRow => {
  const asked = request.makeOffer ? (ranking[0] ?? null) : null;
  return {
    tenantId: request.tenantId,
    offerId: request.proposalKey,
    ticketId: request.ticketId,
    visitId: request.visitId,
    personId: asked?.personId ?? null,
    state: asked ? 'open' : 'nobody',
    rank: asked?.rank ?? null,
    reasons: [...(asked?.reasons ?? [])],
    candidates: ranking.slice(0, keptCandidates),
    note: asked?.note ?? null,
    excluded: [...request.excluded],
    madeAt: at,
    expiresAt: asked ? new Date(at.getTime() + request.offerSeconds * 1_000) : null,
    settledAt: null,
    settledBy: null,
  };
};
