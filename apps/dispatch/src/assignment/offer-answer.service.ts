import { invalid } from '@mendline/contracts/errors';
import { actorOf, type Principal } from '@mendline/platform/auth';
import { CLOCK, type Clock } from '@mendline/platform/clock';
import { CommandJournal, type CommandPayload } from '@mendline/platform/commands';
import { sanitizeText } from '@mendline/platform/graphql';
import { Inject, Injectable } from '@nestjs/common';
import { OfferListService } from './offer-list.service.js';

/** What somebody answers to an offer. */
export interface OfferAnswer {
  readonly key: string;
  readonly ticketId: string;
  readonly offerId: string;
  readonly occurredAt?: Date | null;
}

export interface OfferDecline extends OfferAnswer {
  readonly reasonCode: string;
  readonly comment?: string | null;
}

const reasonForm = /^[a-z][a-z0-9-]{0,39}$/u;
const longestComment = 2_000;

/**
 * Takes people's answers to offers [A7-8]. The ticket's life decides; the offer changes when it says so, through the
 * activity that settles it.
 */
@Injectable()
export class OfferAnswerService {
  constructor(
    private readonly offers: OfferListService,
    private readonly journal: CommandJournal,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws `offer.not-found` for an offer that this tenant did not make for the ticket. */
  async accept(principal: Principal, { key, ticketId, offerId, occurredAt }: OfferAnswer): Promise<CommandPayload> {
    return this.journal.submitTicketCommand({
      ...(await this.common(principal, { key, ticketId, offerId, occurredAt: occurredAt ?? null })),
      operation: 'acceptOffer',
      input: { offerId, occurredAt },
      name: 'accept-offer',
      data: { offerId },
    });
  }

  /** Throws `offer.not-found` or `decline.reason-invalid`. The comment stays in this service, encrypted. */
  async decline(principal: Principal, { key, ticketId, offerId, occurredAt, ...why }: OfferDecline): Promise<CommandPayload> {
    if (!reasonForm.test(why.reasonCode)) throw invalid('decline.reason-invalid');
    const { reasonCode } = why;
    const comment = sanitizeText(why.comment ?? '', { max: longestComment });
    return this.journal.submitTicketCommand({
      ...(await this.common(principal, { key, ticketId, offerId, occurredAt: occurredAt ?? null })),
      operation: 'declineOffer',
      input: { offerId, reasonCode, comment, occurredAt },
      name: 'decline-offer',
      data: { offerId, reasonCode },
    });
  }

  private async common(principal: Principal, { key, ticketId, offerId, occurredAt }: OfferAnswer) {
    const { tenant: tenantId } = principal;
    await this.offers.require(tenantId, ticketId, offerId);
    return { tenantId, ticketId, key, actor: actorOf(principal), occurredAt: occurredAt ?? (await this.clock.now()), epoch: null };
  }
}
