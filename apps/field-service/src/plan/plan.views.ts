import { memberOf } from '../enum-member.js';
import type { PlanDecisionRow } from './plan.entity.js';
import { ConsentEvidenceEnum, PlanDecisionKindEnum, PlanMeasureEnum, PlanMethodEnum, PlanStateEnum, QuoteLineKindEnum } from './plan.enums.js';
import type { ShownPlan } from './plan-list.service.js';
import type { Plan, PlanDecision, Quote } from './plan.types.js';

const quoteView = ({ currency, taxBasisPoints, lines, net, tax, total }: ShownPlan): Quote => ({
  currency, taxBasisPoints, net, tax, total,
  lines: lines.map(({ kind, partNumber, quantity, unitPrice }) => ({ kind: memberOf(QuoteLineKindEnum, kind), partNumber, quantity, unitPrice, amount: quantity * unitPrice })),
});

const decisionView = ({ decision, evidence, fileId, fileSha256, reasonCode, byId, occurredAt }: PlanDecisionRow, forCustomer: boolean): PlanDecision => ({
  decision: memberOf(PlanDecisionKindEnum, decision),
  evidence: evidence && memberOf(ConsentEvidenceEnum, evidence),
  file: fileId !== null && fileSha256 !== null ? { fileId, sha256: fileSha256 } : null,
  reasonCode,
  byId: forCustomer ? null : byId,
  at: occurredAt,
});

/** A version as its caller may see it. */
export const planView = (plan: ShownPlan): Plan => {
  const { planId, version, causeCode, tools, parts, labourMinutes, travelMinutes, expectedMinutes, inWarranty, entitlementCode, approval, consent, forCustomer, draftedAt, submittedAt } = plan;
  return {
    id: planId, version, causeCode, tools, parts, labourMinutes, travelMinutes, expectedMinutes, inWarranty, entitlementCode, approval, consent, draftedAt, submittedAt,
    state: memberOf(PlanStateEnum, plan.state),
    measures: plan.measures.map((measure) => memberOf(PlanMeasureEnum, measure)),
    method: memberOf(PlanMethodEnum, plan.method),
    quote: quoteView(plan),
    approvalGrounds: forCustomer ? [] : plan.approvalGrounds,
    consentGrounds: plan.consentGrounds,
    explanation: plan.explanation.text,
    explanationWithheld: plan.explanation.withheld,
    feasibility: plan.feasibility.text,
    feasibilityWithheld: !forCustomer && plan.feasibility.withheld,
    authorId: forCustomer ? null : plan.authorId,
    decisions: plan.decisions.map((decision) => decisionView(decision, forCustomer)),
  };
};
