import { policyPackPublished } from '@mendline/contracts/facts';
import { FactReaders } from '@mendline/platform/exchange';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { TenantSettingsService } from './tenant-settings.service.js';

/** Consumer group of the packs' copies. */
export const tenantSettingsGroup = 'field-service.tenant-settings';

/** Reads published packs as long as the process runs. */
@Injectable()
export class TenantSettingsConsumer implements OnApplicationBootstrap {
  constructor(
    private readonly readers: FactReaders,
    private readonly settings: TenantSettingsService,
  ) {}

  onApplicationBootstrap(): void {
    this.readers.start({ group: tenantSettingsGroup, topics: [policyPackPublished.topic], handle: (em, fact) => this.settings.fold(em, fact) });
  }
}
