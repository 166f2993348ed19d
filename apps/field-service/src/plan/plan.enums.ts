import { registerEnumType } from '@nestjs/graphql';

export enum PlanStateEnum {
  DRAFT = 'draft',
  SUBMITTED = 'submitted',
  APPROVED = 'approved',
  DECLINED = 'declined',
  AGREED = 'agreed',
  REFUSED = 'refused',
  SUPERSEDED = 'superseded',
}

export enum PlanMeasureEnum {
  REPLACE_PART = 'replace-part',
  RETURN_TO_FACTORY = 'return-to-factory',
  REPAIR_PART = 'repair-part',
  PATCH = 'patch',
  CONFIGURE = 'configure',
  REINSTALL = 'reinstall',
  CLEAN = 'clean',
  LUBRICATE = 'lubricate',
  CALIBRATE = 'calibrate',
  ADJUST = 'adjust',
  REPLACE_DEVICE = 'replace-device',
  TRAIN = 'train',
  OTHER = 'other',
}

export enum PlanMethodEnum {
  ON_SITE = 'on-site',
  COURIER = 'courier',
  CARRIED_BACK = 'carried-back',
  RETURN_TO_FACTORY = 'return-to-factory',
  MAIL_PART = 'mail-part',
  REMOTE = 'remote',
}

export enum QuoteLineKindEnum {
  PARTS = 'parts',
  LABOUR = 'labour',
  TRAVEL = 'travel',
  OTHER = 'other',
}

export enum PlanApprovalDecisionEnum {
  APPROVE = 'approve',
  DECLINE = 'decline',
}

export enum ConsentDecisionEnum {
  AGREE = 'agree',
  DECLINE = 'decline',
}

export enum ConsentEvidenceEnum {
  CLICK = 'click',
  SIGNATURE = 'signature',
  RECORDED_CALL = 'recorded-call',
}

export enum AfterRefusalEnum {
  OTHER_PLAN = 'other-plan',
  CLOSE = 'close',
}

export enum PlanDecisionKindEnum {
  APPROVED = 'approved',
  DECLINED = 'declined',
  AGREED = 'agreed',
  REFUSED = 'refused',
}

registerEnumType(PlanStateEnum, { name: 'PlanState' });
registerEnumType(PlanMeasureEnum, { name: 'PlanMeasure' });
registerEnumType(PlanMethodEnum, { name: 'PlanMethod' });
registerEnumType(QuoteLineKindEnum, { name: 'QuoteLineKind' });
registerEnumType(PlanApprovalDecisionEnum, { name: 'PlanApprovalDecision' });
registerEnumType(ConsentDecisionEnum, { name: 'ConsentDecision' });
registerEnumType(ConsentEvidenceEnum, { name: 'ConsentEvidence' });
registerEnumType(AfterRefusalEnum, { name: 'AfterRefusal' });
registerEnumType(PlanDecisionKindEnum, { name: 'PlanDecisionKind' });
