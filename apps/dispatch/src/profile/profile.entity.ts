import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What somebody can do, where, and how much at a time. */
@Entity('profiles')
export class ProfileRow {
  @PrimaryColumn('text', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('text', { name: 'person_id' })
  personId!: string;

  @Column('text')
  region!: string;

  @Column('text', { name: 'neighbour_regions', array: true })
  neighbourRegions!: string[];

  @Column('text', { array: true })
  skills!: string[];

  @Column('text', { array: true })
  kinds!: string[];

  @Column('integer', { name: 'max_load' })
  maxLoad!: number;

  @Column('boolean')
  active!: boolean;

  @Column('text', { name: 'works_for', array: true })
  worksFor!: string[];

  /** Instants as ISO text. */
  @Column('jsonb')
  certificates!: { skill: string; validUntil: string }[];

  @Column('integer', { name: 'daily_capacity' })
  dailyCapacity!: number;

  @Column('timestamptz', { name: 'last_offered_at', nullable: true })
  lastOfferedAt!: Date | null;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
