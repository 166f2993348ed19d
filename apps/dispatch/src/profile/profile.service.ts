import { notFound } from '@mendline/contracts/errors';
import { AuditLog } from '@mendline/platform/audit';
import { actorOf, type Principal } from '@mendline/platform/auth';
import { CommandJournal, type LocalOutcome } from '@mendline/platform/commands';
import { Database } from '@mendline/platform/database';
import { ARRIVAL_PATIENCE_MS, awaitArrival } from '@mendline/platform/exchange';
import type { PageRequest } from '@mendline/platform/graphql';
import { Inject, Injectable } from '@nestjs/common';
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
    @Inject(ARRIVAL_PATIENCE_MS) private readonly patienceMs: number,
  ) {}

  /** Throws `person.not-found` for somebody whom this tenant does not have, `profile.*` for wrong values. */
  async set(principal: Principal, { key, occurredAt, ...values }: ProfileChange): Promise<LocalOutcome<{ personId: string }>> {
    const draft = checkedProfile(values);
    await this.requirePerson(principal.tenant, draft.personId);
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

  /** Before the journal: the fact of a person who has just been imported may be on its way, and a later copy must find it. */
  private async requirePerson(tenantId: string, personId: string): Promise<void> {
    const look = () => this.database.tx(tenantId, (em) => this.staff.isKnown(em, tenantId, personId));
    const known = await awaitArrival(async () => (await look()) || null, this.patienceMs);
    if (known === null) throw notFound('person.not-found');
  }

  private async save(em: EntityManager, { tenant, subject, personId }: Principal, draft: ProfileDraft, at: Date): Promise<{ personId: string }> {
    await this.profiles.save(em, tenant, draft, at);
    const { personId: whose, certificates, ...rest } = draft;
    const detail = { ...rest, certificates: certificates.map(({ skill, validUntil }) => ({ skill, validUntil: validUntil.toISOString() })) };
    await this.audit.append(em, { tenantId: tenant, actor: personId ?? subject, action: 'profile.set', subject: whose, detail });
    return { personId: whose };
  }
}

/** A scope without the value that it needs shows nothing. */
const scopeOf = ({ dataScope, region, personId }: Principal): ProfileFilter => {
  if (dataScope === 'own') return { personId: personId ?? '' };
  return dataScope === 'region' ? { region: region ?? '' } : {};
};
