import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What dispatch knows of a ticket, folded from intake's facts. Null where no fact has told yet. */
@Entity('ticket_copies')
export class TicketCopyRow {
  @PrimaryColumn('text', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('text', { name: 'ticket_id' })
  ticketId!: string;

  @Column('text', { nullable: true })
  kind!: string | null;

  @Column('text', { name: 'fault_class', nullable: true })
  faultClass!: string | null;

  @Column('text', { nullable: true })
  region!: string | null;

  @Column('integer', { nullable: true })
  severity!: number | null;

  @Column('text', { nullable: true })
  status!: string | null;

  @Column('text', { name: 'owner_id', nullable: true })
  ownerId!: string | null;

  /** Who makes the visit that is arranged, as far as dispatch knows. */
  @Column('text', { name: 'engineer_id', nullable: true })
  engineerId!: string | null;

  /** Since when the engineer is known here. */
  @Column('timestamptz', { name: 'engaged_at', nullable: true })
  engagedAt!: Date | null;

  /** Closed for the customer: no load any more [C21]. */
  @Column('boolean')
  closed!: boolean;

  @Column('integer')
  incarnation!: number;

  @Column('integer')
  version!: number;

  /** The fact that last told of a relocation, in the order of the facts. */
  @Column('integer', { name: 'relocated_incarnation' })
  relocatedIncarnation!: number;

  @Column('integer', { name: 'relocated_version' })
  relocatedVersion!: number;
}
