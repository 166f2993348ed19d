import { conflict, invalid } from '@mendline/contracts/errors';
import { visitFaultLocated, visitTested } from '@mendline/contracts/facts';
import type { Principal } from '@mendline/platform/auth';
import type { LocalOutcome } from '@mendline/platform/commands';
import { newFact } from '@mendline/platform/facts';
import { sanitizeText } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import { PersonalTextService } from '../personal-text/personal-text.service.js';
import type { Measure } from '../plan/plan.domain.js';
import { type ChecklistEntry, checklistProblem } from './checklist.domain.js';
import { refuseTest, type TestResult } from './visit.domain.js';
import { VisitDeskService, type VisitReport } from './visit-desk.service.js';
import { faultProblem, workProblem } from './visit-record.domain.js';
import { VisitRepository } from './visit.repository.js';

export interface FaultReport extends VisitReport {
  readonly faultCode: string;
  readonly causeCode: string;
}

export interface WorkReport extends VisitReport {
  readonly measure: Measure;
  readonly minutes: number;
  readonly text?: string | null;
}

const longestText = 4_000;

export const workField = (workId: string): string => `visit-work/${workId}`;

type Recorded = Promise<LocalOutcome<{ visitId: string }>>;

/** What the engineer finds and does: the fault, each step of the work, the function test and the list around it. */
@Injectable()
export class VisitFindingService {
  constructor(
    private readonly desk: VisitDeskService,
    private readonly visits: VisitRepository,
    private readonly texts: PersonalTextService,
  ) {}

  /** The fault was located [A9-5]; said again, it is corrected. Throws `visit.fault-code-invalid`. */
  async locate(principal: Principal, report: FaultReport): Recorded {
    const { faultCode, causeCode } = report;
    const problem = faultProblem(report);
    if (problem !== null) throw invalid(problem);
    return this.desk.record(principal, report, {
      operation: 'recordFaultLocated',
      input: { faultCode, causeCode },
      write: async (em, { visit, byId, at, append }) => {
        await this.visits.change(em, visit, { faultCode, causeCode, locatedAt: at });
        await append(newFact(visitFaultLocated, { visitId: visit.visitId, faultCode, causeCode, byId, at: at.toISOString() }));
      },
    });
  }

  /** A step of the work [A9-4]. Throws `visit.minutes-invalid`; refused before the fault was located. */
  async work(principal: Principal, report: WorkReport): Recorded {
    const { measure, minutes } = report;
    const problem = workProblem(minutes);
    if (problem !== null) throw invalid(problem);
    const text = sanitizeText(report.text ?? '', { max: longestText });
    return this.desk.record(principal, report, {
      operation: 'recordWork',
      input: { measure, minutes, text },
      write: async (em, { visit, byId, at, recordedAt }) => {
        if (visit.locatedAt === null) throw conflict('visit.fault-not-located');
        const { tenantId, visitId, ticketId, works } = visit;
        const workId = `${visitId}.w${works + 1}`;
        const sealed = await this.texts.seal(em, { tenantId, field: workField(workId) }, ticketId, byId, text);
        const row = { tenantId, visitId, workId, number: works + 1, measure, minutes, byId, occurredAt: at, recordedAt };
        await this.visits.addWork(em, { ...row, textEncrypted: sealed.encrypted, textPersonId: sealed.personId });
      },
    });
  }

  /** The test with the customer [A9-13]; made again, the last one counts. */
  async test(principal: Principal, report: VisitReport & { readonly result: TestResult }): Recorded {
    const { result } = report;
    return this.desk.record(principal, report, {
      operation: 'recordFunctionTest',
      input: { result },
      write: async (em, { visit, byId, at, append }) => {
        const refusal = refuseTest(visit, at);
        if (refusal !== null) throw conflict(refusal);
        await this.visits.change(em, visit, { testResult: result, testedAt: at });
        await append(newFact(visitTested, { visitId: visit.visitId, result, byId, at: at.toISOString() }));
      },
    });
  }

  /** The list around the repair, filled in whole [A9-2]. Throws `checklist.item-unknown`, `checklist.item-twice`, `checklist.incomplete`. */
  async checklist(principal: Principal, report: VisitReport & { readonly items: readonly ChecklistEntry[] }): Recorded {
    const checklist = report.items.map(({ item, answer }) => ({ item, answer }));
    const problem = checklistProblem(checklist);
    if (problem !== null) throw invalid(problem);
    return this.desk.record(principal, report, {
      operation: 'recordChecklist',
      input: { checklist },
      write: (em, { visit, at }) => this.visits.change(em, visit, { checklist, checklistAt: at }),
    });
  }
}
