import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SessionResult, SessionState, StepResult } from './remote-session.domain.js';

/** The remote session of a ticket's round. */
@Entity('remote_sessions')
export class RemoteSessionRow {
  @PrimaryColumn('text', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('text', { name: 'session_id' })
  sessionId!: string;

  @Column('text', { name: 'ticket_id' })
  ticketId!: string;

  @Column('text', { name: 'owner_id', nullable: true })
  ownerId!: string | null;

  @Column('text')
  state!: SessionState;

  @Column('text', { nullable: true })
  result!: SessionResult | null;

  @Column('integer')
  steps!: number;

  /** Null for a session that was abandoned before it was opened. */
  @Column('timestamptz', { name: 'opened_at', nullable: true })
  openedAt!: Date | null;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt!: Date | null;

  @Column('text', { name: 'close_command_id', nullable: true })
  closeCommandId!: string | null;

  @Column('bytea', { name: 'note_encrypted', nullable: true })
  noteEncrypted!: Buffer | null;

  /** Under whose key the note lies. */
  @Column('text', { name: 'note_person_id', nullable: true })
  notePersonId!: string | null;
}

/** One thing that was tried: by whom, when, with what result [A5-4]. */
@Entity('remote_session_steps')
export class RemoteStepRow {
  @PrimaryColumn('text', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('text', { name: 'session_id' })
  sessionId!: string;

  @PrimaryColumn('text', { name: 'step_id' })
  stepId!: string;

  @Column('integer')
  number!: number;

  @Column('text', { name: 'check_code' })
  checkCode!: string;

  @Column('text')
  result!: StepResult;

  @Column('bytea', { name: 'note_encrypted', nullable: true })
  noteEncrypted!: Buffer | null;

  /** Under whose key the note lies. */
  @Column('text', { name: 'note_person_id', nullable: true })
  notePersonId!: string | null;

  @Column('text', { name: 'by_id' })
  byId!: string;

  @Column('timestamptz', { name: 'occurred_at' })
  occurredAt!: Date;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;
}
