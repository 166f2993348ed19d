import { notFound } from '@mendline/contracts';
import { AuditLog } from '@mendline/platform/audit';
import { actorOf } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { CommandJournal } from '@mendline/platform/commands';
import { Database } from '@mendline/platform/database';
import { CommandState } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PolicyPackEntity, TenantSettingsEntity } from './policy-pack.entity.js';
import type * as model from './policy-pack.model.js';
import { PolicyPackService } from './policy-pack.service.js';

/** What a publication names. */
interface Published {
  readonly pack: string;
  readonly version: number;
}

/** Publishes packs for administrators, and shows what is published. */
@Injectable()
export class PolicyPackPublisher {
  constructor(
    private readonly database: Database,
    private readonly journal: CommandJournal,
    private readonly packs: PolicyPackService,
    private readonly audit: AuditLog,
  ) {}

  /** Throws DomainError `policy-pack.invalid` with every problem; then nothing is published. */
  async publish(who: Principal, { key, yaml }: model.PublishPolicyPackInput): Promise<model.PublishPolicyPackPayload> {
    const { outcome } = await this.journal.runLocal({
      tenantId: who.tenant, key, actor: actorOf(who), operation: 'publishPolicyPack', input: { yaml },
      work: (em, now) => this.write(em, who, yaml, now),
    });
    const policyPack = await this.database.tx(who.tenant, (em) => this.version(em, who.tenant, outcome));
    return { commandId: key, state: CommandState.DONE, userErrors: [], policyPack };
  }

  /** A version, else the newest of the pack; without a code the tenant's own pack. Throws DomainError `policy-pack.unknown`. */
  async find({ tenant: tenantId }: Principal, code: string | null, version: number | null): Promise<model.PolicyPackVersion> {
    return this.database.tx(tenantId, async (em) => {
      const settings = await em.findOne(TenantSettingsEntity, { where: { tenantId } });
      const pack = code ?? settings?.pack ?? '';
      const newest = code === null ? settings?.packVersion : await em.maximum(PolicyPackEntity, 'version', { tenantId, pack });
      const found = await this.version(em, tenantId, { pack, version: version ?? newest ?? 0 });
      if (!found) throw notFound('policy-pack.unknown', { pack: pack.slice(0, 40), version: version ?? 0 });
      return found;
    });
  }

  private async write(em: EntityManager, who: Principal, yaml: string, now: Date): Promise<Published> {
    const actor = who.personId ?? who.subject;
    const { pack, version, hash } = await this.packs.publish(em, who.tenant, yaml, actor, now);
    await this.audit.append(em, { tenantId: who.tenant, actor, action: 'policy-pack.published', subject: pack, detail: { version, hash } });
    return { pack, version };
  }

  private async version(em: EntityManager, tenantId: string, { pack, version }: Published): Promise<model.PolicyPackVersion | null> {
    const row = await em.findOne(PolicyPackEntity, { where: { tenantId, pack, version } });
    if (!row) return null;
    const settings = await em.findOne(TenantSettingsEntity, { where: { tenantId } });
    const { hash, source, publishedAt } = row;
    return { pack, version, hash, source, publishedAt, current: settings?.pack === pack && settings.packVersion === version };
  }
}
