import type { PlanDecision } from '@mendline/contracts/field-service';
import type { ConfirmationEvidence } from '@mendline/contracts/ticket';
import { CommandJournal, type CommandRecord } from '@mendline/platform/commands';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PersonalTextService } from '../personal-text/personal-text.service.js';
import { commentField, type DecisionInput, decisionInputOf } from './plan-decision.domain.js';
import type { PlanDecisionRow, PlanVersionRow } from './plan.entity.js';
import { PlanRepository } from './plan.repository.js';

interface Decided {
  readonly decision: PlanDecision;
  readonly commandId: string;
  readonly recordedAt: Date;
}

/** Brings what was said with a decision from the journal to its plan: evidence and text never travel through the ticket's life. */
@Injectable()
export class PlanDecisionService {
  constructor(
    private readonly journal: CommandJournal,
    private readonly plans: PlanRepository,
    private readonly texts: PersonalTextService,
  ) {}

  /** Who said it and when. Outside any transaction: it takes a connection of its own. */
  read({ tenantId, commandId }: { readonly tenantId: string; readonly commandId: string }): Promise<CommandRecord | null> {
    return this.journal.find(tenantId, commandId);
  }

  /** Keeps the decision with its evidence. Whoever was erased meanwhile has left none. */
  async record(em: EntityManager, plan: PlanVersionRow, { decision, commandId, recordedAt }: Decided, said: CommandRecord | null): Promise<{ reasonCode: string | null; evidence: ConfirmationEvidence | null }> {
    const { tenantId, planId, version } = plan;
    const input = decisionInputOf(await this.journal.readInput(em, tenantId, commandId));
    const by = said?.actor.personId ?? said?.actor.customerId ?? null;
    const { reasonCode, evidence, file } = input;
    const row: PlanDecisionRow = {
      tenantId, planId, version, decision, commandId, reasonCode, evidence, byKind: said?.actor.kind ?? null, byId: by,
      fileId: file?.fileId ?? null, fileSha256: file?.sha256 ?? null, ...(await this.comment(em, plan, decision, by ?? 'system', input)),
      occurredAt: said?.occurredAt ?? recordedAt, recordedAt,
    };
    await this.plans.addDecision(em, row);
    return { reasonCode, evidence };
  }

  private async comment(em: EntityManager, { tenantId, planId, version, ticketId }: PlanVersionRow, decision: PlanDecision, authorId: string, { comment }: DecisionInput): Promise<Pick<PlanDecisionRow, 'commentEncrypted' | 'commentPersonId'>> {
    const sealed = await this.texts.seal(em, { tenantId, field: commentField({ planId, version, decision }) }, ticketId, authorId, comment);
    return { commentEncrypted: sealed.encrypted, commentPersonId: sealed.personId };
  }
}
