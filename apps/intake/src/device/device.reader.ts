import { notFound } from '@mendline/contracts';
import type { Principal } from '@mendline/platform/auth';
import { Database } from '@mendline/platform/database';
import type { PageArgs, RequestContext } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TicketSort } from '../ticket/ticket.input.js';
import type { Ticket, TicketConnection } from '../ticket/ticket.model.js';
import { TicketReader } from '../ticket/ticket.reader.js';
import { deviceFieldsOf } from './device.check.js';
import type { DeviceEntity } from './device.entity.js';
import type { Device } from './device.model.js';
import { DeviceService } from './device.service.js';

/** Reads devices for staff: masked; their history within the caller's data scope. */
@Injectable()
export class DeviceReader {
  constructor(
    private readonly database: Database,
    private readonly devices: DeviceService,
    private readonly tickets: TicketReader,
  ) {}

  /** Throws DomainError `device.unknown`. */
  byId({ tenant }: Principal, id: string): Promise<Device> {
    return this.database.tx(tenant, async (em) => this.view(em, await this.devices.require(em, tenant, id)));
  }

  /** Throws DomainError `device.unknown`. */
  bySerial({ tenant }: Principal, serialNumber: string): Promise<Device> {
    return this.database.tx(tenant, async (em) => {
      const device = await this.devices.bySerial(em, tenant, serialNumber.slice(0, 120));
      if (!device) throw notFound('device.unknown');
      return this.view(em, device);
    });
  }

  async ofTicket({ principal }: RequestContext, { deviceId }: Ticket): Promise<Device | null> {
    return principal && deviceId ? this.byId(principal, deviceId) : null;
  }

  /** The device's tickets that the caller may see, newest first. */
  async history({ principal }: RequestContext, { id: deviceId }: Device, page: PageArgs): Promise<TicketConnection> {
    if (!principal) throw notFound('device.unknown');
    return this.tickets.list(principal, { deviceId }, TicketSort.NEWEST, page);
  }

  private async view(em: EntityManager, device: DeviceEntity): Promise<Device> {
    return { ...deviceFieldsOf(device), id: device.id, version: device.version, serialNumber: await this.devices.maskedSerial(em, device) };
  }
}
