import { notFound } from '@mendline/contracts/errors';
import { AuditLog } from '@mendline/platform/audit';
import { actorOf, type Principal } from '@mendline/platform/auth';
import { CommandJournal, type LocalOutcome } from '@mendline/platform/commands';
import { Database } from '@mendline/platform/database';
import type { PageRequest } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { StaffService } from '../staff/staff.service.js';
import { checkedProfile, type ProfileDraft } from './profile.domain.js';
import type { ProfileRow } from './profile.entity.js';
import { type ProfileFilter, ProfileRepository } from './profile.repository.js';

/** A change of a profile, as it was asked for. */
export interface ProfileChange extends ProfileDraft {
  readonly key: string;
  readonly occurredAt?: Date | null;
}

/** Skills, regions and limits of the staff: kept by supervisors, on record in the audit log. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly database: Database,
    private readonly journal: CommandJournal,
    private readonly audit: AuditLog,
    private readonly staff: StaffService,
    private readonly profiles: ProfileRepository,
  ) {}

  /** Throws `person.not-found` for somebody whom this tenant does not have, `profile.*` for wrong values. */
  set(principal: Principal, { key, occurredAt, ...values }: ProfileChange): Promise<LocalOutcome<{ personId: string }>> {
    const draft = checkedProfile(values);
    return this.journal.runLocal({
      tenantId: principal.tenant,
      key,
      actor: actorOf(principal),
      operation: 'setProfile',
      input: values,
      ...(occurredAt ? { occurredAt } : {}),
      work: (em, at) => this.save(em, principal, draft, at),
    });
  }

  /** By person id, one more than the page holds; only what the caller's data scope shows. */
  list(principal: Principal, { limit, after }: PageRequest): Promise<ProfileRow[]> {
    const { tenant } = principal;
    return this.database.tx(tenant, (em) => this.profiles.list(em, tenant, scopeOf(principal), limit + 1, after?.id ?? null));
  }

  find(tenantId: string, personId: string): Promise<ProfileRow | null> {
    return this.database.tx(tenantId, (em) => this.profiles.find(em, tenantId, personId));
  }

  private async save(em: EntityManager, { tenant, subject, personId }: Principal, draft: ProfileDraft, at: Date): Promise<{ personId: string }> {
    if (!(await this.staff.isKnown(em, tenant, draft.personId))) throw notFound('person.not-found');
    await this.profiles.save(em, tenant, draft, at);
    const { personId: whose, ...detail } = draft;
    await this.audit.append(em, { tenantId: tenant, actor: personId ?? subject, action: 'profile.set', subject: whose, detail });
    return { personId: whose };
  }
}

/** A scope without the value that it needs shows nothing. */
const scopeOf = ({ dataScope, region, personId }: Principal): ProfileFilter => {
  if (dataScope === 'own') return { personId: personId ?? '' };
  return dataScope === 'region' ? { region: region ?? '' } : {};
};
