import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A note or message on a ticket: the original encrypted, the redacted form for lists and facts. */
@Entity('ticket_notes')
export class NoteEntity {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text') id!: string;
  @Column('text', { name: 'ticket_id' }) ticketId!: string;
  @Column('text') visibility!: 'internal' | 'customer';
  @Column('text', { name: 'author_id', nullable: true }) authorId!: string | null;
  @Column('text', { name: 'command_id', nullable: true }) commandId!: string | null;
  @Column('bytea') body!: Buffer;
  @Column('text') redacted!: string;
  @Column('timestamptz') at!: Date;
}
