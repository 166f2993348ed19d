import { CommandPayload, UserError } from '@mendline/platform/graphql';
import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { PlanMeasureEnum } from '../plan/plan.enums.js';
import { FileReference, FileReferenceInput } from '../plan/plan.types.js';
import { AcceptanceSignerEnum, ChecklistAnswerEnum, FunctionTestResultEnum, OldPartDispositionEnum, RepairResultEnum, VisitOutcomeEnum, VisitPhotoKindEnum, VisitStateEnum } from './visit.enums.js';

@ObjectType({ description: 'A step of the work.' })
export class VisitWork {
  @Field(() => ID) id!: string;
  @Field(() => PlanMeasureEnum) measure!: PlanMeasureEnum;
  @Field(() => Int) minutes!: number;
  @Field(() => String, { nullable: true, description: 'For the visit’s engineer; without telephone, e-mail and identity numbers.' }) text!: string | null;
  @Field({ description: 'There is one that the caller is not shown.' }) textWithheld!: boolean;
  @Field(() => ID) byId!: string;
  @Field(() => Date) at!: Date;
}

@ObjectType({ description: 'A part that went into the machine.' })
export class UsedPart {
  @Field() partNumber!: string;
  @Field(() => Int) quantity!: number;
  @Field(() => [String]) serialNumbers!: string[];
  @Field(() => ID) byId!: string;
  @Field(() => Date) at!: Date;
}

@ObjectType({ description: 'An old part and what becomes of it.' })
export class OldPart {
  @Field() partNumber!: string;
  @Field(() => Int) quantity!: number;
  @Field(() => [String]) serialNumbers!: string[];
  @Field(() => OldPartDispositionEnum) disposition!: OldPartDispositionEnum;
  @Field(() => FileReference, { nullable: true, description: 'The customer’s signature under the quantity.' }) signature!: FileReference | null;
  @Field(() => Date) at!: Date;
}

@ObjectType()
export class ChecklistEntry {
  @Field({ description: 'A code of visitChecklist.' }) item!: string;
  @Field({ description: 'In the language of the caller.' }) words!: string;
  @Field(() => ChecklistAnswerEnum) answer!: ChecklistAnswerEnum;
}

@ObjectType({ description: 'What is to be done around a repair.' })
export class ChecklistItem {
  @Field({ description: 'Stable code.' }) code!: string;
  @Field({ description: 'In the language of the caller.' }) words!: string;
}

@ObjectType()
export class VisitPhoto {
  @Field(() => VisitPhotoKindEnum) kind!: VisitPhotoKindEnum;
  @Field(() => FileReference) file!: FileReference;
  @Field(() => Date) at!: Date;
}

@ObjectType({ description: 'The customer or his representative accepted the work.' })
export class Acceptance {
  @Field(() => AcceptanceSignerEnum) signedBy!: AcceptanceSignerEnum;
  @Field({ description: 'A level of the policy pack.' }) satisfaction!: string;
  @Field(() => FileReference) signature!: FileReference;
  @Field(() => String, { nullable: true, description: 'For the customer and the visit’s engineer; without telephone, e-mail and identity numbers.' }) opinion!: string | null;
  @Field({ description: 'There is one that the caller is not shown.' }) opinionWithheld!: boolean;
  @Field(() => Date) at!: Date;
}

@ObjectType({ description: 'One visit of one engineer.' })
export class Visit {
  @Field(() => ID) id!: string;
  @Field(() => ID) ticketId!: string;
  @Field(() => ID, { nullable: true }) engineerId!: string | null;
  @Field(() => VisitStateEnum) state!: VisitStateEnum;
  @Field(() => VisitOutcomeEnum, { nullable: true, description: 'Null while it is open, and for one that was not needed any more.' }) outcome!: VisitOutcomeEnum | null;
  @Field(() => ID, { nullable: true }) planId!: string | null;
  @Field(() => Int, { nullable: true }) planVersion!: number | null;
  @Field(() => Date) openedAt!: Date;
  @Field(() => Date, { nullable: true }) windowFrom!: Date | null;
  @Field(() => Date, { nullable: true }) windowTo!: Date | null;
  @Field(() => Date, { nullable: true }) departedAt!: Date | null;
  @Field(() => Date, { nullable: true }) calledAheadAt!: Date | null;
  @Field(() => Date, { nullable: true }) arrivedAt!: Date | null;
  @Field(() => String, { nullable: true }) faultCode!: string | null;
  @Field(() => String, { nullable: true }) causeCode!: string | null;
  @Field(() => Date, { nullable: true }) locatedAt!: Date | null;
  @Field(() => FunctionTestResultEnum, { nullable: true }) testResult!: FunctionTestResultEnum | null;
  @Field(() => Date, { nullable: true }) testedAt!: Date | null;
  @Field(() => [ChecklistEntry]) checklist!: ChecklistEntry[];
  @Field(() => [VisitWork]) works!: VisitWork[];
  @Field(() => [UsedPart]) partsUsed!: UsedPart[];
  @Field(() => [OldPart]) oldParts!: OldPart[];
  @Field(() => [VisitPhoto]) photos!: VisitPhoto[];
  @Field(() => Acceptance, { nullable: true }) acceptance!: Acceptance | null;
  @Field(() => [UserError], { description: 'What still stands against the outcome DONE.' }) missing!: UserError[];
  @Field(() => Date, { nullable: true }) closedAt!: Date | null;
}

