import { type FactData, type Fact, isFact, policyPackPublished } from '@mendline/contracts/facts';
import { type ApprovalMatrix, approvalSchema, type PolicyPack, policyPackSchema } from '@mendline/contracts/policy-pack';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type PackRef, TenantSettingsRepository } from './tenant-settings.repository.js';

/** What plans and acceptances of a ticket follow. */
export interface PackSettings {
  readonly approval: ApprovalMatrix;
  readonly satisfaction: PolicyPack['satisfaction'] | null;
  /** Why customers decline plan or quote. */
  readonly quoteDecline: PolicyPack['reasons']['quoteDecline'];
  /** The name by which customers know the enterprise; null where the pack says none. */
  readonly brand: NonNullable<PolicyPack['brand']> | null;
  /** Whether a route has the supervisor's approval of the plan, without which nobody is asked for it; also where that is not known. */
  readonly supervised: boolean;
}

const { satisfaction: satisfactionSchema, reasons, brand: brandSchema } = policyPackSchema.shape;
const quoteDeclineSchema = reasons.shape.quoteDecline;

/** The sections of published packs that this service follows, by (pack, version): a ticket keeps the version it began with. */
@Injectable()
export class TenantSettingsService {
  constructor(private readonly settings: TenantSettingsRepository) {}

  /** Takes a published pack; every other fact is none of its business. A pack without a matrix has the usual one. */
  async fold(em: EntityManager, fact: Fact): Promise<void> {
    if (!isFact(fact, policyPackPublished)) return;
    const { pack, version, content, publishedAt }: FactData<typeof policyPackPublished> = fact.data;
    const stored = { approval: content['approval'] ?? {}, satisfaction: content['satisfaction'] ?? null, quoteDecline: reasonsIn(content['reasons']), brand: content['brand'] ?? null, supervised: isSupervised(content['kinds']) };
    await this.settings.save(em, fact.tenantid, { pack, version }, stored, publishedAt);
  }

  /** Null while the pack's fact has not come here. */
  async find(em: EntityManager, tenantId: string, ref: PackRef | null): Promise<PackSettings | null> {
    const stored = ref && (await this.settings.find(em, tenantId, ref));
    if (!stored) return null;
    const satisfaction = satisfactionSchema.safeParse(stored.satisfaction);
    return {
      approval: approvalSchema.parse(stored.approval), satisfaction: satisfaction.success ? satisfaction.data : null,
      quoteDecline: quoteDeclineSchema.parse(stored.quoteDecline ?? []), brand: brandSchema.parse(stored.brand ?? undefined) ?? null, supervised: stored.supervised ?? true,
    };
  }
}

const reasonsIn = (lists: unknown): unknown => (typeof lists === 'object' && lists !== null ? (Reflect.get(lists, 'quoteDecline') as unknown) : null) ?? null;

/** Null where the pack tells no routes. */
const isSupervised = (kinds: unknown): boolean | null => (Array.isArray(kinds) ? kinds.some((kind: unknown) => routeOf(kind).includes('approved')) : null);

const routeOf = (kind: unknown): readonly unknown[] => {
  const route: unknown = typeof kind === 'object' && kind !== null ? Reflect.get(kind, 'route') : null;
  return Array.isArray(route) ? route : [];
};
