import type { Fact, FactData, deviceChanged } from '@mendline/contracts/facts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export type DeviceFact = Fact<FactData<typeof deviceChanged>>;

const upsert = `
  insert into quality_devices (tenant_id, device_id, brand, model, category, batch, purchased_on, installed_on, accepted_on, incarnation, version, changed_at)
  select distinct on (tenant_id, device_id)
         tenant_id, device_id, brand, model, category, batch, purchased_on, installed_on, accepted_on, incarnation, version, changed_at
  from jsonb_populate_recordset(null::quality_devices, $1::jsonb)
  order by tenant_id, device_id, incarnation desc, version desc
  on conflict (tenant_id, device_id) do update
    set brand = excluded.brand, model = excluded.model, category = excluded.category, batch = excluded.batch, purchased_on = excluded.purchased_on,
        installed_on = excluded.installed_on, accepted_on = excluded.accepted_on, incarnation = excluded.incarnation, version = excluded.version, changed_at = excluded.changed_at
    where (quality_devices.incarnation, quality_devices.version) < (excluded.incarnation, excluded.version)`;

const record = ({ tenantid, incarnation, aggregateversion, data }: DeviceFact): object => ({
  tenant_id: tenantid, device_id: data.deviceId, brand: data.brand, model: data.model, category: data.category, batch: data.batch, purchased_on: data.purchasedOn,
  installed_on: data.installedOn, accepted_on: data.acceptedOn, incarnation, version: aggregateversion, changed_at: data.changedAt,
});

/** Devices as intake tells of them: the newest word on each, whatever order they come in. */
@Injectable()
export class QualityDeviceService {
  async save(em: EntityManager, facts: readonly DeviceFact[]): Promise<void> {
    await em.query(upsert, [JSON.stringify(facts.map(record))]);
  }

  async clear(em: EntityManager): Promise<void> {
    await em.query('delete from quality_devices');
  }
}
