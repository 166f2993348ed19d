import { registerEnumType } from '@nestjs/graphql';

export enum VisitStateEnum {
  OPEN = 'open',
  CLOSED = 'closed',
  ABANDONED = 'abandoned',
}

export enum VisitOutcomeEnum {
  DONE = 'done',
  NEEDS_PARTS = 'needs-parts',
  NEEDS_RETURN = 'needs-return',
  CUSTOMER_ABSENT = 'customer-absent',
  QUOTE_DECLINED = 'quote-declined',
  WRONG_SKILL = 'wrong-skill',
}

export enum RepairResultEnum {
  REPAIRED = 'repaired',
  REPLACED = 'replaced',
  RETURNED = 'returned',
  NOT_REPAIRABLE = 'not-repairable',
  NO_FAULT_FOUND = 'no-fault-found',
}

export enum FunctionTestResultEnum {
  NORMAL = 'normal',
  ABNORMAL = 'abnormal',
}

export enum ChecklistAnswerEnum {
  DONE = 'done',
  NOT_DONE = 'not-done',
  NOT_APPLICABLE = 'not-applicable',
}

export enum OldPartDispositionEnum {
  RECOVERED = 'recovered',
  RETURNED_TO_CUSTOMER = 'returned-to-customer',
  RETURNED_TO_SUPPLIER = 'returned-to-supplier',
  SCRAPPED = 'scrapped',
}

export enum VisitPhotoKindEnum {
  FAULT_POINT = 'fault-point',
  REPLACED_PART = 'replaced-part',
  BEFORE = 'before',
  AFTER = 'after',
  OTHER = 'other',
}

export enum AcceptanceSignerEnum {
  CUSTOMER = 'customer',
  REPRESENTATIVE = 'representative',
}

registerEnumType(VisitStateEnum, { name: 'VisitState' });
registerEnumType(VisitOutcomeEnum, { name: 'VisitOutcome' });
registerEnumType(RepairResultEnum, { name: 'RepairResult', description: 'What became of the machine: the closing code of a repair.' });
registerEnumType(FunctionTestResultEnum, { name: 'FunctionTestResult' });
registerEnumType(ChecklistAnswerEnum, { name: 'ChecklistAnswer' });
registerEnumType(OldPartDispositionEnum, { name: 'OldPartDisposition' });
registerEnumType(VisitPhotoKindEnum, { name: 'VisitPhotoKind' });
registerEnumType(AcceptanceSignerEnum, { name: 'AcceptanceSigner' });
