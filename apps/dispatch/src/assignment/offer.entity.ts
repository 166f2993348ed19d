import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RankedCandidate } from './assignment.domain.js';
import type { OfferState } from './offer.domain.js';

/** One proposal key: an offer, a search that found nobody, or a tombstone. */
@Entity('offers')
export class OfferRow {
  @PrimaryColumn('text', { name: 'tenant_id' })
  tenantId!: string;

  /** The workflow's proposal key. */
  @PrimaryColumn('text', { name: 'offer_id' })
  offerId!: string;

  @Column('text', { name: 'ticket_id' })
  ticketId!: string;

  @Column('text', { name: 'person_id', nullable: true })
  personId!: string | null;

  @Column('text')
  state!: OfferState;

  @Column('integer', { nullable: true })
  rank!: number | null;

  @Column('text', { array: true })
  reasons!: string[];

  /** The best of the ranking that led to the offer. */
  @Column('jsonb')
  candidates!: RankedCandidate[];

  @Column('text', { array: true })
  excluded!: string[];

  @Column('timestamptz', { name: 'made_at' })
  madeAt!: Date;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  @Column('timestamptz', { name: 'settled_at', nullable: true })
  settledAt!: Date | null;

  @Column('text', { name: 'settled_by', nullable: true })
  settledBy!: string | null;
}

/** An offer that was made to somebody. */
export type MadeOffer = OfferRow & { readonly personId: string; readonly rank: number; readonly expiresAt: Date };
