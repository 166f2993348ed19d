import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The archive run of a day, in the tenant's zone. */
@Entity('archive_runs')
export class ArchiveRunEntity {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  /** `2026-10-10`. */
  @PrimaryColumn('text') day!: string;
  /** The instant that the schedule meant: what ended later is the next run's. */
  @Column('timestamptz', { name: 'due_at' }) dueAt!: Date;
  @Column('timestamptz', { name: 'started_at' }) startedAt!: Date;
  @Column('timestamptz', { name: 'finished_at', nullable: true }) finishedAt!: Date | null;
  @Column('int') archived!: number;
  @Column('int') incomplete!: number;
}

/** What a run found of a ticket; where nothing is missing it handed the ticket to the archive. */
@Entity('archive_run_tickets')
export class ArchiveRunTicketEntity {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text') day!: string;
  @PrimaryColumn('text', { name: 'ticket_id' }) ticketId!: string;
  @Column('text', { array: true }) missing!: string[];
  @Column('timestamptz') at!: Date;
}
