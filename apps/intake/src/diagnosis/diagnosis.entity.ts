import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What was found out about a fault [A5-5]: the cause in words encrypted with the customer's key, beside a redacted form. */
@Entity('ticket_diagnoses')
export class DiagnosisEntity {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text') id!: string;
  @Column('text', { name: 'ticket_id' }) ticketId!: string;
  @Column('text', { name: 'by_id', nullable: true }) byId!: string | null;
  @Column('text', { name: 'cause_code', nullable: true }) causeCode!: string | null;
  @Column('int') severity!: number;
  @Column('text') scope!: string;
  @Column('boolean', { name: 'on_site' }) onSite!: boolean;
  @Column('timestamptz', { nullable: true }) eta!: Date | null;
  @Column('bytea') body!: Buffer;
  @Column('text') redacted!: string;
  @Column('timestamptz') at!: Date;
}
