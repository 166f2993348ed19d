import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A part that the tenant keeps. */
@Entity('parts')
export class PartRow {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text', { name: 'part_number' }) partNumber!: string;
  /** Models of machines that it fits; empty: all. */
  @Column('text', { array: true }) models!: string[];
  /** Every piece has a serial number. */
  @Column('boolean') serialised!: boolean;
}

/** How many pieces lie in a region, and how many of them are kept for plans. */
@Entity('part_stocks')
export class PartStockRow {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text') region!: string;
  @PrimaryColumn('text', { name: 'part_number' }) partNumber!: string;
  @Column('integer', { name: 'on_hand' }) onHand!: number;
  @Column('integer') reserved!: number;
}

/** What a version of a plan holds; released for good. */
@Entity('part_holdings')
export class PartHoldingRow {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text', { name: 'plan_id' }) planId!: string;
  @PrimaryColumn('integer') version!: number;
  @Column('text', { name: 'ticket_id' }) ticketId!: string;
  @Column('text', { nullable: true }) region!: string | null;
  @Column('text') state!: 'held' | 'released';
}

/** What a version of a plan wants of one part: kept, ordered, used. */
@Entity('part_reservations')
export class PartReservationRow {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text', { name: 'plan_id' }) planId!: string;
  @PrimaryColumn('integer') version!: number;
  @PrimaryColumn('text', { name: 'part_number' }) partNumber!: string;
  @Column('text') region!: string;
  @Column('integer') wanted!: number;
  @Column('integer') reserved!: number;
  @Column('integer') ordered!: number;
  @Column('integer') used!: number;
  @Column('text', { name: 'order_id', nullable: true }) orderId!: string | null;
  @Column('timestamptz', { name: 'wanted_at' }) wantedAt!: Date;
}
