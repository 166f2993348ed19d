import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RankedCandidate } from './assignment.domain.js';
import type { OfferState } from './offer.domain.js';
import type { SupportNote } from './visit/engineer-ranking.domain.js';

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

  /** The visit that is offered; null for an offer to own the ticket. */
  @Column('text', { name: 'visit_id', nullable: true })
  visitId!: string | null;

  @Column('text', { name: 'person_id', nullable: true })
  personId!: string | null;

  @Column('text')
  state!: OfferState;

  @Column('integer', { nullable: true })
  rank!: number | null;

  @Column('text', { array: true })
  reasons!: string[];

  /** For which the ranking was made; null where nobody was sought, or before that was kept. */
  @Column('text', { nullable: true })
  region!: string | null;

  /** The best of the ranking that led to the offer. */
  @Column('jsonb')
  candidates!: RankedCandidate[];

  /** The remark on a neighbouring region that supports [A7-3]. */
  @Column('jsonb', { nullable: true })
  note!: SupportNote | null;

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

export const isMade = (row: OfferRow): row is MadeOffer => row.personId !== null && row.rank !== null && row.expiresAt !== null;

/** An offer of a visit that was made to somebody. */
export type VisitOffer = MadeOffer & { readonly visitId: string };
