import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** What metrics need of a published pack. */
export interface PublishedPack {
  readonly pack: string;
  readonly version: number;
  readonly zone: string;
  readonly publishedAt: string;
}

@Injectable()
export class TenantSettingsRepository {
  /** Keeps the newest version of each pack, whatever order they come in. */
  async save(em: EntityManager, tenantId: string, { pack, version, zone, publishedAt }: PublishedPack): Promise<void> {
    await em.query(
      `insert into quality_settings (tenant_id, pack, version, zone, published_at) values ($1, $2, $3, $4, $5)
       on conflict (tenant_id, pack) do update set version = excluded.version, zone = excluded.zone, published_at = excluded.published_at
       where quality_settings.version < excluded.version`,
      [tenantId, pack, version, zone, publishedAt],
    );
  }

  /** Zone of the pack that was published last; null before the first. */
  async zone(em: EntityManager, tenantId: string): Promise<string | null> {
    const [row] = await em.query<{ zone: string }[]>(
      'select zone from quality_settings where tenant_id = $1 order by published_at desc, pack limit 1',
      [tenantId],
    );
    return row?.zone ?? null;
  }

  async clear(em: EntityManager): Promise<void> {
    await em.query('delete from quality_settings');
  }
}
