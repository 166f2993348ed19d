import type { DispatchActivities } from '@mendline/contracts/dispatch';
import { type FactData, offerSettled, visitOfferSettled } from '@mendline/contracts/facts';
import { CLOCK, type Clock } from '@mendline/platform/clock';
import { Database } from '@mendline/platform/database';
import { appendFacts, newFact, type NewFact } from '@mendline/platform/facts';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DISPATCH_CONFIG, type DispatchConfig, serviceName } from '../dispatch.config.js';
import { WorkloadService } from '../workload/workload.service.js';
import { settlementOf, visitOfKey } from './offer.domain.js';
import type { OfferRow } from './offer.entity.js';
import { OfferRepository } from './offer.repository.js';

type SettleInput = Parameters<DispatchActivities['settleOffer']>[0];
type SettleResult = Awaited<ReturnType<DispatchActivities['settleOffer']>>;

const done: SettleResult = { refusal: null };

/** Ends offers, as the ticket's life decides: answers of people reach an offer only through it. */
@Injectable()
export class OfferService {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(DISPATCH_CONFIG) private readonly config: Pick<DispatchConfig, 'MENDLINE_CELL'>,
    private readonly offers: OfferRepository,
    private readonly workload: WorkloadService,
  ) {}

  /** Ends an offer, with its fact, in one transaction. Idempotent; a different end than the standing one is refused as a value. */
  settle(input: SettleInput): Promise<SettleResult> {
    return this.database.tx(input.tenantId, (em) => this.settleWithin(em, input));
  }

  private async settleWithin(em: EntityManager, input: SettleInput): Promise<SettleResult> {
    const offer = await this.offers.lock(em, input);
    const settlement = settlementOf(offer, input.ticketId, input.outcome);
    if (typeof settlement === 'object') return settlement;
    if (settlement === 'bury') return this.bury(em, input);
    if (settlement === 'settle' && offer?.personId) await this.end(em, offer, offer.personId, input);
    return done;
  }

  /** Leaves a tombstone; a proposal that won the race is settled instead. */
  private async bury(em: EntityManager, input: SettleInput): Promise<SettleResult> {
    const buried = await this.offers.add(em, tombstone(input, await this.clock.now(em)));
    return buried ? done : this.settleWithin(em, input);
  }

  private async end(em: EntityManager, offer: OfferRow, personId: string, { tenantId, outcome, commandId }: SettleInput): Promise<void> {
    const settledAt = await this.clock.now(em);
    const { offerId, ticketId, visitId } = offer;
    await this.offers.settle(em, { tenantId, offerId }, { state: outcome, settledAt, settledBy: commandId });
    if (outcome === 'accepted') await this.take(em, offer, personId, settledAt);
    await appendFacts(em, {
      tenantId,
      cell: this.config.MENDLINE_CELL,
      service: serviceName,
      subject: ticketId,
      aggregateId: visitId ?? offerId,
      commandId,
      at: settledAt,
      facts: [settled(visitId, { offerId, personId, outcome, settledAt: settledAt.toISOString() })],
    });
  }

  private take(em: EntityManager, { tenantId, ticketId, visitId }: OfferRow, personId: string, at: Date): Promise<void> {
    const key = { tenantId, ticketId };
    return visitId === null ? this.workload.takeOwner(em, key, personId) : this.workload.engage(em, key, personId, at);
  }
}

const settled = (visitId: string | null, data: FactData<typeof offerSettled>): NewFact =>
  visitId === null ? newFact(offerSettled, data) : newFact(visitOfferSettled, { visitId, ...data });

const tombstone = ({ tenantId, ticketId, offerId, commandId }: SettleInput, at: Date): OfferRow => ({
  tenantId,
  offerId,
  ticketId,
  visitId: visitOfKey(offerId),
  personId: null,
  // Nobody was asked, so nothing can have expired.
  state: 'withdrawn',
  rank: null,
  reasons: [],
  region: null,
  candidates: [],
  note: null,
  excluded: [],
  madeAt: at,
  expiresAt: null,
  settledAt: at,
  settledBy: commandId,
});
