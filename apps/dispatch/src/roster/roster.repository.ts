import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull, LessThan, MoreThan } from 'typeorm';
import type { Duty } from './duty.domain.js';
import { AbsenceRow, RosterRow, RulesRow } from './roster.entity.js';
import type { DispatchRules } from './rules.domain.js';

export interface PersonKey {
  readonly tenantId: string;
  readonly personId: string;
}

@Injectable()
export class RosterRepository {
  findRoster(em: EntityManager, { tenantId, personId }: PersonKey): Promise<RosterRow | null> {
    return em.findOneBy(RosterRow, { tenantId, personId });
  }

  async saveRoster(em: EntityManager, { tenantId, personId }: PersonKey, { zone, hours }: Duty, at: Date): Promise<void> {
    await em.upsert(RosterRow, { tenantId, personId, zone, hours: [...hours], updatedAt: at }, ['tenantId', 'personId']);
  }

  async findRules(em: EntityManager, tenantId: string): Promise<DispatchRules | null> {
    return (await em.findOneBy(RulesRow, { tenantId }))?.content ?? null;
  }

  async saveRules(em: EntityManager, tenantId: string, content: DispatchRules, at: Date): Promise<void> {
    await em.upsert(RulesRow, { tenantId, content, updatedAt: at }, ['tenantId']);
  }

  async addAbsence(em: EntityManager, row: AbsenceRow): Promise<void> {
    await em.insert(AbsenceRow, row);
  }

  lockAbsence(em: EntityManager, tenantId: string, absenceId: string): Promise<AbsenceRow | null> {
    return em.findOne(AbsenceRow, { where: { tenantId, absenceId }, lock: { mode: 'pessimistic_write' } });
  }

  async cancelAbsence(em: EntityManager, tenantId: string, absenceId: string, at: Date): Promise<void> {
    await em.update(AbsenceRow, { tenantId, absenceId }, { cancelledAt: at });
  }

  /** Absences that touch a span and take place, in order of time. */
  absencesOf(em: EntityManager, { tenantId, personId }: PersonKey, from: Date, to: Date): Promise<AbsenceRow[]> {
    return em.find(AbsenceRow, {
      where: { tenantId, personId, cancelledAt: IsNull(), from: LessThan(to), to: MoreThan(from) },
      order: { from: 'ASC', absenceId: 'ASC' },
    });
  }
}
