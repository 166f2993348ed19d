import type { Random } from '@mendline/testing';
import type { RegisterTicket } from '../client/index.js';
import type { RepairRequest } from './request.source.js';

/** What a registration says of the device. */
export type FleetDevice = Required<Pick<RegisterTicket, 'brand' | 'model' | 'category' | 'serialNumber' | 'batch' | 'purchasedOn'>>;

const makers = ['Huaxin', 'Nordlys', 'Kestrel'] as const;
const dayMs = 86_400_000;

/**
 * A device of a made-up fleet: the real requests tell a category and, at times, a brand; model, serial number, batch and day of purchase are
 * drawn. In warranty it was bought within the last ten months, out of it five to eight years ago.
 */
export const makeDevice = ({ brand, category }: RepairRequest, inWarranty: boolean, random: Random): FleetDevice => {
  const days = inWarranty ? random.int(20, 300) : random.int(5 * 365, 8 * 365);
  const bought = new Date(Date.now() - days * dayMs);
  const maker = brand ?? random.pick(makers);
  return {
    brand: maker,
    model: `${maker.slice(0, 2).toUpperCase().replaceAll(/[^A-Z]/g, 'X')}-${random.int(10, 99)}`,
    category,
    serialNumber: `SYN${random.digits(10)}`,
    batch: `B${String(bought.getUTCFullYear()).slice(2)}${String(random.int(1, 52)).padStart(2, '0')}`,
    purchasedOn: bought.toISOString().slice(0, 10),
  };
};
