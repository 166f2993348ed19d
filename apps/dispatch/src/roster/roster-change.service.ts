import { notFound } from '@mendline/contracts/errors';
import { absenceCancelled, absenceNoted } from '@mendline/contracts/facts';
import { AuditLog } from '@mendline/platform/audit';
import { actorOf, type Principal } from '@mendline/platform/auth';
import { CommandJournal, type LocalOutcome } from '@mendline/platform/commands';
import { appendFacts, newFact, type NewFact } from '@mendline/platform/facts';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DISPATCH_CONFIG, type DispatchConfig, serviceName } from '../dispatch.config.js';
import type { Duty } from './duty.domain.js';
import { type AbsenceDraft, checkedAbsence, checkedDuty, checkedRules } from './roster.domain.js';
import type { AbsenceRow } from './roster.entity.js';
import { RosterRepository } from './roster.repository.js';
import { RosterService } from './roster.service.js';
import type { DispatchRules } from './rules.domain.js';

/** What every change of this kind says. */
export interface RosterCommand {
  readonly key: string;
  readonly occurredAt?: Date | null;
}

type Work<T> = (em: EntityManager, at: Date) => Promise<T>;

/**
 * Changes of duty hours, absences and rules: kept by supervisors, once per key, on record in the audit log. Whom the caller's data scope
 * does not cover is to him as unknown; a copy of a change is answered whatever he may see by now.
 */
@Injectable()
export class RosterChangeService {
  constructor(
    private readonly journal: CommandJournal,
    private readonly audit: AuditLog,
    @Inject(DISPATCH_CONFIG) private readonly config: Pick<DispatchConfig, 'MENDLINE_CELL'>,
    private readonly rosters: RosterRepository,
    private readonly service: RosterService,
  ) {}

  /** Sets a person's duty hours [A1-7]. Throws `roster.*-invalid` or `person.not-found`. */
  async setRoster(principal: Principal, command: RosterCommand, personId: string, wanted: Duty): Promise<LocalOutcome<{ personId: string }>> {
    const duty = checkedDuty(wanted);
    const key = { tenantId: principal.tenant, personId };
    return this.run(principal, command, 'setRoster', { personId, ...duty }, async (em, at) => {
      await this.service.requireWithin(em, principal, personId);
      await this.rosters.saveRoster(em, key, duty, at);
      await this.record(em, principal, 'roster.set', personId, duty);
      return { personId };
    });
  }

  /** Notes that somebody will be away, with its fact [A7-12]. Throws `absence.*-invalid` or `person.not-found`. */
  async noteAbsence(principal: Principal, command: RosterCommand, wanted: AbsenceDraft): Promise<LocalOutcome<{ absenceId: string }>> {
    const draft = checkedAbsence(wanted);
    return this.run(principal, command, 'noteAbsence', draft, async (em, at) => {
      await this.service.requireWithin(em, principal, draft.personId);
      const row = absenceRow(principal, command.key, draft, at);
      await this.rosters.addAbsence(em, row);
      const span = { from: row.from.toISOString(), to: row.to.toISOString(), reasonCode: row.reasonCode };
      await this.record(em, principal, 'absence.noted', row.personId, { absenceId: row.absenceId, ...span });
      await this.tell(em, row, command.key, at, newFact(absenceNoted, { absenceId: row.absenceId, personId: row.personId, ...span, notedAt: at.toISOString() }));
      return { absenceId: row.absenceId };
    });
  }

  /** Takes an absence back, with its fact; one that was taken back stays so. Throws `absence.not-found`. */
  async cancelAbsence(principal: Principal, command: RosterCommand, absenceId: string): Promise<LocalOutcome<{ absenceId: string }>> {
    return this.run(principal, command, 'cancelAbsence', { absenceId }, async (em, at) => {
      const row = await this.rosters.lockAbsence(em, principal.tenant, absenceId);
      if (!row || !(await this.service.isWithin(em, principal, row.personId))) throw notFound('absence.not-found');
      if (row.cancelledAt === null) await this.takeBack(em, principal, command.key, row, at);
      return { absenceId };
    });
  }

  /** Sets the tenant's rules. Throws `rules.*-invalid` or `roster.*-invalid`. */
  async setRules(principal: Principal, command: RosterCommand, wanted: DispatchRules): Promise<LocalOutcome<{ tenantId: string }>> {
    const rules = checkedRules(wanted);
    const { tenant: tenantId } = principal;
    return this.run(principal, command, 'setDispatchRules', rules, async (em, at) => {
      await this.rosters.saveRules(em, tenantId, rules, at);
      await this.record(em, principal, 'dispatch-rules.set', tenantId, rules);
      return { tenantId };
    });
  }

  private run<T>(principal: Principal, { key, occurredAt }: RosterCommand, operation: string, input: unknown, work: Work<T>): Promise<LocalOutcome<T>> {
    return this.journal.runLocal({
      tenantId: principal.tenant, key, actor: actorOf(principal), operation, input, work, ...(occurredAt ? { occurredAt } : {}),
    });
  }

  private async takeBack(em: EntityManager, principal: Principal, commandId: string, row: AbsenceRow, at: Date): Promise<void> {
    const { tenantId, absenceId, personId } = row;
    await this.rosters.cancelAbsence(em, tenantId, absenceId, at);
    await this.record(em, principal, 'absence.cancelled', personId, { absenceId });
    await this.tell(em, row, commandId, at, newFact(absenceCancelled, { absenceId, personId, cancelledAt: at.toISOString() }));
  }

  private async record(em: EntityManager, { tenant, subject, personId }: Principal, action: string, whose: string, detail: object): Promise<void> {
    await this.audit.append(em, { tenantId: tenant, actor: personId ?? subject, action, subject: whose, detail: { ...detail } });
  }

  private async tell(em: EntityManager, { tenantId, personId }: AbsenceRow, commandId: string, at: Date, fact: NewFact): Promise<void> {
    await appendFacts(em, { tenantId, cell: this.config.MENDLINE_CELL, service: serviceName, subject: personId, aggregateId: personId, commandId, at, facts: [fact] });
  }
}

const absenceRow = ({ tenant, subject, personId }: Principal, absenceId: string, draft: AbsenceDraft, at: Date): AbsenceRow => ({
  ...draft, tenantId: tenant, absenceId, notedBy: personId ?? subject, notedAt: at, cancelledAt: null,
});
