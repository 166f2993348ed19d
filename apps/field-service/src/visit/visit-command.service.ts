import { invalid } from '@mendline/contracts/errors';
import type { RepairResult, VisitOutcome } from '@mendline/contracts/ticket';
import { actorOf, type Principal } from '@mendline/platform/auth';
import { CLOCK, type Clock } from '@mendline/platform/clock';
import { CommandJournal, type CommandPayload } from '@mendline/platform/commands';
import { Inject, Injectable } from '@nestjs/common';
import { repairResultOf } from './visit.domain.js';
import { VisitDeskService, type VisitReport } from './visit-desk.service.js';

export interface WindowReport extends VisitReport {
  readonly from: Date;
  readonly to: Date;
}

export interface FinishVisitReport extends VisitReport {
  readonly outcome: VisitOutcome;
  readonly reasonCode?: string | null;
  /** Of a visit that is done; left out, it follows from the recorded work. */
  readonly result?: RepairResult | null;
}

const code = /^[a-z][a-z0-9-]{0,39}$/;

/** Commands about visits, on their way to the ticket's life: it decides, this service does its part there. All throw `visit.not-found`. */
@Injectable()
export class VisitCommandService {
  constructor(
    private readonly journal: CommandJournal,
    private readonly desk: VisitDeskService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The window that was agreed with the customer [A7-10]. Throws `visit.window-impossible`. */
  async agreeWindow(principal: Principal, { from, to, ...report }: WindowReport): Promise<CommandPayload> {
    if (!(from < to)) throw invalid('visit.window-impossible');
    const data = { visitId: report.visitId, from: from.toISOString(), to: to.toISOString() };
    return this.journal.submitTicketCommand({ ...(await this.envelope(principal, report)), operation: 'agreeVisitWindow', input: { ...data, occurredAt: report.occurredAt }, name: 'agree-window', data });
  }

  /** On the way [A9-5]. */
  async depart(principal: Principal, report: VisitReport): Promise<CommandPayload> {
    return this.journal.submitTicketCommand({ ...(await this.envelope(principal, report)), operation: 'departToVisit', ...visitOf(report), name: 'depart' });
  }

  /** Called before arrival [A6-21]. */
  async callAhead(principal: Principal, report: VisitReport): Promise<CommandPayload> {
    return this.journal.submitTicketCommand({ ...(await this.envelope(principal, report)), operation: 'callAhead', ...visitOf(report), name: 'call-ahead' });
  }

  async arrive(principal: Principal, report: VisitReport): Promise<CommandPayload> {
    return this.journal.submitTicketCommand({ ...(await this.envelope(principal, report)), operation: 'arriveAtVisit', ...visitOf(report), name: 'arrive' });
  }

  /** The visit is over; of one that is done the ticket learns what became of the machine. Throws `visit.reason-invalid`, `visit.result-not-done`. */
  async finish(principal: Principal, { outcome, reasonCode, result, ...report }: FinishVisitReport): Promise<CommandPayload> {
    if (reasonCode && !code.test(reasonCode)) throw invalid('visit.reason-invalid');
    if (result && outcome !== 'done') throw invalid('visit.result-not-done');
    const said = { visitId: report.visitId, outcome, reasonCode: reasonCode ? reasonCode : null };
    const envelope = await this.envelope(principal, report);
    const outcomeCode = outcome === 'done' ? (result ?? repairResultOf(await this.desk.measuresOf(principal.tenant, report.visitId))) : null;
    return this.journal.submitTicketCommand({ ...envelope, operation: 'finishVisit', input: { ...said, ...(result && { result }), occurredAt: report.occurredAt }, name: 'finish-visit', data: { ...said, outcomeCode } });
  }

  private async envelope(principal: Principal, { key, ticketId, visitId, occurredAt }: VisitReport) {
    const { tenant: tenantId } = principal;
    await this.desk.require(tenantId, ticketId, visitId);
    return { tenantId, ticketId, key, actor: actorOf(principal), occurredAt: occurredAt ?? (await this.clock.now()), epoch: null };
  }
}

const visitOf = ({ visitId, occurredAt }: VisitReport) => ({ input: { visitId, occurredAt }, data: { visitId } });
