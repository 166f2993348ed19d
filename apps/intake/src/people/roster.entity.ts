import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody's turn of duty by a roster: from (inclusive) to (exclusive). */
@Entity('on_call_duties')
export class OnCallDutyEntity {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text') roster!: string;
  @PrimaryColumn('timestamptz', { name: 'starts_at' }) startsAt!: Date;
  @PrimaryColumn('text', { name: 'person_id' }) personId!: string;
  @Column('timestamptz', { name: 'ends_at' }) endsAt!: Date;
}
