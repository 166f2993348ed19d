import { planSettled, planSubmitted } from '@mendline/contracts/facts';
import type { FieldServiceActivities } from '@mendline/contracts/field-service';
import { CLOCK, type Clock } from '@mendline/platform/clock';
import { done, type PartAnswer } from '@mendline/platform/commands';
import { Database } from '@mendline/platform/database';
import { newFact } from '@mendline/platform/facts';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RepairFacts } from '../field-service.facts.js';
import { once } from '../life-answers.js';
import { PartHoldingService } from '../part/part-holding.service.js';
import { PlanDecisionService } from './plan-decision.service.js';
import { isCurrent, settlementOf, submissionOf } from './plan.domain.js';
import type { PlanVersionRow } from './plan.entity.js';
import { PlanRepository } from './plan.repository.js';

type SubmitInput = Parameters<FieldServiceActivities['submitPlan']>[0];
type SettleInput = Parameters<FieldServiceActivities['settlePlan']>[0];

/** Plans as the ticket's life moves them: which version is decided on, and what was decided. */
@Injectable()
export class PlanService {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly plans: PlanRepository,
    private readonly decisions: PlanDecisionService,
    private readonly facts: RepairFacts,
    private readonly holdings: PartHoldingService,
  ) {}

  /** Makes a version the one that is decided on; what was decided on before is superseded. One that gave its parts back is over, also when it needed nobody's word. */
  submit(input: SubmitInput): Promise<PartAnswer> {
    return this.database.tx(input.tenantId, (em) => once(em, { ...input, what: 'submit-plan', key: input.commandId }, async () => {
      const all = await this.plans.lockOfTicket(em, input.tenantId, input.ticketId);
      const version = find(all, input);
      const submission = submissionOf(version?.state ?? null);
      if (submission === 'nothing') return (await this.holdings.isReleased(em, input)) ? { refusal: 'plan.superseded' } : done;
      if (submission !== 'submit' || !version) return { refusal: submission };
      if (version.approval === null || version.consent === null) return { refusal: 'plan.incomplete' };
      for (const other of all.filter(({ state }) => isCurrent(state))) await this.plans.change(em, other, { state: 'superseded' });
      await this.makeCurrent(em, version, input.commandId);
      return done;
    }));
  }

  /** What a supervisor or the customer said to the version that is decided on. */
  async settle(input: SettleInput): Promise<PartAnswer> {
    const said = await this.decisions.read(input);
    return this.database.tx(input.tenantId, (em) => once(em, { ...input, what: 'settle-plan', key: input.commandId }, async () => {
      const version = find(await this.plans.lockOfTicket(em, input.tenantId, input.ticketId), input);
      const settlement = settlementOf(version?.state ?? null, input.decision);
      if (settlement === 'nothing') return done;
      if (settlement !== 'settle' || !version) return { refusal: settlement };
      const recordedAt = await this.clock.now(em);
      const { reasonCode, evidence } = await this.decisions.record(em, version, { ...input, recordedAt }, said);
      await this.plans.change(em, version, { state: input.decision });
      const { planId, currency, net, tax, total } = version;
      const data = { planId, version: version.version, currency, net, tax, total, decision: input.decision, reasonCode, evidence, settledAt: recordedAt.toISOString() };
      await this.facts.append(em, { ...input, aggregateId: planId }, recordedAt, [newFact(planSettled, data)], input.commandId);
      return done;
    }));
  }

  private async makeCurrent(em: EntityManager, row: PlanVersionRow, commandId: string): Promise<void> {
    const submittedAt = await this.clock.now(em);
    await this.plans.change(em, row, { state: 'submitted', submittedAt, submitCommandId: commandId });
    const { planId, version, causeCode: cause, method, measures, inWarranty, currency, net, tax, total, parts, labourMinutes } = row;
    const data = {
      planId, version, cause, method, measures, inWarranty, currency, net, tax, total, parts, labourMinutes,
      approval: row.approval === true, consent: row.consent === true, grounds: [...new Set([...row.approvalGrounds, ...row.consentGrounds])], submittedAt: submittedAt.toISOString(),
    };
    await this.facts.append(em, { ...row, aggregateId: planId }, submittedAt, [newFact(planSubmitted, data)], commandId);
  }
}

const find = (all: readonly PlanVersionRow[], { planId, version }: { readonly planId: string; readonly version: number }): PlanVersionRow | undefined =>
  all.find((row) => row.planId === planId && row.version === version);
