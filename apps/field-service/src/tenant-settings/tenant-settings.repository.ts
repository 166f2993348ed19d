import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** The sections of a published pack that this service follows, as they were published. */
export interface StoredSettings {
  readonly approval: unknown;
  readonly satisfaction: unknown;
  readonly quoteDecline: unknown;
  readonly brand: unknown;
  readonly supervised: boolean | null;
}

export interface PackRef {
  readonly pack: string;
  readonly version: number;
}

@Injectable()
export class TenantSettingsRepository {
  /** A published version never changes: what is there stays. */
  async save(em: EntityManager, tenantId: string, { pack, version }: PackRef, { approval, satisfaction, quoteDecline, brand, supervised }: StoredSettings, publishedAt: string): Promise<void> {
    await em.query(
      `insert into pack_settings (tenant_id, pack, version, approval, satisfaction, published_at, quote_decline, brand, supervised) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
      [tenantId, pack, version, JSON.stringify(approval), JSON.stringify(satisfaction), publishedAt, JSON.stringify(quoteDecline), JSON.stringify(brand), supervised],
    );
  }

  async find(em: EntityManager, tenantId: string, { pack, version }: PackRef): Promise<StoredSettings | null> {
    const [row] = await em.query<StoredSettings[]>('select approval, satisfaction, quote_decline as "quoteDecline", brand, supervised from pack_settings where tenant_id = $1 and pack = $2 and version = $3', [tenantId, pack, version]);
    return row ?? null;
  }
}
