import { notFound } from '@mendline/contracts';
import type { PolicyPack } from '@mendline/contracts/policy-pack';
import { newId } from '@mendline/platform/ids';
import { BlindIndexes, erased, PersonalData } from '@mendline/platform/privacy';
import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import type { DeviceFields } from './device.check.js';
import { deviceFields, maskSerial, withUnknown } from './device.check.js';
import { DeviceEntity } from './device.entity.js';
import { entitlementOf } from './entitlement.domain.js';
import type { Entitlement } from './entitlement.domain.js';
import { DeviceWriter } from './device.writer.js';

/** What a registration says of a device. */
export interface SaidDevice extends DeviceFields {
  readonly serialNumber: string | null;
}

/** Devices: found again by serial number, corrected, and read for their warranty. */
@Injectable()
export class DeviceService {
  constructor(
    private readonly personal: PersonalData,
    private readonly indexes: BlindIndexes,
    private readonly writer: DeviceWriter,
  ) {}

  /** The device with this serial number, else a new one; null where nothing is said of a device. */
  async findOrCreate(em: EntityManager, tenantId: string, customerId: string, said: SaidDevice, now: Date): Promise<DeviceEntity | null> {
    const { serialNumber, ...fields } = said;
    if (!serialNumber && !fields.model && !fields.brand && !fields.category) return null;
    const known = serialNumber ? await this.lockBySerial(em, tenantId, serialNumber) : null;
    if (!known) return this.insert(em, tenantId, customerId, said, now);
    const next = withUnknown(known, fields);
    if (deviceFields.every((field) => next[field] === known[field])) return known;
    return this.writer.write(em, { ...next, version: known.version + 1, changedAt: now });
  }

  /** Null for a serial number that no device has. */
  async bySerial(em: EntityManager, tenantId: string, serialNumber: string): Promise<DeviceEntity | null> {
    const serialIndex = await this.indexes.blindIndex(tenantId, 'id-number', serialNumber);
    return em.findOne(DeviceEntity, { where: { tenantId, serialIndex }, order: { createdAt: 'ASC' } });
  }

  /** Throws DomainError `device.unknown`. */
  async require(em: EntityManager, tenantId: string, id: string, lock = false): Promise<DeviceEntity> {
    const device = await em.findOne(DeviceEntity, { where: { tenantId, id }, ...(lock && { lock: { mode: 'pessimistic_write' } }) });
    if (!device) throw notFound('device.unknown');
    return device;
  }

  /** Writes a locked device back; readers of facts are told. */
  async change(em: EntityManager, device: DeviceEntity): Promise<void> {
    await this.writer.write(em, device);
  }

  /** The serial number as lists show it. */
  async maskedSerial(em: EntityManager, { tenantId, customerId, serialNumber }: DeviceEntity): Promise<string | null> {
    if (serialNumber === null) return null;
    const serial = await this.personal.decrypt(em, tenantId, customerId, 'device.serialNumber', serialNumber);
    return serial === erased ? null : maskSerial(serial);
  }

  /** Whether a repair of the device is covered on the day that a request came in; null without a device. */
  entitlement(device: DeviceEntity | null, pack: PolicyPack, faultClass: string, receivedAt: Date): Entitlement | null {
    if (!device) return null;
    const on = DateTime.fromJSDate(receivedAt, { zone: pack.zone }).toISODate();
    return on === null ? null : entitlementOf({ ...device, faultClass, on }, pack.warranty);
  }

  private async lockBySerial(em: EntityManager, tenantId: string, serialNumber: string): Promise<DeviceEntity | null> {
    const index = await this.indexes.blindIndex(tenantId, 'id-number', serialNumber);
    await em.query('select pg_advisory_xact_lock(hashtextextended($1, 3))', [`${tenantId}/${index.toString('hex')}`]);
    return this.bySerial(em, tenantId, serialNumber);
  }

  private async insert(em: EntityManager, tenantId: string, customerId: string, { serialNumber, ...fields }: SaidDevice, now: Date): Promise<DeviceEntity> {
    return this.writer.write(em, {
      ...fields, tenantId, customerId, id: newId('dv'), version: 1, createdAt: now, changedAt: now,
      serialNumber: serialNumber ? await this.personal.encrypt(em, tenantId, customerId, 'device.serialNumber', serialNumber) : null,
      serialIndex: serialNumber ? await this.indexes.blindIndex(tenantId, 'id-number', serialNumber) : null,
    });
  }
}
