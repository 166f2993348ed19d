import type { NoticeLink } from '@mendline/contracts/policy-pack';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A notice: one per (cause, recipient, channel); shown in the application to persons, and owed to other channels from here. Its text names numbers and codes, never people. */
@Entity('notices')
export class NoticeEntity {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text') id!: string;
  @Column('text', { name: 'recipient_id' }) recipientId!: string;
  @Column('text', { name: 'recipient_kind' }) recipientKind!: 'staff' | 'customer' | 'group' | 'webhook';
  @Column('text') cause!: string;
  @Column('text') rule!: string;
  @Column('text') channel!: string;
  @Column('text', { name: 'ticket_id', nullable: true }) ticketId!: string | null;
  @Column('text', { nullable: true }) number!: string | null;
  @Column('text') zh!: string;
  @Column('text') en!: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  /** What the link that goes out with it is for, and about; the link itself is made when it is sent. */
  @Column('text', { name: 'link_purpose', nullable: true }) linkPurpose!: NoticeLink | null;
  @Column('text', { name: 'link_about', nullable: true }) linkAbout!: string | null;
  @Column('timestamptz', { name: 'read_at', nullable: true }) readAt!: Date | null;
}
