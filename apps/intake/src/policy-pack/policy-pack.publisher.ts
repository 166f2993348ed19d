import { conflict, notFound } from '@mendline/contracts';
import type { PackProblem } from '@mendline/contracts/policy-pack';
import { AuditLog } from '@mendline/platform/audit';
import { actorOf } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { CommandJournal } from '@mendline/platform/commands';
import { Database } from '@mendline/platform/database';
import { CommandState } from '@mendline/platform/graphql';
import type { Language } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { stringify } from 'yaml';
import { TicketMoveService } from '../ticket/ticket-move.service.js';
import { changesInWords } from './pack.diff.js';
import { PolicyPackEntity, TenantSettingsEntity } from './policy-pack.entity.js';
import type * as model from './policy-pack.model.js';
import { inLine, messageOf, PolicyPackService } from './policy-pack.service.js';
import type { PackText, TenantReading } from './policy-pack.service.js';

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
    private readonly moves: TicketMoveService,
  ) {}

  /**
   * Throws DomainError `policy-pack.invalid` with every problem, `policy-pack.strands-open` with the tickets that follow the pack and could not go on by this
   * version, unless they may be left behind by their own; then nothing is published.
   */
  async publish(who: Principal, language: Language, { key, yaml, basedOn = null, leaveBehind }: model.PublishPolicyPackInput): Promise<model.PublishPolicyPackPayload> {
    const { outcome } = await this.journal.runLocal({
      tenantId: who.tenant, key, actor: actorOf(who), operation: 'publishPolicyPack', input: { yaml, ...(basedOn !== null && { basedOn }), ...(leaveBehind && { leaveBehind }) },
      work: (em, now) => this.write(em, who, { language, source: yaml, basedOn, now }, leaveBehind === true),
    });
    const policyPack = await this.database.tx(who.tenant, (em) => this.version(em, who.tenant, outcome));
    return { commandId: key, state: CommandState.DONE, userErrors: [], policyPack };
  }

  /** What is wrong with a text, open tickets that it would strand included, in the caller's language; nothing is published. Throws DomainError `policy-pack.too-large`. */
  async problems({ tenant }: Principal, language: Language, yaml: string): Promise<model.PolicyPackProblem[]> {
    const problems = await this.database.tx(tenant, async (em) => {
      const reading = await this.packs.read(em, tenant, yaml);
      return [...reading.problems, ...(await this.stranded(em, tenant, reading))];
    });
    return problems.map((one) => ({ path: one.path, message: messageOf(one, language) }));
  }

  /** How a text differs from a published pack. Throws DomainError `policy-pack.invalid` with every problem, `policy-pack.unknown`. */
  async diff({ tenant: tenantId }: Principal, language: Language, yaml: string, { code, version }: { readonly code: string | null; readonly version: number | null }): Promise<model.PolicyPackChange[]> {
    return this.database.tx(tenantId, async (em) => {
      const after = await this.packs.require(em, tenantId, yaml, language);
      const pack = code ?? after.pack;
      const packVersion = version ?? (await this.packs.newestOf(em, tenantId, pack)) ?? 0;
      return changesInWords(await this.packs.of(em, { tenantId, pack, packVersion }), after);
    });
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

  private async write(em: EntityManager, who: Principal, text: Pick<PackText, 'language' | 'source' | 'basedOn' | 'now'>, leaveBehind: boolean): Promise<Published> {
    const actor = who.personId ?? who.subject;
    const stranded = await this.stranded(em, who.tenant, await this.packs.read(em, who.tenant, text.source));
    if (stranded.length > 0 && !leaveBehind) throw conflict('policy-pack.strands-open', { problems: inLine(stranded, text.language) });
    const { pack, version, hash } = await this.packs.publish(em, { ...text, tenantId: who.tenant, publishedBy: actor });
    const leftBehind = stranded.length > 0 && { leftBehind: inLine(stranded, 'en') };
    await this.audit.append(em, { tenantId: who.tenant, actor, action: 'policy-pack.published', subject: pack, detail: { version, hash, ...leftBehind } });
    return { pack, version };
  }

  /** Open tickets that follow the pack and could not go on by this text, at the places of the text that say so. */
  private async stranded(em: EntityManager, tenantId: string, { pack, written }: TenantReading): Promise<PackProblem[]> {
    const found = pack ? await this.moves.strandedByVersion(em, tenantId, pack) : [];
    return found.map((one) => ({ ...one, path: written(one.path) }));
  }

  private async version(em: EntityManager, tenantId: string, { pack, version }: Published): Promise<model.PolicyPackVersion | null> {
    const row = await em.findOne(PolicyPackEntity, { where: { tenantId, pack, version } });
    if (!row) return null;
    const settings = await em.findOne(TenantSettingsEntity, { where: { tenantId } });
    const { hash, source, content, parents, publishedAt } = row;
    return { pack, version, hash, source, parents, publishedAt, resolved: stringify(content), current: settings?.pack === pack && settings.packVersion === version };
  }
}
