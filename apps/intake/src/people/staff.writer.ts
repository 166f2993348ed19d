import { personChanged } from '@mendline/contracts/facts';
import { appendFacts } from '@mendline/platform/facts';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CELL } from '../intake.tokens.js';
import type { CheckedPerson } from './person.domain.js';
import { PersonEntity } from './person.entity.js';
import { StaffCipher } from './staff.cipher.js';

/** Writes members of staff with their facts. The caller holds the lock of the tenant's people. */
@Injectable()
export class StaffWriter {
  constructor(
    @Inject(CELL) private readonly cell: string,
    private readonly cipher: StaffCipher,
  ) {}

  /** Makes or changes a person; answers the row that was written, or null when everything is as said already. */
  async write(em: EntityManager, tenantId: string, record: CheckedPerson, known: PersonEntity | undefined, now: Date): Promise<PersonEntity | null> {
    if (known && sameRecord(known, record) && (await this.sameContact(em, known, record))) return null;
    const { id, login, department, region, managerId, deputyId, active } = record;
    const { name, phone, email } = record;
    const row: PersonEntity = {
      tenantId, id, login, roles: [...record.roles], department, region, managerId, deputyId, active,
      ...(await this.cipher.seal(em, { tenantId, id }, { name, phone, email })),
      absentUntil: known?.absentUntil ?? null,
      version: (known?.version ?? 0) + 1,
      changedAt: now,
    };
    await em.upsert(PersonEntity, row, ['tenantId', 'id']);
    await this.tell(em, row);
    return row;
  }

  /** Changes until when a person is absent. */
  async absent(em: EntityManager, person: PersonEntity, until: Date | null, now: Date): Promise<void> {
    const row = { ...person, absentUntil: until, version: person.version + 1, changedAt: now };
    const { tenantId, id, version, changedAt, absentUntil } = row;
    await em.update(PersonEntity, { tenantId, id }, { absentUntil, version, changedAt });
    await this.tell(em, row);
  }

  private async tell(em: EntityManager, person: PersonEntity): Promise<void> {
    const { tenantId, id: personId, version, active, roles, department, region, managerId, deputyId } = person;
    const absentUntil = person.absentUntil?.toISOString() ?? null;
    await appendFacts(em, {
      tenantId, cell: this.cell, service: 'intake', subject: `${tenantId}/${personId}`, aggregateId: personId, firstVersion: version, at: person.changedAt,
      facts: [{ definition: personChanged, data: { personId, active, roles, department, region, managerId, deputyId, absentUntil } }],
    });
  }

  private async sameContact(em: EntityManager, known: PersonEntity, record: CheckedPerson): Promise<boolean> {
    const { name, phone, email } = await this.cipher.open(em, known);
    return name === record.name && phone === record.phone && email === record.email;
  }
}

const compared = ['login', 'department', 'region', 'managerId', 'deputyId', 'active'] as const;

const sameRecord = (known: PersonEntity, record: CheckedPerson): boolean =>
  compared.every((field) => known[field] === record[field]) && [...known.roles].sort().join() === [...record.roles].sort().join();
