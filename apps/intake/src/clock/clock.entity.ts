import type { ClockSpec } from '@mendline/sla';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a clock was set to from an instant on; the first is the start. */
export interface SpecFrom {
  readonly at: string;
  readonly spec: ClockSpec;
}

/** A clock instance: (ticket, target, round). Due times are columns for lists only; they are recomputed from facts. */
@Entity('ticket_clocks')
export class TicketClockEntity {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text', { name: 'ticket_id' }) ticketId!: string;
  @PrimaryColumn('text') target!: string;
  @PrimaryColumn('int') round!: number;
  @Column('timestamptz', { name: 'started_at' }) startedAt!: Date;
  @Column('timestamptz', { name: 'stopped_at', nullable: true }) stoppedAt!: Date | null;
  @Column('text', { nullable: true }) result!: 'met' | 'missed' | 'dropped' | null;
  @Column('timestamptz', { name: 'due_at', nullable: true }) dueAt!: Date | null;
  @Column('jsonb') specs!: SpecFrom[];
  /** Ordinals of the levels that have fired. */
  @Column('int', { array: true }) raised!: number[];
  @Column('timestamptz', { name: 'next_level_at', nullable: true }) nextLevelAt!: Date | null;
}

/** A raised escalation: exactly one per (clock instance, level, recipient). */
@Entity('escalations')
export class EscalationEntity {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text', { name: 'ticket_id' }) ticketId!: string;
  @PrimaryColumn('text') target!: string;
  @PrimaryColumn('int') round!: number;
  @PrimaryColumn('int') level!: number;
  @PrimaryColumn('text', { name: 'recipient_id' }) recipientId!: string;
  @Column('text') via!: string;
  @Column('timestamptz', { name: 'due_at' }) dueAt!: Date;
  @Column('timestamptz', { name: 'level_due_at' }) levelDueAt!: Date;
  @Column('timestamptz', { name: 'raised_at' }) raisedAt!: Date;
  @Column('timestamptz', { name: 'corrected_at', nullable: true }) correctedAt!: Date | null;
}
