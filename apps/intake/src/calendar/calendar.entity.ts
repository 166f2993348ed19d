import type { Calendar, CalendarScope } from '@mendline/sla';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One version of a calendar; immutable. The newest of a code and a scope counts. */
@Entity('calendars')
export class CalendarEntity {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text') code!: string;
  @PrimaryColumn('text', { name: 'scope_of' }) scopeOf!: CalendarScope['of'];
  @PrimaryColumn('text', { name: 'scope_id' }) scopeId!: string;
  @PrimaryColumn('int') version!: number;
  @Column('text') hash!: string;
  @Column('jsonb') content!: Calendar;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('text', { name: 'created_by', nullable: true }) createdBy!: string | null;
}
