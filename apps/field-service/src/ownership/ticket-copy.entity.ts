import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What field-service knows of a ticket, folded from intake's facts. Null where no fact has told yet. */
@Entity('ticket_copies')
export class TicketCopyRow {
  @PrimaryColumn('text', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('text', { name: 'ticket_id' })
  ticketId!: string;

  @Column('text', { name: 'customer_id', nullable: true })
  customerId!: string | null;

  @Column('text', { nullable: true })
  region!: string | null;

  @Column('text', { nullable: true })
  status!: string | null;

  @Column('text', { name: 'owner_id', nullable: true })
  ownerId!: string | null;

  /** The remote session of the stage that the ticket is in. */
  @Column('text', { name: 'session_id', nullable: true })
  sessionId!: string | null;

  /** What people call the ticket; null for tickets of before it was kept. */
  @Column('text', { nullable: true })
  number!: string | null;

  /** Model of the machine. */
  @Column('text', { nullable: true })
  model!: string | null;

  /** The policy pack that the ticket is pinned to. */
  @Column('text', { nullable: true })
  pack!: string | null;

  @Column('integer', { name: 'pack_version', nullable: true })
  packVersion!: number | null;

  @Column('integer')
  incarnation!: number;

  @Column('integer')
  version!: number;
}
