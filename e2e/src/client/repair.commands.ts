import type { OnTicket } from './on-ticket.js';

interface OnPlan extends OnTicket {
  readonly planId: string;
  readonly version: number;
}

interface OnVisit extends OnTicket {
  readonly visitId: string;
}

/** A file that was sent. */
export interface FileRef {
  readonly fileId: string;
}

/** A quote in minor units; tax in basis points. */
export interface QuoteData {
  readonly currency: string;
  readonly taxBasisPoints?: number;
  readonly lines?: readonly { readonly kind: 'PARTS' | 'LABOUR' | 'TRAVEL' | 'OTHER'; readonly partNumber?: string; readonly quantity: number; readonly unitPrice: number }[];
}

/** What a plan says. */
export interface PlanData {
  readonly causeCode: string;
  readonly measures: readonly string[];
  readonly method: string;
  readonly tools?: readonly string[];
  readonly parts?: readonly { readonly partNumber: string; readonly quantity: number }[];
  readonly labourMinutes?: number;
  readonly travelMinutes?: number;
  readonly expectedMinutes: number;
  readonly inWarranty: boolean;
  readonly entitlementCode?: string;
  readonly quote: QuoteData;
  readonly explanation?: string;
  readonly feasibility?: string;
}

export type VisitOutcome = 'DONE' | 'NEEDS_PARTS' | 'NEEDS_RETURN' | 'CUSTOMER_ABSENT' | 'QUOTE_DECLINED' | 'WRONG_SKILL';

/** Inputs of the mutations around plans, visits and parts, without the key. */
export interface RepairInputs {
  draftPlan: OnTicket & PlanData;
  changePlan: OnTicket & PlanData & { planId: string; basedOn?: number };
  submitPlan: OnPlan;
  approvePlan: OnPlan & { decision: 'APPROVE' | 'DECLINE'; reasonCode?: string; comment?: string };
  consentToPlan: OnPlan & { decision: 'AGREE' | 'DECLINE'; evidence?: 'CLICK' | 'SIGNATURE' | 'RECORDED_CALL'; file?: FileRef; reasonCode?: string; afterRefusal?: 'OTHER_PLAN' | 'CLOSE'; comment?: string };
  acceptVisit: OnTicket & { offerId: string };
  declineVisit: OnTicket & { offerId: string; reasonCode: string; comment?: string };
  assignEngineer: OnTicket & { engineerId: string };
  agreeVisitWindow: OnVisit & { from: string; to: string };
  departToVisit: OnVisit;
  callAhead: OnVisit;
  arriveAtVisit: OnVisit;
  recordFaultLocated: OnVisit & { faultCode: string; causeCode: string };
  recordWork: OnVisit & { measure: string; minutes?: number; text?: string };
  recordPartUsed: OnVisit & { partNumber: string; quantity: number; serialNumbers?: readonly string[] };
  recordOldPart: OnVisit & { partNumber: string; quantity: number; serialNumbers?: readonly string[]; disposition: 'RECOVERED' | 'RETURNED_TO_CUSTOMER' | 'RETURNED_TO_SUPPLIER' | 'SCRAPPED'; signature: FileRef };
  recordFunctionTest: OnVisit & { result: 'NORMAL' | 'ABNORMAL' };
  recordChecklist: OnVisit & { items: readonly { readonly item: string; readonly answer: 'DONE' | 'NOT_DONE' | 'NOT_APPLICABLE' }[] };
  recordPhoto: OnVisit & { kind: string; file: FileRef };
  recordAcceptance: OnVisit & { signedBy: 'CUSTOMER' | 'REPRESENTATIVE'; signature: FileRef; satisfaction: string; opinion?: string };
  finishVisit: OnVisit & { outcome: VisitOutcome; reasonCode?: string };
  setPart: { partNumber: string; models?: readonly string[]; serialised?: boolean };
  receiveParts: { region: string; partNumber: string; quantity: number };
}
