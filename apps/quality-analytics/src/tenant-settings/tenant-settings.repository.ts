import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** What metrics need of a published pack. */
export interface PublishedPack {
  readonly pack: string;
  readonly version: number;
  readonly rules: CountingRules;
  readonly publishedAt: string;
}

/** How a tenant counts. */
export interface CountingRules {
  /** IANA zone in which weeks begin. */
  readonly zone: string;
  /** A repair of the same device and fault so soon after the last one is a repeat repair [C19]. */
  readonly repeatWithinDays: number;
  /** How long an alert of frequent faults is not raised again [A12-6]. */
  readonly alertQuietDays: number;
}

@Injectable()
export class TenantSettingsRepository {
  /** Keeps the newest version of each pack, whatever order they come in. */
  async save(em: EntityManager, tenantId: string, { pack, version, rules, publishedAt }: PublishedPack): Promise<void> {
    await em.query(
      `insert into quality_settings (tenant_id, pack, version, zone, repeat_within_days, alert_quiet_days, published_at) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (tenant_id, pack) do update
         set version = excluded.version, zone = excluded.zone, repeat_within_days = excluded.repeat_within_days, alert_quiet_days = excluded.alert_quiet_days,
             published_at = excluded.published_at
       where quality_settings.version < excluded.version`,
      [tenantId, pack, version, rules.zone, rules.repeatWithinDays, rules.alertQuietDays, publishedAt],
    );
  }

  /** Rules of the pack that was published last; null before the first. */
  async rules(em: EntityManager, tenantId: string): Promise<CountingRules | null> {
    const [row] = await em.query<CountingRules[]>(
      `select zone, repeat_within_days as "repeatWithinDays", alert_quiet_days as "alertQuietDays"
       from quality_settings where tenant_id = $1 order by published_at desc, pack limit 1`,
      [tenantId],
    );
    return row ?? null;
  }

  async clear(em: EntityManager): Promise<void> {
    await em.query('delete from quality_settings');
  }
}
