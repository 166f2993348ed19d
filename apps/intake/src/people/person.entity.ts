import type { Role } from '@mendline/contracts/ticket';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A member of staff. Name, phone and e-mail are encrypted with the person's own data key. */
@Entity('people')
export class PersonEntity {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text') id!: string;
  @Column('text') login!: string;
  @Column('text', { array: true }) roles!: Role[];
  @Column('text', { nullable: true }) department!: string | null;
  @Column('text', { nullable: true }) region!: string | null;
  @Column('text', { name: 'manager_id', nullable: true }) managerId!: string | null;
  @Column('text', { name: 'deputy_id', nullable: true }) deputyId!: string | null;
  @Column('bytea') name!: Buffer;
  @Column('bytea', { nullable: true }) phone!: Buffer | null;
  @Column('bytea', { name: 'phone_index', nullable: true }) phoneIndex!: Buffer | null;
  @Column('bytea', { nullable: true }) email!: Buffer | null;
  @Column('boolean') active!: boolean;
  @Column('timestamptz', { name: 'absent_until', nullable: true }) absentUntil!: Date | null;
  @Column('int') version!: number;
  @Column('timestamptz', { name: 'changed_at' }) changedAt!: Date;
}
