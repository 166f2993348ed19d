import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('quality_clocks')
export class QualityClockRow {
  @PrimaryColumn({ name: 'tenant_id', type: 'text' }) tenantId!: string;
  @PrimaryColumn({ name: 'ticket_id', type: 'text' }) ticketId!: string;
  @PrimaryColumn({ name: 'clock_id', type: 'text' }) clockId!: string;
  @Column({ type: 'text' }) target!: string;
  @Column({ type: 'integer' }) round!: number;
  @Column({ type: 'integer' }) lap!: number;
  @Column({ name: 'started_at', type: 'timestamptz', nullable: true }) startedAt!: Date | null;
  @Column({ name: 'due_at', type: 'timestamptz', nullable: true }) dueAt!: Date | null;
  @Column({ name: 'stopped_at', type: 'timestamptz', nullable: true }) stoppedAt!: Date | null;
  @Column({ type: 'text' }) state!: string;
  @Column({ name: 'responsible_id', type: 'text', nullable: true }) responsibleId!: string | null;
}

@Entity('quality_escalations')
export class QualityEscalationRow {
  @PrimaryColumn({ name: 'tenant_id', type: 'text' }) tenantId!: string;
  @PrimaryColumn({ name: 'ticket_id', type: 'text' }) ticketId!: string;
  @PrimaryColumn({ name: 'clock_id', type: 'text' }) clockId!: string;
  @PrimaryColumn({ type: 'integer' }) level!: number;
  @PrimaryColumn({ name: 'recipient_id', type: 'text' }) recipientId!: string;
  @Column({ type: 'text' }) target!: string;
  @Column({ type: 'integer' }) round!: number;
  @Column({ type: 'integer' }) lap!: number;
  @Column({ name: 'level_due_at', type: 'timestamptz' }) levelDueAt!: Date;
  @Column({ name: 'raised_at', type: 'timestamptz' }) raisedAt!: Date;
  @Column({ name: 'corrected_at', type: 'timestamptz', nullable: true }) correctedAt!: Date | null;
}
