import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DutyHours } from './duty.domain.js';
import type { DispatchRules } from './rules.domain.js';

/** Duty of one person; without a row the tenant's hours hold. */
@Entity('rosters')
export class RosterRow {
  @PrimaryColumn('text', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('text', { name: 'person_id' })
  personId!: string;

  @Column('text')
  zone!: string;

  @Column('jsonb')
  hours!: DutyHours[];

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}

/** A time at which somebody is away. */
@Entity('absences')
export class AbsenceRow {
  @PrimaryColumn('text', { name: 'tenant_id' })
  tenantId!: string;

  /** The key of the command that noted it. */
  @PrimaryColumn('text', { name: 'absence_id' })
  absenceId!: string;

  @Column('text', { name: 'person_id' })
  personId!: string;

  @Column('timestamptz', { name: 'from_at' })
  from!: Date;

  @Column('timestamptz', { name: 'to_at' })
  to!: Date;

  @Column('text', { name: 'reason_code' })
  reasonCode!: string;

  @Column('text', { name: 'noted_by' })
  notedBy!: string;

  @Column('timestamptz', { name: 'noted_at' })
  notedAt!: Date;

  @Column('timestamptz', { name: 'cancelled_at', nullable: true })
  cancelledAt!: Date | null;
}

/** What a tenant has changed of the rules. */
@Entity('dispatch_rules')
export class RulesRow {
  @PrimaryColumn('text', { name: 'tenant_id' })
  tenantId!: string;

  @Column('jsonb')
  content!: DispatchRules;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
