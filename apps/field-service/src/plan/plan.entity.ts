import type { PlanDecision } from '@mendline/contracts/field-service';
import type { ConfirmationEvidence } from '@mendline/contracts/ticket';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Measure, PlanMethod, PlannedPart, PlanState } from './plan.domain.js';
import type { QuoteLine } from './quote.domain.js';

/** One version of a plan. Its content never changes. */
@Entity('plan_versions')
export class PlanVersionRow {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text', { name: 'plan_id' }) planId!: string;
  @PrimaryColumn('integer') version!: number;
  @Column('text', { name: 'ticket_id' }) ticketId!: string;
  @Column('text', { name: 'author_id' }) authorId!: string;
  @Column('text') state!: PlanState;
  @Column('text', { name: 'cause_code' }) causeCode!: string;
  @Column('text', { array: true }) measures!: Measure[];
  @Column('text') method!: PlanMethod;
  @Column('text', { array: true }) tools!: string[];
  @Column('jsonb') parts!: PlannedPart[];
  @Column('integer', { name: 'labour_minutes' }) labourMinutes!: number;
  @Column('integer', { name: 'travel_minutes' }) travelMinutes!: number;
  @Column('integer', { name: 'expected_minutes' }) expectedMinutes!: number;
  @Column('boolean', { name: 'in_warranty' }) inWarranty!: boolean;
  @Column('text', { name: 'entitlement_code', nullable: true }) entitlementCode!: string | null;
  @Column('text') currency!: string;
  @Column('integer', { name: 'tax_basis_points' }) taxBasisPoints!: number;
  @Column('jsonb') lines!: QuoteLine[];
  /** Integer minor units, computed once. */
  @Column('integer') net!: number;
  @Column('integer') tax!: number;
  @Column('integer') total!: number;
  /** Null until it is submitted. */
  @Column('boolean', { nullable: true }) approval!: boolean | null;
  @Column('boolean', { nullable: true }) consent!: boolean | null;
  @Column('text', { name: 'approval_grounds', array: true }) approvalGrounds!: string[];
  @Column('text', { name: 'consent_grounds', array: true }) consentGrounds!: string[];
  /** What the customer is told [A8-4]. */
  @Column('bytea', { name: 'explanation_encrypted', nullable: true }) explanationEncrypted!: Buffer | null;
  @Column('text', { name: 'explanation_person_id', nullable: true }) explanationPersonId!: string | null;
  /** Feasibility and cost against benefit [A8-1]: for the house. */
  @Column('bytea', { name: 'feasibility_encrypted', nullable: true }) feasibilityEncrypted!: Buffer | null;
  @Column('text', { name: 'feasibility_person_id', nullable: true }) feasibilityPersonId!: string | null;
  @Column('timestamptz', { name: 'drafted_at' }) draftedAt!: Date;
  @Column('timestamptz', { name: 'submitted_at', nullable: true }) submittedAt!: Date | null;
  @Column('text', { name: 'submit_command_id', nullable: true }) submitCommandId!: string | null;
}

/** What somebody said to a version. */
@Entity('plan_decisions')
export class PlanDecisionRow {
  @PrimaryColumn('text', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('text', { name: 'plan_id' }) planId!: string;
  @PrimaryColumn('integer') version!: number;
  @PrimaryColumn('text') decision!: PlanDecision;
  @Column('text', { name: 'command_id' }) commandId!: string;
  @Column('text', { name: 'reason_code', nullable: true }) reasonCode!: string | null;
  @Column('text', { name: 'by_kind', nullable: true }) byKind!: string | null;
  @Column('text', { name: 'by_id', nullable: true }) byId!: string | null;
  @Column('text', { nullable: true }) evidence!: ConfirmationEvidence | null;
  @Column('text', { name: 'file_id', nullable: true }) fileId!: string | null;
  @Column('text', { name: 'file_sha256', nullable: true }) fileSha256!: string | null;
  @Column('bytea', { name: 'comment_encrypted', nullable: true }) commentEncrypted!: Buffer | null;
  @Column('text', { name: 'comment_person_id', nullable: true }) commentPersonId!: string | null;
  @Column('timestamptz', { name: 'occurred_at' }) occurredAt!: Date;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
}
