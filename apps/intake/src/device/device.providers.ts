import { DeviceCorrections } from './device.corrections.js';
import { DeviceEntity } from './device.entity.js';
import { DeviceReader } from './device.reader.js';
import { DeviceResolver, TicketDeviceResolver } from './device.resolver.js';
import { DeviceService } from './device.service.js';
import { DeviceWriter } from './device.writer.js';

/** Tables of this folder. */
export const deviceEntities = [DeviceEntity];

/** What the folder puts into the service's module. */
export const deviceProviders = [DeviceService, DeviceWriter, DeviceCorrections, DeviceReader, DeviceResolver, TicketDeviceResolver];
