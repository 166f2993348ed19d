import type { PersonChannel } from '@mendline/contracts/policy-pack';
import type { Language } from '@mendline/platform/graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How somebody wants to be told; null: as the pack and the person's record say. Addresses are encrypted with the person's own data key. */
@Entity('notice_preferences')
export class NoticePreferenceEntity {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text', { name: 'recipient_kind' }) recipientKind!: 'staff' | 'customer';
  @PrimaryColumn('text', { name: 'recipient_id' }) recipientId!: string;
  @Column('text', { nullable: true }) language!: Language | null;
  @Column('text', { array: true, nullable: true }) channels!: PersonChannel[] | null;
  @Column('bytea', { nullable: true }) email!: Buffer | null;
  @Column('bytea', { nullable: true }) phone!: Buffer | null;
  /** Code of the calendar outside which it is quiet. */
  @Column('text', { nullable: true }) calendar!: string | null;
  @Column('timestamptz', { name: 'changed_at' }) changedAt!: Date;
}
