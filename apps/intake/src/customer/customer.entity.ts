import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A customer. Everything that names or reaches the person is encrypted with the person's own data key. */
@Entity('customers')
export class CustomerEntity {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text') id!: string;
  @Column('text') region!: string;
  @Column('bytea') name!: Buffer;
  @Column('bytea', { nullable: true }) phone!: Buffer | null;
  @Column('bytea', { name: 'phone_index', nullable: true }) phoneIndex!: Buffer | null;
  @Column('bytea', { nullable: true }) email!: Buffer | null;
  @Column('bytea', { name: 'email_index', nullable: true }) emailIndex!: Buffer | null;
  @Column('bytea', { nullable: true }) address!: Buffer | null;
  @Column('bytea', { nullable: true }) company!: Buffer | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'changed_at' }) changedAt!: Date;
}
