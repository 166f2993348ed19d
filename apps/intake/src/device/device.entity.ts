import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A device of a customer. Its serial number is encrypted with the key of the customer who named it, and found by a blind index. */
@Entity('devices')
export class DeviceEntity {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text') id!: string;
  @Column('text', { name: 'customer_id' }) customerId!: string;
  @Column('text', { nullable: true }) brand!: string | null;
  @Column('text', { nullable: true }) model!: string | null;
  @Column('text', { nullable: true }) category!: string | null;
  @Column('bytea', { name: 'serial_number', nullable: true }) serialNumber!: Buffer | null;
  @Column('bytea', { name: 'serial_index', nullable: true }) serialIndex!: Buffer | null;
  @Column('text', { nullable: true }) batch!: string | null;
  /** Days as ISO 8601 dates: a day has no zone. */
  @Column('text', { name: 'purchased_on', nullable: true }) purchasedOn!: string | null;
  @Column('text', { name: 'installed_on', nullable: true }) installedOn!: string | null;
  @Column('text', { name: 'accepted_on', nullable: true }) acceptedOn!: string | null;
  @Column('text', { name: 'contract_from', nullable: true }) contractFrom!: string | null;
  @Column('text', { name: 'contract_until', nullable: true }) contractUntil!: string | null;
  @Column('int') version!: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'changed_at' }) changedAt!: Date;
}
