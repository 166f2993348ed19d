import type { OwnerProposal, OwnerProposalRequest } from '@mendline/contracts/dispatch';
import { CLOCK, type Clock } from '@mendline/platform/clock';
import { Database } from '@mendline/platform/database';
import { appendFacts, type NewFact } from '@mendline/platform/facts';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DISPATCH_CONFIG, type DispatchConfig, serviceName } from '../dispatch.config.js';
import type { RankedCandidate } from './assignment.domain.js';
import { ColleagueRepository } from './colleague.repository.js';
import { proposalOf } from './offer.domain.js';
import { isMade, type MadeOffer, type OfferRow } from './offer.entity.js';
import { OfferRepository } from './offer.repository.js';
import type { SupportNote } from './visit/engineer-ranking.domain.js';

/** How many of a ranking are kept with the offer; the rest would have had no chance. */
const keptCandidates = 20;

type Candidate = RankedCandidate & { readonly note?: SupportNote | null };

/** A search under a proposal key: what is sought, who could, and how the offer is told. */
export interface Search {
  readonly request: OwnerProposalRequest;
  /** The visit that somebody is sought for; null for an owner of the ticket. */
  readonly visitId: string | null;
  /** False: the ranking is kept and nobody is asked [C9]. */
  readonly makeOffer: boolean;
  /** Two searches at once would both take the last free place of the same person. */
  lock(em: EntityManager): Promise<void>;
  /** Best first. */
  rank(em: EntityManager, at: Date): Promise<readonly Candidate[]>;
  factOf(offer: MadeOffer): NewFact;
}

/** Carries searches out: ranks, keeps the ranking with its reasons, and offers to the best. */
@Injectable()
export class ProposalService {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(DISPATCH_CONFIG) private readonly config: Pick<DispatchConfig, 'MENDLINE_CELL'>,
    private readonly colleagues: ColleagueRepository,
    private readonly offers: OfferRepository,
  ) {}

  /** In one transaction with the fact. The same key answers the same; a key that was taken back before answers nobody. */
  propose(search: Search): Promise<OwnerProposal> {
    const { tenantId, proposalKey } = search.request;
    return this.database.tx(tenantId, async (em) => {
      await search.lock(em);
      const known = await this.offers.find(em, { tenantId, offerId: proposalKey });
      return proposalOf(known ?? (await this.carryOut(em, search)));
    });
  }

  private async carryOut(em: EntityManager, search: Search): Promise<OfferRow> {
    const at = await this.clock.now(em);
    const row = rowOf(search, await search.rank(em, at), at);
    if (await this.offers.add(em, row)) {
      if (isMade(row)) await this.announce(em, row, search.factOf(row));
      return row;
    }
    // A withdrawal of this very offer committed while the people were ranked.
    const { tenantId, offerId } = row;
    const standing = await this.offers.find(em, { tenantId, offerId });
    if (!standing) throw new Error(`the proposal ${offerId} is taken and cannot be read`);
    return standing;
  }

  private async announce(em: EntityManager, { tenantId, ticketId, visitId, offerId, personId, madeAt }: MadeOffer, fact: NewFact): Promise<void> {
    await this.colleagues.noteOffered(em, tenantId, personId, madeAt);
    await appendFacts(em, { tenantId, cell: this.config.MENDLINE_CELL, service: serviceName, subject: ticketId, aggregateId: visitId ?? offerId, at: madeAt, facts: [fact] });
  }
}

const rowOf = ({ request, visitId, makeOffer }: Search, ranking: readonly Candidate[], at: Date): OfferRow => {
  const asked = makeOffer ? (ranking[0] ?? null) : null;
  return {
    tenantId: request.tenantId,
    offerId: request.proposalKey,
    ticketId: request.ticketId,
    visitId,
    personId: asked?.personId ?? null,
    state: asked ? 'open' : 'nobody',
    rank: asked?.rank ?? null,
    reasons: [...(asked?.reasons ?? [])],
    region: request.region,
    candidates: ranking.slice(0, keptCandidates),
    note: asked?.note ?? null,
    excluded: [...request.excluded],
    madeAt: at,
    expiresAt: asked ? new Date(at.getTime() + request.offerSeconds * 1_000) : null,
    settledAt: null,
    settledBy: null,
  };
};
