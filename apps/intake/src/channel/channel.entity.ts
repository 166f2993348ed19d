import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ChannelKind, ChannelSettings } from './channel.forms.js';

/** A way out that a tenant has set up. Its secrets are encrypted under a data key of its own. */
@Entity('notice_channels')
export class NoticeChannelEntity {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text') code!: string;
  @Column('text') kind!: ChannelKind;
  @Column('jsonb') settings!: ChannelSettings;
  @Column('bytea', { nullable: true }) secrets!: Buffer | null;
  @Column('timestamptz', { name: 'secrets_set_at', nullable: true }) secretsSetAt!: Date | null;
  @Column('boolean') enabled!: boolean;
  @Column('timestamptz', { name: 'changed_at' }) changedAt!: Date;
}

/** Who is told of notices by webhook. The URL, which may carry a token, and the secrets are encrypted. */
@Entity('webhook_subscriptions')
export class WebhookEntity {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text') code!: string;
  @Column('text') host!: string;
  @Column('bytea') url!: Buffer;
  /** Rules of the pack; none said: all. */
  @Column('text', { array: true }) rules!: string[];
  @Column('bytea') secret!: Buffer;
  @Column('timestamptz', { name: 'secret_set_at' }) secretSetAt!: Date;
  /** Signs too until its time is over. */
  @Column('bytea', { name: 'previous_secret', nullable: true }) previousSecret!: Buffer | null;
  @Column('timestamptz', { name: 'previous_until', nullable: true }) previousUntil!: Date | null;
  @Column('boolean') enabled!: boolean;
  @Column('timestamptz', { name: 'changed_at' }) changedAt!: Date;
}
