import type { FileEvidence } from '@mendline/contracts/evidence';
import type { VisitNode } from '@mendline/contracts/field-service';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Measure } from '../plan/plan.domain.js';
import type { ChecklistEntry } from './checklist.domain.js';
import type { PhotoKind } from './visit-record.domain.js';
import type { TestResult, VisitState } from './visit.domain.js';

export interface StoredPhoto extends FileEvidence {
  readonly kind: PhotoKind;
  readonly at: string;
}

/** One visit of one engineer. */
@Entity('visits')
export class VisitRow {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text', { name: 'visit_id' }) visitId!: string;
  @Column('text', { name: 'ticket_id' }) ticketId!: string;
  @Column('text', { name: 'engineer_id', nullable: true }) engineerId!: string | null;
  @Column('text', { name: 'plan_id', nullable: true }) planId!: string | null;
  @Column('integer', { name: 'plan_version', nullable: true }) planVersion!: number | null;
  @Column('text') state!: VisitState;
  /** Null for a visit that was abandoned before it was opened. */
  @Column('timestamptz', { name: 'opened_at', nullable: true }) openedAt!: Date | null;
  @Column('timestamptz', { name: 'window_from', nullable: true }) windowFrom!: Date | null;
  @Column('timestamptz', { name: 'window_to', nullable: true }) windowTo!: Date | null;
  @Column('timestamptz', { name: 'departed_at', nullable: true }) departedAt!: Date | null;
  @Column('timestamptz', { name: 'called_ahead_at', nullable: true }) calledAheadAt!: Date | null;
  @Column('timestamptz', { name: 'arrived_at', nullable: true }) arrivedAt!: Date | null;
  @Column('jsonb', { name: 'mark_commands' }) markCommands!: Partial<Record<VisitNode, string>>;
  @Column('text', { name: 'fault_code', nullable: true }) faultCode!: string | null;
  @Column('text', { name: 'cause_code', nullable: true }) causeCode!: string | null;
  @Column('timestamptz', { name: 'located_at', nullable: true }) locatedAt!: Date | null;
  @Column('text', { name: 'test_result', nullable: true }) testResult!: TestResult | null;
  @Column('timestamptz', { name: 'tested_at', nullable: true }) testedAt!: Date | null;
  @Column('jsonb', { nullable: true }) checklist!: ChecklistEntry[] | null;
  @Column('timestamptz', { name: 'checklist_at', nullable: true }) checklistAt!: Date | null;
  @Column('text', { name: 'signed_by', nullable: true }) signedBy!: 'customer' | 'representative' | null;
  @Column('text', { nullable: true }) satisfaction!: string | null;
  @Column('jsonb', { nullable: true }) signature!: FileEvidence | null;
  @Column('jsonb') photos!: StoredPhoto[];
  @Column('timestamptz', { name: 'accepted_at', nullable: true }) acceptedAt!: Date | null;
  @Column('bytea', { name: 'opinion_encrypted', nullable: true }) opinionEncrypted!: Buffer | null;
  @Column('text', { name: 'opinion_person_id', nullable: true }) opinionPersonId!: string | null;
  @Column('integer') works!: number;
  @Column('text', { nullable: true }) outcome!: string | null;
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt!: Date | null;
  @Column('text', { name: 'close_command_id', nullable: true }) closeCommandId!: string | null;
}

/** Something that was done [A9-4]. */
@Entity('visit_works')
export class VisitWorkRow {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text', { name: 'visit_id' }) visitId!: string;
  @PrimaryColumn('text', { name: 'work_id' }) workId!: string;
  @Column('integer') number!: number;
  @Column('text') measure!: Measure;
  @Column('integer') minutes!: number;
  @Column('bytea', { name: 'text_encrypted', nullable: true }) textEncrypted!: Buffer | null;
  @Column('text', { name: 'text_person_id', nullable: true }) textPersonId!: string | null;
  @Column('text', { name: 'by_id' }) byId!: string;
  @Column('timestamptz', { name: 'occurred_at' }) occurredAt!: Date;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
}

/** Parts that went in [A9-1], and old ones that came out [A9-11]. */
@Entity('visit_parts')
export class VisitPartRow {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text', { name: 'visit_id' }) visitId!: string;
  @PrimaryColumn('text', { name: 'entry_id' }) entryId!: string;
  @Column('text') kind!: 'used' | 'old';
  @Column('text', { name: 'part_number' }) partNumber!: string;
  @Column('integer') quantity!: number;
  @Column('text', { name: 'serial_numbers', array: true }) serialNumbers!: string[];
  @Column('text', { nullable: true }) disposition!: string | null;
  @Column('jsonb', { nullable: true }) signature!: FileEvidence | null;
  @Column('text', { name: 'by_id' }) byId!: string;
  @Column('timestamptz', { name: 'occurred_at' }) occurredAt!: Date;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
}
