import type { EngineerProposalRequest, OwnerProposal } from '@mendline/contracts/dispatch';
import { visitOfferMade } from '@mendline/contracts/facts';
import { newFact } from '@mendline/platform/facts';
import { Injectable } from '@nestjs/common';
import { ProposalService } from '../proposal.service.js';
import { EngineerChoiceService } from './engineer-choice.service.js';

/** Finds engineers for visits, and asks the best where the mode says so [C9]. */
@Injectable()
export class EngineerSearchService {
  constructor(
    private readonly proposals: ProposalService,
    private readonly choice: EngineerChoiceService,
  ) {}

  /** Ranks and, with `makeOffer`, offers the visit to the best. The same key answers the same; a key that was taken back before answers nobody. */
  propose(request: EngineerProposalRequest): Promise<OwnerProposal> {
    const { tenantId, visitId, makeOffer } = request;
    return this.proposals.propose({
      request,
      visitId,
      makeOffer,
      lock: (em) => this.choice.lockSearch(em, tenantId),
      rank: (em, at) => this.choice.rank(em, request, at),
      factOf: ({ offerId, personId, rank, reasons, note, madeAt, expiresAt }) =>
        newFact(visitOfferMade, { visitId, offerId, personId, rank, reasons, note, madeAt: madeAt.toISOString(), expiresAt: expiresAt.toISOString() }),
    });
  }
}
