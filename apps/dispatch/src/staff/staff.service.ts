import { type Fact, type FactData, isFact, personChanged } from '@mendline/contracts/facts';
import type { Principal } from '@mendline/platform/auth';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { coversPerson } from '../access/data-scope.js';
import type { StaffRow } from './staff.entity.js';
import { StaffRepository } from './staff.repository.js';

/** Dispatch's copy of the staff: who is there, with which roles, absent until when, deputised by whom. */
@Injectable()
export class StaffService {
  constructor(private readonly staff: StaffRepository) {}

  /** Folds a fact of intake; others than `intake.person.changed` are none of its business. */
  async fold(em: EntityManager, fact: Fact): Promise<void> {
    if (isFact(fact, personChanged)) await this.staff.fold(em, rowOf(fact));
  }

  /** Whether this tenant has such a person, as far as the facts have come. */
  isKnown(em: EntityManager, tenantId: string, personId: string): Promise<boolean> {
    return this.staff.exists(em, tenantId, personId);
  }

  /** Whether this tenant has such a person, within the caller's data scope. */
  async isWithin(em: EntityManager, principal: Principal, personId: string): Promise<boolean> {
    const home = await this.staff.home(em, principal.tenant, personId);
    return home !== null && coversPerson(principal, { personId, region: home.region });
  }

  find(em: EntityManager, tenantId: string, personId: string): Promise<StaffRow | null> {
    return this.staff.find(em, tenantId, personId);
  }
}

const rowOf = ({ tenantid, incarnation, aggregateversion, data }: Fact<FactData<typeof personChanged>>) => ({
  tenantId: tenantid,
  personId: data.personId,
  active: data.active,
  roles: data.roles,
  region: data.region,
  deputyId: data.deputyId,
  absentUntil: data.absentUntil === null ? null : new Date(data.absentUntil),
  incarnation,
  version: aggregateversion,
});
