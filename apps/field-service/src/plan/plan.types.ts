import { CommandPayload } from '@mendline/platform/graphql';
import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { AfterRefusalEnum, ConsentDecisionEnum, ConsentEvidenceEnum, PlanApprovalDecisionEnum, PlanDecisionKindEnum, PlanMeasureEnum, PlanMethodEnum, PlanStateEnum, QuoteLineKindEnum } from './plan.enums.js';

@ObjectType({ description: 'A file kept as evidence.' })
export class FileReference {
  @Field(() => ID) fileId!: string;
  @Field({ description: 'SHA-256 of the content without its metadata, 64 lower-case hex digits.' }) sha256!: string;
}

@InputType({ description: 'A file that was sent by a link of requestFileUpload.' })
export class FileReferenceInput {
  @Field(() => ID) fileId!: string;
}

@ObjectType()
export class PlannedPart {
  @Field() partNumber!: string;
  @Field(() => Int) quantity!: number;
}

@ObjectType({ description: 'One line of a quote; amounts in minor units.' })
export class QuoteLine {
  @Field(() => QuoteLineKindEnum) kind!: QuoteLineKindEnum;
  @Field(() => String, { nullable: true }) partNumber!: string | null;
  @Field(() => Int) quantity!: number;
  @Field(() => Int) unitPrice!: number;
  @Field(() => Float) amount!: number;
}

@ObjectType({ description: 'What the customer would pay, in minor units of the currency. Tax is taken once on the net total and rounded half up.' })
export class Quote {
  @Field() currency!: string;
  @Field(() => Int, { description: '1 = 0.01 %.' }) taxBasisPoints!: number;
  @Field(() => [QuoteLine]) lines!: QuoteLine[];
  @Field(() => Int) net!: number;
  @Field(() => Int) tax!: number;
  @Field(() => Int) total!: number;
}

@ObjectType({ description: 'What a supervisor or the customer said.' })
export class PlanDecision {
  @Field(() => PlanDecisionKindEnum) decision!: PlanDecisionKindEnum;
  @Field(() => ConsentEvidenceEnum, { nullable: true }) evidence!: ConsentEvidenceEnum | null;
  @Field(() => FileReference, { nullable: true }) file!: FileReference | null;
  @Field(() => String, { nullable: true }) reasonCode!: string | null;
  @Field(() => ID, { nullable: true, description: 'For staff.' }) byId!: string | null;
  @Field(() => Date) at!: Date;
}

@ObjectType({ description: 'One version of a plan: cause, measures, parts, time and quote. A version never changes.' })
export class Plan {
  @Field(() => ID) id!: string;
  @Field(() => Int) version!: number;
  @Field(() => PlanStateEnum) state!: PlanStateEnum;
  @Field() causeCode!: string;
  @Field(() => [PlanMeasureEnum]) measures!: PlanMeasureEnum[];
  @Field(() => PlanMethodEnum) method!: PlanMethodEnum;
  @Field(() => [String]) tools!: string[];
  @Field(() => [PlannedPart]) parts!: PlannedPart[];
  @Field(() => Int) labourMinutes!: number;
  @Field(() => Int) travelMinutes!: number;
  @Field(() => Int, { description: 'What the customer is told.' }) expectedMinutes!: number;
  @Field() inWarranty!: boolean;
  @Field(() => String, { nullable: true }) entitlementCode!: string | null;
  @Field(() => Quote) quote!: Quote;
  @Field(() => Boolean, { nullable: true, description: 'Whether a supervisor must agree; null until it is submitted.' }) approval!: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether the customer must agree; null until it is submitted.' }) consent!: boolean | null;
  @Field(() => [String], { description: 'Why a supervisor must agree; for staff.' }) approvalGrounds!: string[];
  @Field(() => [String], { description: 'Why the customer must agree.' }) consentGrounds!: string[];
  @Field(() => String, { nullable: true, description: 'For the customer and those who work by the plan; without telephone, e-mail and identity numbers.' }) explanation!: string | null;
  @Field({ description: 'There is one that the caller is not shown.' }) explanationWithheld!: boolean;
  @Field(() => String, { nullable: true, description: 'For those who work by the plan, and for a supervisor while it waits for a word.' }) feasibility!: string | null;
  @Field({ description: 'There is one that the caller is not shown.' }) feasibilityWithheld!: boolean;
  @Field(() => ID, { nullable: true, description: 'For staff.' }) authorId!: string | null;
  @Field(() => [PlanDecision]) decisions!: PlanDecision[];
  @Field(() => Date) draftedAt!: Date;
  @Field(() => Date, { nullable: true }) submittedAt!: Date | null;
}