@InputType()
export class VisitInput {
  @Field({ description: 'Idempotency key: 8 to 64 of A-Z a-z 0-9 _ : -' }) key!: string;
  @Field(() => Date, { nullable: true, description: 'When it happened; now if left out.' }) occurredAt?: Date | null;
  @Field(() => ID) ticketId!: string;
  @Field(() => ID) visitId!: string;
}

@InputType()
export class AgreeVisitWindowInput extends VisitInput {
  @Field(() => Date) from!: Date;
  @Field(() => Date) to!: Date;
}

@InputType()
export class FinishVisitInput extends VisitInput {
  @Field(() => VisitOutcomeEnum) outcome!: VisitOutcomeEnum;
  @Field(() => String, { nullable: true, description: 'Needed for every outcome but DONE.' }) reasonCode?: string | null;
  @Field(() => RepairResultEnum, { nullable: true, description: 'Of a visit that is DONE: what became of the machine. Left out: REPLACED or RETURNED by the recorded work, else REPAIRED.' }) result?: RepairResultEnum | null;
}

@InputType()
export class RecordFaultLocatedInput extends VisitInput {
  @Field() faultCode!: string;
  @Field() causeCode!: string;
}

@InputType()
export class RecordWorkInput extends VisitInput {
  @Field(() => PlanMeasureEnum) measure!: PlanMeasureEnum;
  @Field(() => Int, { nullable: true, description: '0 if left out.' }) minutes?: number | null;
  @Field(() => String, { nullable: true }) text?: string | null;
}

@InputType()
export class RecordPartUsedInput extends VisitInput {
  @Field() partNumber!: string;
  @Field(() => Int) quantity!: number;
  @Field(() => [String], { nullable: true, description: 'One per piece of a part that has them.' }) serialNumbers?: string[] | null;
}

@InputType()
export class RecordOldPartInput extends RecordPartUsedInput {
  @Field(() => OldPartDispositionEnum) disposition!: OldPartDispositionEnum;
  @Field(() => FileReferenceInput, { description: 'The customer’s signature under the quantity.' }) signature!: FileReferenceInput;
}

@InputType()
export class RecordFunctionTestInput extends VisitInput {
  @Field(() => FunctionTestResultEnum) result!: FunctionTestResultEnum;
}

@InputType()
export class ChecklistEntryInput {
  @Field({ description: 'A code of visitChecklist.' }) item!: string;
  @Field(() => ChecklistAnswerEnum) answer!: ChecklistAnswerEnum;
}

@InputType()
export class RecordChecklistInput extends VisitInput {
  @Field(() => [ChecklistEntryInput], { description: 'Every item of visitChecklist once.' }) items!: ChecklistEntryInput[];
}

@InputType()
export class RecordPhotoInput extends VisitInput {
  @Field(() => VisitPhotoKindEnum) kind!: VisitPhotoKindEnum;
  @Field(() => FileReferenceInput) file!: FileReferenceInput;
}

@InputType()
export class RecordAcceptanceInput extends VisitInput {
  @Field(() => AcceptanceSignerEnum) signedBy!: AcceptanceSignerEnum;
  @Field(() => FileReferenceInput) signature!: FileReferenceInput;
  @Field({ description: 'A level of the policy pack.' }) satisfaction!: string;
  @Field(() => String, { nullable: true, description: 'The customer’s own words; needed where the satisfaction is low.' }) opinion?: string | null;
}

@ObjectType()
export class VisitPayload extends CommandPayload {
  @Field(() => Visit, { nullable: true }) visit!: Visit | null;
}
