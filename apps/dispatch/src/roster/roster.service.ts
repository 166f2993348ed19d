import { notFound } from '@mendline/contracts/errors';
import type { Principal } from '@mendline/platform/auth';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { StaffService } from '../staff/staff.service.js';
import { type Duty, type Interval, isOnDuty } from './duty.domain.js';
import type { AbsenceRow } from './roster.entity.js';
import { type PersonKey, RosterRepository } from './roster.repository.js';
import { type DispatchRules, standardRules } from './rules.domain.js';

/** Who is there when: duty hours, absences, and the tenant's rules for both. */
@Injectable()
export class RosterService {
  constructor(
    private readonly rosters: RosterRepository,
    private readonly staff: StaffService,
  ) {}

  /** The tenant's rules; the standard ones where it has set none. */
  async rules(em: EntityManager, tenantId: string): Promise<DispatchRules> {
    return (await this.rosters.findRules(em, tenantId)) ?? standardRules;
  }

  /** A person's duty: of his own roster, or the tenant's [A1-7]. */
  async duty(em: EntityManager, key: PersonKey): Promise<Duty> {
    const own = await this.rosters.findRoster(em, key);
    return own ? { zone: own.zone, hours: own.hours } : (await this.rules(em, key.tenantId)).duty;
  }

  /** Absences that touch a span and take place. */
  absences(em: EntityManager, key: PersonKey, { from, to }: Interval): Promise<AbsenceRow[]> {
    return this.rosters.absencesOf(em, key, new Date(from), new Date(to));
  }

  /** Whether somebody who works here is on duty during all of a window; nobody else ever is. */
  async isOnDuty(em: EntityManager, key: PersonKey, window: Interval): Promise<boolean> {
    const person = await this.staff.find(em, key.tenantId, key.personId);
    if (!person?.active || (person.absentUntil !== null && person.absentUntil.getTime() > window.from)) return false;
    const absences = await this.absences(em, key, window);
    return isOnDuty(await this.duty(em, key), absences.map(({ from, to }) => ({ from: from.getTime(), to: to.getTime() })), window);
  }

  /** Throws `person.not-found` for somebody whom this tenant does not have. */
  async requirePerson(em: EntityManager, { tenantId, personId }: PersonKey): Promise<void> {
    if (!(await this.staff.isKnown(em, tenantId, personId))) throw notFound('person.not-found');
  }

  /** The same for somebody whom the caller's data scope does not cover. */
  async requireWithin(em: EntityManager, principal: Principal, personId: string): Promise<void> {
    if (!(await this.isWithin(em, principal, personId))) throw notFound('person.not-found');
  }

  isWithin(em: EntityManager, principal: Principal, personId: string): Promise<boolean> {
    return this.staff.isWithin(em, principal, personId);
  }
}
