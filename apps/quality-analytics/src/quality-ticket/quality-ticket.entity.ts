import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One reached status, as stored in `quality_tickets.milestones`. */
export interface MilestoneRow {
  readonly milestone: string;
  readonly round: number;
  readonly at: string;
}

@Entity('quality_tickets')
export class QualityTicketRow {
  @PrimaryColumn({ name: 'tenant_id', type: 'text' }) tenantId!: string;
  @PrimaryColumn({ name: 'ticket_id', type: 'text' }) ticketId!: string;
  @Column({ type: 'text' }) number!: string;
  @Column({ type: 'text' }) kind!: string;
  @Column({ name: 'fault_class', type: 'text' }) faultClass!: string;
  @Column({ type: 'text' }) channel!: string;
  @Column({ type: 'text' }) priority!: string;
  @Column({ type: 'integer' }) severity!: number;
  @Column({ type: 'text' }) region!: string;
  @Column({ type: 'text', nullable: true }) brand!: string | null;
  @Column({ type: 'text', nullable: true }) model!: string | null;
  @Column({ type: 'text', nullable: true }) category!: string | null;
  @Column({ name: 'device_id', type: 'text', nullable: true }) deviceId!: string | null;
  @Column({ type: 'text', nullable: true }) batch!: string | null;
  @Column({ type: 'boolean' }) urgent!: boolean;
  @Column({ name: 'fault_code', type: 'text', nullable: true }) faultCode!: string | null;
  @Column({ name: 'cause_code', type: 'text', nullable: true }) causeCode!: string | null;
  @Column({ type: 'boolean' }) counted!: boolean;
  @Column({ name: 'visits_made', type: 'integer' }) visitsMade!: number;
  @Column({ name: 'engineer_id', type: 'text', nullable: true }) engineerId!: string | null;
  @Column({ type: 'text' }) pack!: string;
  @Column({ name: 'pack_version', type: 'integer' }) packVersion!: number;
  @Column({ type: 'text' }) status!: string;
  @Column({ type: 'text', nullable: true }) wait!: string | null;
  @Column({ name: 'owner_id', type: 'text', nullable: true }) ownerId!: string | null;
  @Column({ type: 'integer' }) round!: number;
  @Column({ name: 'received_at', type: 'timestamptz' }) receivedAt!: Date;
  @Column({ name: 'registered_at', type: 'timestamptz' }) registeredAt!: Date;
  @Column({ type: 'jsonb' }) milestones!: readonly MilestoneRow[];
  @Column({ type: 'text', nullable: true }) outcome!: string | null;
  @Column({ type: 'double precision', nullable: true }) satisfaction!: number | null;
  @Column({ name: 'satisfaction_at', type: 'timestamptz', nullable: true }) satisfactionAt!: Date | null;
  @Column({ name: 'end_status', type: 'text', nullable: true }) endStatus!: string | null;
  @Column({ name: 'closed_at', type: 'timestamptz', nullable: true }) closedAt!: Date | null;
  @Column({ name: 'archived_at', type: 'timestamptz', nullable: true }) archivedAt!: Date | null;
  @Column({ name: 'clocks_met', type: 'integer' }) clocksMet!: number;
  @Column({ name: 'clocks_missed', type: 'integer' }) clocksMissed!: number;
  @Column({ name: 'ticket_seq', type: 'integer' }) ticketSeq!: number;
  @Column({ name: 'last_fact_at', type: 'timestamptz' }) lastFactAt!: Date;
}
