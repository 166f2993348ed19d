import { invalid, notFound } from '@mendline/contracts/errors';
import { AuditLog } from '@mendline/platform/audit';
import { actorOf, type Principal } from '@mendline/platform/auth';
import { CommandJournal, type LocalOutcome } from '@mendline/platform/commands';
import { Database } from '@mendline/platform/database';
import { ARRIVAL_PATIENCE_MS, awaitArrival } from '@mendline/platform/exchange';
import type { PageRequest } from '@mendline/platform/graphql';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { coversPerson } from '../access/data-scope.js';
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

  /**
   * Throws `person.not-found` for somebody whom this tenant does not have or the caller's data scope does not cover, `profile.*` for wrong
   * values: a region outside the scope is one, so that nobody is moved out of it.
   */
  async set(principal: Principal, { key, occurredAt, ...values }: ProfileChange): Promise<LocalOutcome<{ personId: string }>> {
    const draft = checkedProfile(values);
    await this.requireWithin(principal, key, draft);
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

  /** Null for somebody whom the caller's data scope does not cover. */
  async find(principal: Principal, personId: string): Promise<ProfileRow | null> {
    const profile = await this.database.tx(principal.tenant, (em) => this.profiles.find(em, principal.tenant, personId));
    return profile && coversPerson(principal, profile) ? profile : null;
  }

  /**
   * Before the journal: the fact of a person who has just been imported may be on its way, and a later copy must find it. What the journal
   * knows by its key it answers itself, whatever the caller may see by now.
   */
  private async requireWithin(principal: Principal, key: string, draft: ProfileDraft): Promise<void> {
    const { tenant } = principal;
    const isWithin = () => this.database.tx(tenant, (em) => this.staff.isWithin(em, principal, draft.personId));
    const isJournaled = async () => (await this.journal.find(tenant, key)) !== null;
    const reached = await awaitArrival(async () => (await isWithin()) || (await isJournaled()) || null, this.patienceMs);
    if (reached === null) throw notFound('person.not-found');
    if (!coversPerson(principal, draft) && !(await isJournaled())) throw invalid('profile.region-invalid');
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
  return dataScope === 'all' ? {} : { region: region ?? '' };
};
