import { forbidden, invalid, notFound } from '@mendline/contracts';
import { AuditLog } from '@mendline/platform/audit';
import { actorOf, hasRole } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { CommandJournal } from '@mendline/platform/commands';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { allPeople, lockPeople } from './people.repository.js';
import { checkPeople } from './person.domain.js';
import type { PersonRecord } from './person.domain.js';
import { PersonEntity } from './person.entity.js';
import { StaffWriter } from './staff.writer.js';

const mayRecordAbsence = ['supervisor', 'administrator'] as const;

/** Changes of staff: imports and absences, journaled and on the audit log. */
@Injectable()
export class StaffService {
  constructor(
    private readonly journal: CommandJournal,
    private readonly writer: StaffWriter,
    private readonly audit: AuditLog,
  ) {}

  /** Makes and changes people, all or none. Answers how many were not as said already. */
  async importPeople(who: Principal, key: string, people: readonly PersonRecord[]): Promise<number> {
    const { outcome } = await this.journal.runLocal({
      tenantId: who.tenant, key, actor: actorOf(who), operation: 'importPeople', input: people,
      work: (em, now) => this.write(em, who, people, now),
    });
    return outcome.changed;
  }

  /** The person themself, a supervisor or an administrator says until when a person is absent; null = back again. */
  async setAbsence(who: Principal, key: string, personId: string, until: Date | null): Promise<void> {
    if (who.personId !== personId && !hasRole(who, mayRecordAbsence)) throw forbidden('person.absence-not-allowed');
    await this.journal.runLocal({
      tenantId: who.tenant, key, actor: actorOf(who), operation: 'setAbsence', input: { personId, until },
      work: (em, now) => this.writeAbsence(em, who, personId, until, now),
    });
  }

  private async write(em: EntityManager, who: Principal, records: readonly PersonRecord[], now: Date): Promise<{ readonly changed: number }> {
    await lockPeople(em, who.tenant);
    const known = await allPeople(em, who.tenant);
    const changes = [];
    for (const record of checkPeople(records, [...known.values()])) {
      const before = known.get(record.id);
      const row = await this.writer.write(em, who.tenant, record, before, now);
      if (row) changes.push(changeOf(before, row));
    }
    if (changes.length > 0) {
      await this.audit.append(em, { tenantId: who.tenant, actor: who.personId ?? who.subject, action: 'people.imported', subject: 'people', detail: { people: changes } });
    }
    return { changed: changes.length };
  }

  private async writeAbsence(em: EntityManager, who: Principal, id: string, until: Date | null, now: Date): Promise<{ readonly personId: string }> {
    await lockPeople(em, who.tenant);
    const person = await em.findOne(PersonEntity, { where: { tenantId: who.tenant, id } });
    if (!person) throw notFound('person.unknown');
    if (until !== null && until <= now) throw invalid('person.absence-not-ahead');
    if (person.absentUntil?.getTime() === until?.getTime()) return { personId: id };
    await this.writer.absent(em, person, until, now);
    await this.audit.append(em, {
      tenantId: who.tenant, actor: who.personId ?? who.subject, action: 'person.absence-set', subject: id, detail: { until: until?.toISOString() ?? null },
    });
    return { personId: id };
  }
}

/** What an auditor asks of a change: who may do what, under whom. No names. */
const changeOf = (before: PersonEntity | undefined, { id, version, roles, active, department, region, managerId, deputyId }: PersonEntity) => ({
  id, version, roles, rolesBefore: before?.roles ?? [], active, department, region, managerId, deputyId,
});
