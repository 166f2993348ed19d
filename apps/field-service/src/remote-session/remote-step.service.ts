import { conflict, forbidden, invalid, notFound } from '@mendline/contracts/errors';
import { remoteStepRecorded } from '@mendline/contracts/facts';
import { actorOf, type Principal } from '@mendline/platform/auth';
import { CommandJournal, type LocalOutcome } from '@mendline/platform/commands';
import { sanitizeText } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PersonalTextService } from '../personal-text/personal-text.service.js';
import { stepField } from './remote-note.domain.js';
import { refuseStep, type StepResult } from './remote-session.domain.js';
import type { RemoteStepRow } from './remote-session.entity.js';
import { RemoteSessionListService } from './remote-session-list.service.js';
import { RemoteSessionFacts } from './remote-session.facts.js';
import { RemoteSessionRepository } from './remote-session.repository.js';
import { isSelfCheck } from './self-check.words.js';

/** Something that was tried with the customer. */
export interface StepReport {
  readonly key: string;
  readonly ticketId: string;
  readonly sessionId: string;
  readonly check: string;
  readonly result: StepResult;
  readonly note?: string | null;
  readonly occurredAt?: Date | null;
}

const longestNote = 4_000;

/** Records what was tried, by whom and with what result: a transaction of this service, since it moves no ticket [A5-2, A5-4]. */
@Injectable()
export class RemoteStepService {
  constructor(
    private readonly journal: CommandJournal,
    private readonly lists: RemoteSessionListService,
    private readonly sessions: RemoteSessionRepository,
    private readonly texts: PersonalTextService,
    private readonly facts: RemoteSessionFacts,
  ) {}

  /**
   * Throws `remote-session.not-found`, `remote-step.check-unknown`, and, as a conflict, `remote-session.closed` or
   * `remote-session.not-owner`.
   */
  async record(principal: Principal, { key, occurredAt, ...report }: StepReport): Promise<LocalOutcome<{ stepId: string }>> {
    if (!isSelfCheck(report.check)) throw invalid('remote-step.check-unknown');
    const { personId, tenant: tenantId } = principal;
    if (personId === undefined) throw forbidden('remote-session.not-owner');
    const note = sanitizeText(report.note ?? '', { max: longestNote });
    await this.lists.require(tenantId, report.ticketId, report.sessionId);
    return this.journal.runLocal({
      tenantId,
      key,
      actor: actorOf(principal),
      operation: 'recordRemoteStep',
      ticketId: report.ticketId,
      input: { ...report, note, occurredAt },
      ...(occurredAt ? { occurredAt } : {}),
      work: (em, recordedAt) => this.write(em, { ...principal, personId }, { ...report, note, key }, { recordedAt, occurredAt: occurredAt ?? recordedAt }),
    });
  }

  private async write(
    em: EntityManager,
    recorder: Principal & { readonly personId: string },
    report: StepReport & { readonly note: string },
    times: { readonly recordedAt: Date; readonly occurredAt: Date },
  ): Promise<{ stepId: string }> {
    const { tenant: tenantId, personId: byId } = recorder;
    const { ticketId, sessionId, check, result } = report;
    const session = await this.sessions.lock(em, { tenantId, sessionId });
    if (!session || session.ticketId !== ticketId) throw notFound('remote-session.not-found');
    const refused = refuseStep(session, recorder, check);
    if (refused) throw conflict(refused.refusal);
    const number = session.steps + 1;
    const stepId = `${sessionId}.s${number}`;
    const note = await this.texts.seal(em, { tenantId, field: stepField(stepId) }, ticketId, byId, report.note);
    const step: RemoteStepRow = { tenantId, sessionId, stepId, number, checkCode: check, result, byId, noteEncrypted: note.encrypted, notePersonId: note.personId, ...times };
    await this.sessions.addStep(em, step);
    const data = { sessionId, stepId, check, result, byId, at: times.occurredAt.toISOString() };
    await this.facts.append(em, session, times.recordedAt, { definition: remoteStepRecorded, data }, report.key);
    return { stepId };
  }
}
