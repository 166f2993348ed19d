import { Injectable } from '@nestjs/common';
import type { Fact, FactData, policyPackPublished } from '@mendline/contracts/facts';
import { qualitySchema } from '@mendline/contracts/policy-pack';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { TenantSettingsRepository } from './tenant-settings.repository.js';
import type { CountingRules } from './tenant-settings.repository.js';

const defaultZone = 'UTC';
const standard: CountingRules = { zone: defaultZone, ...qualitySchema.parse({}) };

/** A later release may have added rules that this reader does not know. */
const readable = z.object(qualitySchema.shape);

/** Packs that were published before a rule existed follow its standard. */
const rulesOf = (content: Record<string, unknown>): CountingRules => ({
  zone: typeof content['zone'] === 'string' ? content['zone'] : defaultZone,
  ...(readable.safeParse(content['quality'] ?? {}).data ?? qualitySchema.parse({})),
});

/** The settings of each tenant that counting follows, read from published packs. */
@Injectable()
export class TenantSettingsService {
  constructor(private readonly settings: TenantSettingsRepository) {}

  /** Takes a published pack. */
  async take(em: EntityManager, fact: Fact<FactData<typeof policyPackPublished>>): Promise<void> {
    const { pack, version, content, publishedAt } = fact.data;
    await this.settings.save(em, fact.tenantid, { pack, version, rules: rulesOf(content), publishedAt });
  }

  async rules(em: EntityManager, tenantId: string): Promise<CountingRules> {
    return (await this.settings.rules(em, tenantId)) ?? standard;
  }

  clear(em: EntityManager): Promise<void> {
    return this.settings.clear(em);
  }
}
