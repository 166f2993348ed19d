import { Injectable } from '@nestjs/common';
import type { Fact, FactData, policyPackPublished } from '@mendline/contracts/facts';
import type { EntityManager } from 'typeorm';
import { TenantSettingsRepository } from './tenant-settings.repository.js';

const defaultZone = 'UTC';

/** The settings of each tenant that metrics follow, read from published packs. */
@Injectable()
export class TenantSettingsService {
  constructor(private readonly settings: TenantSettingsRepository) {}

  /** Takes a published pack. A pack without a zone counts its weeks in UTC. */
  async take(em: EntityManager, fact: Fact<FactData<typeof policyPackPublished>>): Promise<void> {
    const { pack, version, content, publishedAt } = fact.data;
    const zone = typeof content['zone'] === 'string' ? content['zone'] : defaultZone;
    await this.settings.save(em, fact.tenantid, { pack, version, zone, publishedAt });
  }

  /** IANA zone in which the tenant's weeks begin. */
  async zone(em: EntityManager, tenantId: string): Promise<string> {
    return (await this.settings.zone(em, tenantId)) ?? defaultZone;
  }

  clear(em: EntityManager): Promise<void> {
    return this.settings.clear(em);
  }
}
