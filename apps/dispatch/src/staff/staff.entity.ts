import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Copy of a member of staff, folded from intake's facts. */
@Entity('staff')
export class StaffRow {
  @PrimaryColumn('text', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('text', { name: 'person_id' })
  personId!: string;

  @Column('boolean')
  active!: boolean;

  @Column('text', { array: true })
  roles!: string[];

  @Column('text', { nullable: true })
  region!: string | null;

  @Column('text', { name: 'deputy_id', nullable: true })
  deputyId!: string | null;

  @Column('timestamptz', { name: 'absent_until', nullable: true })
  absentUntil!: Date | null;

  @Column('integer')
  incarnation!: number;

  @Column('integer')
  version!: number;
}
