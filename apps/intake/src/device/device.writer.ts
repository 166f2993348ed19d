import { deviceChanged } from '@mendline/contracts/facts';
import { appendFacts } from '@mendline/platform/facts';
import { redact } from '@mendline/platform/privacy';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CELL } from '../intake.tokens.js';
import { DeviceEntity } from './device.entity.js';

/** People put telephone numbers into any field. */
const clean = (text: string | null): string | null => (text === null ? null : redact(text));

/** Writes devices with their facts. The caller holds the device's lock, or has just made it. */
@Injectable()
export class DeviceWriter {
  constructor(@Inject(CELL) private readonly cell: string) {}

  async write(em: EntityManager, device: DeviceEntity): Promise<DeviceEntity> {
    await em.upsert(DeviceEntity, device, ['tenantId', 'id']);
    const { tenantId, id: deviceId, brand, model, category, batch, purchasedOn, installedOn, acceptedOn, changedAt: at } = device;
    const words = { brand: clean(brand), model: clean(model), category: clean(category), batch: clean(batch) };
    await appendFacts(em, {
      tenantId, cell: this.cell, service: 'intake', subject: deviceId, aggregateId: deviceId, at,
      facts: [{ definition: deviceChanged, data: { deviceId, ...words, purchasedOn, installedOn, acceptedOn, changedAt: at.toISOString() } }],
    });
    return device;
  }
}
