import type { Role } from '@mendline/contracts/ticket';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { PersonEntity } from './person.entity.js';
import { StaffCipher } from './staff.cipher.js';
import type { StaffContact } from './staff.cipher.js';

/** What of a member of staff decides about channels. */
export interface StaffReach {
  readonly id: string;
  readonly roles: readonly Role[];
  readonly region: string | null;
  readonly hasEmail: boolean;
  readonly hasPhone: boolean;
}

/** How staff are reached. */
@Injectable()
export class StaffContacts {
  constructor(private readonly cipher: StaffCipher) {}

  /** Those of these people who exist. */
  async reach(em: EntityManager, tenantId: string, ids: readonly string[]): Promise<StaffReach[]> {
    if (ids.length === 0) return [];
    const people = await em.find(PersonEntity, { where: { tenantId, id: In([...ids]) }, select: { tenantId: true, id: true, roles: true, region: true, email: true, phone: true } });
    return people.map(({ id, roles, region, email, phone }) => ({ id, roles, region, hasEmail: email !== null, hasPhone: phone !== null }));
  }

  /** In clear, for sending only; null for nobody. */
  async open(em: EntityManager, tenantId: string, id: string): Promise<StaffContact | null> {
    const person = await em.findOne(PersonEntity, { where: { tenantId, id } });
    return person && this.cipher.open(em, person);
  }
}
