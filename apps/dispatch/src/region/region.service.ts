import { Database } from '@mendline/platform/database';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RegionMap } from './region.domain.js';
import { readRegionFiles } from './region.files.js';
import { RegionRepository } from './region.repository.js';

/** Places and their neighbours, the same for all tenants: imported when a process starts, read once. */
@Injectable()
export class RegionService implements OnApplicationBootstrap {
  private known: RegionMap | null = null;

  constructor(
    private readonly database: Database,
    private readonly regions: RegionRepository,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.import();
  }

  /** Brings the table up to the files; the same files again change nothing. Answers how many rows changed. */
  async import(): Promise<number> {
    const regions = await readRegionFiles();
    const changed = await this.database.systemTx((em) => this.regions.save(em, regions));
    this.known = null;
    return changed;
  }

  async map(em: EntityManager): Promise<RegionMap> {
    this.known ??= new RegionMap(await this.regions.list(em));
    return this.known;
  }
}
