import { conflict, forbidden, invalid, notFound } from '@mendline/contracts/errors';
import type { PlanRef } from '@mendline/contracts/ticket';
import { actorOf, type Principal } from '@mendline/platform/auth';
import { CommandJournal, type LocalOutcome } from '@mendline/platform/commands';
import { sanitizeText } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import { type PlanContent, planProblem } from './plan.domain.js';
import { PlannerService } from './planner.service.js';
import { type NameVersion, PlanVersionService } from './plan-version.service.js';

/** What a planner writes. */
export interface PlanReport extends PlanContent {
  readonly key: string;
  readonly ticketId: string;
  /** The customer is told this [A8-4]. */
  readonly explanation?: string | null;
  /** For the house [A8-1]. */
  readonly feasibility?: string | null;
  readonly occurredAt?: Date | null;
}

/** The next version of a plan; `basedOn` the version that the planner saw. */
export interface PlanChange extends PlanReport {
  readonly planId: string;
  readonly basedOn?: number | null;
}

const longestText = 4_000;

/** Writes plans and their next versions: plain transactions of this service, since a draft moves no ticket [A8-1, A8-2]. */
@Injectable()
export class PlanDraftService {
  constructor(
    private readonly journal: CommandJournal,
    private readonly planners: PlannerService,
    private readonly versions: PlanVersionService,
  ) {}

  /** Throws `ticket.unknown`, `plan.not-planner`, `part.unknown`, and what is wrong with the content. */
  draft(principal: Principal, report: PlanReport): Promise<LocalOutcome<PlanRef>> {
    return this.write(principal, 'draftPlan', report, (all) => ({ planId: `${report.ticketId}.p${new Set(all.map(({ planId }) => planId)).size + 1}`, version: 1 }));
  }

  /** Throws also `plan.unknown`, and `plan.changed-meanwhile` where a newer version is there than the planner saw. */
  change(principal: Principal, change: PlanChange): Promise<LocalOutcome<PlanRef>> {
    const { planId, basedOn } = change;
    return this.write(principal, 'changePlan', change, (all) => {
      const newest = Math.max(0, ...all.filter((row) => row.planId === planId).map(({ version }) => version));
      if (newest === 0) throw notFound('plan.unknown');
      if (typeof basedOn === 'number' && basedOn !== newest) throw conflict('plan.changed-meanwhile');
      return { planId, version: newest + 1 };
    });
  }

  private async write(principal: Principal, operation: string, report: PlanReport, name: NameVersion): Promise<LocalOutcome<PlanRef>> {
    const { personId, tenant: tenantId } = principal;
    const { key, ticketId, occurredAt, ...content } = report;
    if (personId === undefined) throw forbidden('plan.not-planner');
    const problem = planProblem(content);
    if (problem !== null) throw invalid(problem);
    const texts = { explanation: sanitizeText(content.explanation ?? '', { max: longestText }), feasibility: sanitizeText(content.feasibility ?? '', { max: longestText }) };
    const isPlanner = await this.planners.isPlanner(principal, ticketId);
    return this.journal.runLocal({
      tenantId, key, actor: actorOf(principal), operation, ticketId,
      input: { ...content, ...texts, occurredAt },
      ...(occurredAt ? { occurredAt } : {}),
      work: async (em, draftedAt) => {
        if (!isPlanner) throw conflict('plan.not-planner');
        return this.versions.add(em, { tenantId, ticketId, authorId: personId, draftedAt }, { ...content, ...texts }, name);
      },
    });
  }
}
