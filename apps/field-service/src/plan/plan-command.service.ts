import { invalid } from '@mendline/contracts/errors';
import type { ConfirmationEvidence, PlanRef } from '@mendline/contracts/ticket';
import { actorOf, type Principal } from '@mendline/platform/auth';
import { CLOCK, type Clock } from '@mendline/platform/clock';
import { CommandJournal, type CommandPayload } from '@mendline/platform/commands';
import { sanitizeText } from '@mendline/platform/graphql';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isItsCustomer, TicketAccessService } from '../ownership/ticket-access.service.js';
import { EvidenceService, type SentFile } from '../evidence/evidence.service.js';
import { evidenceProblem } from './consent.domain.js';
import { PlanFlagService } from './plan-flag.service.js';

interface PlanCommand extends PlanRef {
  readonly key: string;
  readonly ticketId: string;
  readonly occurredAt?: Date | null;
}

export interface PlanApproval extends PlanCommand {
  readonly decision: 'approve' | 'decline';
  readonly reasonCode?: string | null;
  readonly comment?: string | null;
}

export interface PlanConsent extends PlanCommand {
  readonly decision: 'agree' | 'decline';
  readonly evidence?: ConfirmationEvidence | null;
  /** What staff bring for the customer. */
  readonly file?: SentFile | null;
  readonly reasonCode?: string | null;
  /** After a refusal: another plan is made, or the ticket ends. */
  readonly then?: 'other-plan' | 'close' | null;
  readonly comment?: string | null;
  /** Written in the transaction that keeps the command. */
  readonly witness?: (em: EntityManager) => Promise<void>;
}

const longestText = 4_000;
const code = /^[a-z][a-z0-9-]{0,39}$/;

/** Commands about plans, on their way to the ticket's life: it decides, this service does its part there. */
@Injectable()
export class PlanCommandService {
  constructor(
    private readonly journal: CommandJournal,
    private readonly access: TicketAccessService,
    private readonly flags: PlanFlagService,
    private readonly evidence: EvidenceService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws `ticket.unknown`, `plan.unknown`. */
  async submit(principal: Principal, { key, ticketId, planId, version, occurredAt }: PlanCommand): Promise<CommandPayload> {
    const ticket = await this.access.require(principal, ticketId);
    const { approval, consent } = await this.flags.weigh(ticket, { planId, version });
    const ref = { planId, version };
    return this.journal.submitTicketCommand({ ...(await this.envelope(principal, ticket, { key, occurredAt })), operation: 'submitPlan', input: { ...ref, occurredAt }, name: 'plan', data: { ...ref, approval, consent } });
  }

  /** The supervisor's word [A8-3]. Throws `ticket.unknown`, `plan.unknown`. */
  async approve(principal: Principal, { key, ticketId, planId, version, decision, occurredAt, ...rest }: PlanApproval): Promise<CommandPayload> {
    const ticket = await this.access.require(principal, ticketId);
    await this.flags.require(ticket, { planId, version });
    const data = { planId, version, decision, reasonCode: codeOf(rest.reasonCode) };
    const input = { ...data, comment: textOf(rest.comment), occurredAt };
    return this.journal.submitTicketCommand({ ...(await this.envelope(principal, ticket, { key, occurredAt })), operation: 'approvePlan', input, name: 'approve-plan', data });
  }

  /** The customer's word, his own or as staff report it with evidence [A8-5, C12]. The file is kept as evidence with the command. Throws `ticket.unknown`, `plan.unknown`, `consent.*`, `file.*`. */
  async consent(principal: Principal, { key, ticketId, planId, version, decision, occurredAt, ...rest }: PlanConsent): Promise<CommandPayload> {
    const ticket = await this.access.require(principal, ticketId);
    await this.flags.require(ticket, { planId, version });
    const evidence = rest.evidence ?? null;
    const fileId = rest.file?.fileId ?? null;
    const problem = decision === 'agree' || fileId !== null ? evidenceProblem(evidence, fileId !== null, isItsCustomer(ticket, principal)) : null;
    if (problem !== null) throw invalid(problem);
    const purpose = evidence === 'recorded-call' ? 'recorded-call' : 'signature';
    const data = { planId, version, decision, evidence, reasonCode: codeOf(rest.reasonCode), then: rest.then ?? null };
    const envelope = await this.envelope(principal, ticket, { key, occurredAt });
    return this.journal.submitPrepared(principal.tenant, async (em) => {
      await rest.witness?.(em);
      const file = fileId === null ? null : await this.evidence.attach(em, fileId, { tenantId: principal.tenant, ticketId, purpose, record: `plan:${planId}.${version}` });
      const input = { ...data, file, comment: textOf(rest.comment), occurredAt };
      return { ...envelope, operation: 'consentToPlan', input, name: 'consent', data };
    });
  }

  private async envelope(principal: Principal, { ticketId, customerId }: { readonly ticketId: string; readonly customerId: string }, { key, occurredAt }: { readonly key: string; readonly occurredAt?: Date | null | undefined }) {
    return { tenantId: principal.tenant, ticketId, key, actor: actorOf(principal), inputPersonId: customerId, occurredAt: occurredAt ?? (await this.clock.now()), epoch: null };
  }
}

const textOf = (text: string | null | undefined): string => sanitizeText(text ?? '', { max: longestText });

const codeOf = (reasonCode: string | null | undefined): string | null => {
  if (!reasonCode) return null;
  if (!code.test(reasonCode)) throw invalid('plan.reason-invalid');
  return reasonCode;
};
