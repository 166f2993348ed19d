import type { PlanRef } from '@mendline/contracts/ticket';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OwnershipService } from '../ownership/ownership.service.js';
import { PartCatalogueService } from '../part/part-catalogue.service.js';
import { noText, PersonalTextService, type SealedText } from '../personal-text/personal-text.service.js';
import type { PlanContent } from './plan.domain.js';
import { explanationField, feasibilityField } from './plan-decision.domain.js';
import type { PlanVersionRow } from './plan.entity.js';
import { PlanRepository } from './plan.repository.js';
import { totalsOf } from './quote.domain.js';

/** Says how a new version is called, given those that the ticket has. */
export type NameVersion = (all: readonly PlanVersionRow[]) => PlanRef;

export interface Drafting {
  readonly tenantId: string;
  readonly ticketId: string;
  readonly authorId: string;
  readonly draftedAt: Date;
}

export type DraftedContent = PlanContent & { readonly explanation: string; readonly feasibility: string };

/** Writes versions. A version that was written never changes, so whoever decides knows on what. */
@Injectable()
export class PlanVersionService {
  constructor(
    private readonly ownership: OwnershipService,
    private readonly plans: PlanRepository,
    private readonly catalogue: PartCatalogueService,
    private readonly texts: PersonalTextService,
  ) {}

  /** Throws `part.unknown`, and what `name` throws. */
  async add(em: EntityManager, drafting: Drafting, content: DraftedContent, name: NameVersion): Promise<PlanRef> {
    const { tenantId, ticketId } = drafting;
    await this.ownership.lockTicket(em, { tenantId, ticketId });
    await this.catalogue.requireAll(em, tenantId, content.parts.map(({ partNumber }) => partNumber));
    const ref = name(await this.plans.ofTickets(em, tenantId, [ticketId]));
    const explanation = await this.seal(em, drafting, explanationField(ref), content.explanation);
    const feasibility = await this.seal(em, drafting, feasibilityField(ref), content.feasibility);
    await this.plans.add(em, rowOf(drafting, ref, content, { explanation, feasibility }));
    return ref;
  }

  private seal(em: EntityManager, { tenantId, ticketId, authorId }: Drafting, field: string, text: string): Promise<SealedText> {
    return text === '' ? Promise.resolve(noText) : this.texts.seal(em, { tenantId, field }, ticketId, authorId, text);
  }
}

const rowOf = (drafting: Drafting, ref: PlanRef, content: DraftedContent, texts: { readonly explanation: SealedText; readonly feasibility: SealedText }): PlanVersionRow => {
  const { causeCode, measures, method, tools, parts, labourMinutes, travelMinutes, expectedMinutes, inWarranty, entitlementCode, quote } = content;
  return {
    ...drafting, ...ref, causeCode, measures: [...measures], method, tools: [...tools],
    parts: parts.map(({ partNumber, quantity }) => ({ partNumber, quantity })),
    labourMinutes, travelMinutes, expectedMinutes, inWarranty, entitlementCode,
    currency: quote.currency, taxBasisPoints: quote.taxBasisPoints,
    lines: quote.lines.map(({ kind, partNumber, quantity, unitPrice }) => ({ kind, partNumber, quantity, unitPrice })),
    ...totalsOf(quote),
    state: 'draft', approval: null, consent: null, approvalGrounds: [], consentGrounds: [],
    explanationEncrypted: texts.explanation.encrypted, explanationPersonId: texts.explanation.personId,
    feasibilityEncrypted: texts.feasibility.encrypted, feasibilityPersonId: texts.feasibility.personId,
    submittedAt: null, submitCommandId: null,
  };
};
