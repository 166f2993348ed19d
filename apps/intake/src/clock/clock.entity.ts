import type { PauseReason } from '@mendline/contracts/ticket';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CalendarRef, ClockRow, SpecFrom } from './clock.types.js';

/** A clock instance: (ticket, target, round, lap). Due times are columns for lists only; they are recomputed from facts. */
@Entity('ticket_clocks')
export class TicketClockEntity implements ClockRow {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text', { name: 'ticket_id' }) ticketId!: string;
  @PrimaryColumn('text') target!: string;
  @PrimaryColumn('int') round!: number;
  @PrimaryColumn('int') lap!: number;
  @Column('timestamptz', { name: 'started_at' }) startedAt!: Date;
  @Column('timestamptz', { name: 'stopped_at', nullable: true }) stoppedAt!: Date | null;
  @Column('text', { nullable: true }) result!: 'met' | 'missed' | 'dropped' | null;
  @Column('timestamptz', { name: 'due_at', nullable: true }) dueAt!: Date | null;
  @Column('jsonb') specs!: SpecFrom[];
  /** Ordinals of the levels that have fired. */
  @Column('int', { array: true }) raised!: number[];
  @Column('timestamptz', { name: 'next_level_at', nullable: true }) nextLevelAt!: Date | null;
  @Column('timestamptz', { name: 'risk_at', nullable: true }) riskAt!: Date | null;
  @Column('text', { name: 'paused_by', array: true }) pausedBy!: string[];
  @Column('jsonb') calendars!: Record<string, CalendarRef>;
}

/** A raised escalation: exactly one per (clock instance, level, recipient) that is not taken back as a false alarm. */
@Entity('escalations')
export class EscalationEntity {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text', { name: 'ticket_id' }) ticketId!: string;
  @PrimaryColumn('text') target!: string;
  @PrimaryColumn('int') round!: number;
  @PrimaryColumn('int') lap!: number;
  @PrimaryColumn('int') level!: number;
  @PrimaryColumn('text', { name: 'recipient_id' }) recipientId!: string;
  /** How many false alarms were taken back before it. */
  @PrimaryColumn('int') raising!: number;
  @Column('text') via!: string;
  @Column('timestamptz', { name: 'due_at' }) dueAt!: Date;
  @Column('timestamptz', { name: 'level_due_at' }) levelDueAt!: Date;
  @Column('timestamptz', { name: 'raised_at' }) raisedAt!: Date;
  @Column('timestamptz', { name: 'corrected_at', nullable: true }) correctedAt!: Date | null;
}

/** A hold, kept as an interval; due times are always computed from it. */
@Entity('ticket_holds')
export class TicketHoldEntity {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text', { name: 'ticket_id' }) ticketId!: string;
  @PrimaryColumn('int') seq!: number;
  @Column('text') reason!: PauseReason;
  @Column('timestamptz', { name: 'from_at' }) from!: Date;
  /** Null while linked tickets are waited for: these end it. */
  @Column('timestamptz', { name: 'expected_end', nullable: true }) expectedEnd!: Date | null;
  @Column('timestamptz', { name: 'to_at', nullable: true }) to!: Date | null;
}
