import type { Random } from '@mendline/testing';
import type { ContactData } from '../client/index.js';

/**
 * Customers of the demonstration are made up, and say so in their names: the real requests name nobody. Numbers are from ranges
 * that are not given out.
 */
export const makeCustomer = (tenant: string, serial: number, random: Random): ContactData => {
  const number = String(serial).padStart(4, '0');
  if (tenant === 'borealis') {
    return { name: `Oppdiktet Kunde ${number}`, phone: `+47999${random.digits(5)}`, email: `kunde${number}@example.no`, address: `Eksempelveien ${random.int(1, 90)}, 0001 Oslo` };
  }
  return { name: `虚构客户${number}`, phone: `139000${random.digits(5)}`, email: `customer${number}@example.cn`, address: `上海市示例路${random.int(1, 900)}号` };
};