@InputType()
export class PlannedPartInput {
  @Field() partNumber!: string;
  @Field(() => Int) quantity!: number;
}

@InputType()
export class QuoteLineInput {
  @Field(() => QuoteLineKindEnum) kind!: QuoteLineKindEnum;
  @Field(() => String, { nullable: true, description: 'Of a line of kind PARTS; one of the parts of the plan.' }) partNumber?: string | null;
  @Field(() => Int, { description: 'Pieces, minutes or kilometres.' }) quantity!: number;
  @Field(() => Int, { description: 'Per unit, in minor units.' }) unitPrice!: number;
}

@InputType()
export class QuoteInput {
  @Field({ description: 'ISO 4217.' }) currency!: string;
  @Field(() => Int, { nullable: true, description: '1 = 0.01 %; 0 if left out.' }) taxBasisPoints?: number | null;
  @Field(() => [QuoteLineInput], { nullable: true, description: 'None if left out: nothing is charged.' }) lines?: QuoteLineInput[] | null;
}

@InputType({ isAbstract: true })
abstract class TicketInput {
  @Field({ description: 'Idempotency key: 8 to 64 of A-Z a-z 0-9 _ : -' }) key!: string;
  @Field(() => Date, { nullable: true, description: 'When it happened; now if left out.' }) occurredAt?: Date | null;
  @Field(() => ID) ticketId!: string;
}

@InputType()
export class DraftPlanInput extends TicketInput {
  @Field() causeCode!: string;
  @Field(() => [PlanMeasureEnum]) measures!: PlanMeasureEnum[];
  @Field(() => PlanMethodEnum) method!: PlanMethodEnum;
  @Field(() => [String], { nullable: true }) tools?: string[] | null;
  @Field(() => [PlannedPartInput], { nullable: true }) parts?: PlannedPartInput[] | null;
  @Field(() => Int, { nullable: true, description: '0 if left out.' }) labourMinutes?: number | null;
  @Field(() => Int, { nullable: true, description: '0 if left out.' }) travelMinutes?: number | null;
  @Field(() => Int) expectedMinutes!: number;
  @Field() inWarranty!: boolean;
  @Field(() => String, { nullable: true }) entitlementCode?: string | null;
  @Field(() => QuoteInput) quote!: QuoteInput;
  @Field(() => String, { nullable: true, description: 'Cause, measures, time and cost in words for the customer.' }) explanation?: string | null;
  @Field(() => String, { nullable: true, description: 'Feasibility, cost against benefit; for the house.' }) feasibility?: string | null;
}

@InputType()
export class ChangePlanInput extends DraftPlanInput {
  @Field(() => ID) planId!: string;
  @Field(() => Int, { nullable: true, description: 'The version that the caller saw; refused where a newer one is there.' }) basedOn?: number | null;
}

@InputType()
export class SubmitPlanInput extends TicketInput {
  @Field(() => ID) planId!: string;
  @Field(() => Int) version!: number;
}

@InputType()
export class ApprovePlanInput extends SubmitPlanInput {
  @Field(() => PlanApprovalDecisionEnum) decision!: PlanApprovalDecisionEnum;
  @Field(() => String, { nullable: true, description: 'Needed to decline.' }) reasonCode?: string | null;
  @Field(() => String, { nullable: true }) comment?: string | null;
}

@InputType()
export class ConsentToPlanInput extends SubmitPlanInput {
  @Field(() => ConsentDecisionEnum) decision!: ConsentDecisionEnum;
  @Field(() => ConsentEvidenceEnum, { nullable: true, description: 'Needed to agree. CLICK is the customer’s own; staff bring SIGNATURE or RECORDED_CALL with its file.' }) evidence?: ConsentEvidenceEnum | null;
  @Field(() => FileReferenceInput, { nullable: true }) file?: FileReferenceInput | null;
  @Field(() => String, { nullable: true, description: 'Needed to decline.' }) reasonCode?: string | null;
  @Field(() => AfterRefusalEnum, { nullable: true, description: 'After DECLINE: another plan (also if left out), or the ticket ends.' }) afterRefusal?: AfterRefusalEnum | null;
  @Field(() => String, { nullable: true }) comment?: string | null;
}

@ObjectType()
export class PlanPayload extends CommandPayload {
  @Field(() => Plan, { nullable: true }) plan!: Plan | null;
}
