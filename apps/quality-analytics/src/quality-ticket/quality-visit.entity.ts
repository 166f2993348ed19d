import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MissedWindow } from './quality-visit.domain.js';

@Entity('quality_visits')
export class QualityVisitRow {
  @PrimaryColumn({ name: 'tenant_id', type: 'text' }) tenantId!: string;
  @PrimaryColumn({ name: 'ticket_id', type: 'text' }) ticketId!: string;
  @PrimaryColumn({ name: 'visit_id', type: 'text' }) visitId!: string;
  @Column({ name: 'engineer_id', type: 'text', nullable: true }) engineerId!: string | null;
  @Column({ name: 'opened_at', type: 'timestamptz', nullable: true }) openedAt!: Date | null;
  @Column({ name: 'window_from', type: 'timestamptz', nullable: true }) windowFrom!: Date | null;
  @Column({ name: 'window_to', type: 'timestamptz', nullable: true }) windowTo!: Date | null;
  @Column({ name: 'missed_windows', type: 'jsonb' }) missedWindows!: readonly MissedWindow[];
  @Column({ name: 'departed_at', type: 'timestamptz', nullable: true }) departedAt!: Date | null;
  @Column({ name: 'arrived_at', type: 'timestamptz', nullable: true }) arrivedAt!: Date | null;
  @Column({ name: 'fault_code', type: 'text', nullable: true }) faultCode!: string | null;
  @Column({ name: 'cause_code', type: 'text', nullable: true }) causeCode!: string | null;
  @Column({ name: 'test_result', type: 'text', nullable: true }) testResult!: string | null;
  @Column({ type: 'double precision', nullable: true }) score!: number | null;
  @Column({ type: 'text', nullable: true }) outcome!: string | null;
  @Column({ name: 'closed_at', type: 'timestamptz', nullable: true }) closedAt!: Date | null;
}
