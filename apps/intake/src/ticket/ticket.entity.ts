import type { Fee, TicketFlow, TicketKind, TicketStatus, Wait } from '@mendline/contracts/ticket';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Entitlement } from '../device/entitlement.domain.js';
import type { ComplaintRecord } from './complaint.record.js';
import type { RegistrationDetails } from './registration-details.js';
import type { TicketRow } from './ticket.types.js';

/** A ticket's row: the truth about it, and the only list, search and board row. */
@Entity('tickets')
export class TicketEntity implements TicketRow {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text') id!: string;
  @Column('text') number!: string;
  @Column('text') kind!: TicketKind;
  @Column('text') status!: TicketStatus;
  @Column('text', { nullable: true }) wait!: Wait | null;
  @Column('int') seq!: number;
  @Column('int') epoch!: number;
  @Column('text', { name: 'owner_id', nullable: true }) ownerId!: string | null;
  @Column('text') priority!: string;
  @Column('int') severity!: number;
  @Column('text') region!: string;
  @Column('text') channel!: string;
  @Column('text', { name: 'fault_class' }) faultClass!: string;
  @Column('int') round!: number;
  @Column('text', { name: 'customer_id' }) customerId!: string;
  @Column('text') pack!: string;
  @Column('int', { name: 'pack_version' }) packVersion!: number;
  @Column('jsonb') flow!: TicketFlow;
  @Column('text', { name: 'request_id', nullable: true }) requestId!: string | null;
  @Column('text', { nullable: true }) queue!: string | null;
  @Column('text', { nullable: true }) brand!: string | null;
  @Column('text', { nullable: true }) model!: string | null;
  @Column('text', { nullable: true }) category!: string | null;
  @Column('bytea', { name: 'serial_number', nullable: true }) serialNumber!: Buffer | null;
  @Column('bytea', { name: 'serial_index', nullable: true }) serialIndex!: Buffer | null;
  @Column('text', { name: 'device_id', nullable: true }) deviceId!: string | null;
  @Column('jsonb', { nullable: true }) entitlement!: Entitlement | null;
  @Column('boolean') urgent!: boolean;
  @Column('jsonb', { nullable: true }) complaint!: ComplaintRecord | null;
  @Column('jsonb', { nullable: true }) details!: RegistrationDetails | null;
  @Column('bytea', { name: 'details_clear', nullable: true }) detailsClear!: Buffer | null;
  @Column('bytea', { name: 'service_address', nullable: true }) serviceAddress!: Buffer | null;
  @Column('text') summary!: string;
  @Column('bytea') description!: Buffer;
  @Column('text', { name: 'outcome_code', nullable: true }) outcomeCode!: string | null;
  @Column('jsonb', { name: 'cancellation_fee', nullable: true }) cancellationFee!: Fee | null;
  @Column('int', { nullable: true }) satisfaction!: number | null;
  @Column('text', { name: 'reason_code', nullable: true }) reasonCode!: string | null;
  /** Engineer, and beginning of the window, of the visit that is arranged or made; for lists. */
  @Column('text', { name: 'visit_engineer_id', nullable: true }) visitEngineerId!: string | null;
  @Column('timestamptz', { name: 'visit_at', nullable: true }) visitAt!: Date | null;
  @Column('timestamptz', { name: 'next_clock_at', nullable: true }) nextClockAt!: Date | null;
  @Column('timestamptz', { name: 'next_due_at', nullable: true }) nextDueAt!: Date | null;
  /** The earliest instant from which one of its clocks is at risk. */
  @Column('timestamptz', { name: 'next_risk_at', nullable: true }) nextRiskAt!: Date | null;
  @Column('timestamptz', { name: 'deadline_at', nullable: true }) deadlineAt!: Date | null;
  /** Version of the last fact of this aggregate: contiguous. */
  @Column('int', { name: 'fact_version' }) factVersion!: number;
  /** Grows with every change of the row or its clocks. */
  @Column('int') revision!: number;
  /** How often it was fenced off: a transition that was prepared before is not recorded. */
  @Column('int') fence!: number;
  @Column('timestamptz', { name: 'received_at' }) receivedAt!: Date;
  @Column('timestamptz', { name: 'registered_at' }) registeredAt!: Date;
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt!: Date | null;
  @Column('timestamptz', { name: 'archived_at', nullable: true }) archivedAt!: Date | null;
  @Column('text', { name: 'registered_by', nullable: true }) registeredBy!: string | null;
}

/** One recorded command: the audit of a ticket, and the memory that makes repeating it harmless. */
@Entity('ticket_transitions')
export class TicketTransitionEntity {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text', { name: 'ticket_id' }) ticketId!: string;
  @PrimaryColumn('int') seq!: number;
  @Column('text', { name: 'command_id' }) commandId!: string;
  @Column('text') command!: string;
  @Column('text', { name: 'from_status' }) from!: TicketStatus;
  @Column('text', { name: 'to_status' }) to!: TicketStatus;
  @Column('jsonb') actor!: object;
  @Column('jsonb') data!: object;
  @Column('timestamptz', { name: 'occurred_at' }) occurredAt!: Date;
  @Column('timestamptz', { name: 'received_at' }) receivedAt!: Date;
  @Column('timestamptz', { name: 'effective_at' }) effectiveAt!: Date;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
  @Column('jsonb') answer!: { state: 'DONE'; status: string; seq: number };
}
