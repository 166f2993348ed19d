import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A pack that another one was laid over. */
export interface PackParent {
  readonly pack: string;
  /** Null for one that comes with the system. */
  readonly version: number | null;
}

/** A published pack version: immutable. */
@Entity('policy_packs')
export class PolicyPackEntity {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text') pack!: string;
  @PrimaryColumn('int') version!: number;
  @Column('text') hash!: string;
  /** The pack laid over what it extends: what counts. */
  @Column('jsonb') content!: Record<string, unknown>;
  /** The YAML as it was published, comments included. */
  @Column('text') source!: string;
  /** What it extends, the nearest first. */
  @Column('jsonb') parents!: PackParent[];
  @Column('timestamptz', { name: 'published_at' }) publishedAt!: Date;
  @Column('text', { name: 'published_by', nullable: true }) publishedBy!: string | null;
}

/** What a tenant has chosen. */
@Entity('tenant_settings')
export class TenantSettingsEntity {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @Column('text') pack!: string;
  @Column('int', { name: 'pack_version' }) packVersion!: number;
}
