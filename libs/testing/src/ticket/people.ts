import type { Actor, Role } from '@mendline/contracts/ticket';
import { systemActor } from '@mendline/contracts/ticket';

export const tenantId = 'huaxin';
export const customerId = 'c_01';

/** A member of staff with the roles named. */
export const staff = (personId: string, ...roles: readonly Role[]): Actor => ({ kind: 'staff', personId, customerId: null, roles });

/** A customer, acting by their own token or link. */
export const aCustomer = (id: string = customerId): Actor => ({ kind: 'customer', personId: null, customerId: id, roles: ['customer'] });

/** The people of a small after-sales department. */
export const people = {
  csr: staff('p_csr', 'csr'),
  leader: staff('p_leader', 'csr-leader'),
  ming: staff('p_ming', 'specialist'),
  hua: staff('p_hua', 'specialist'),
  lei: staff('p_lei', 'engineer'),
  wu: staff('p_wu', 'engineer'),
  supervisor: staff('p_supervisor', 'supervisor'),
  generalManager: staff('p_gm', 'general-manager'),
  customer: aCustomer(),
  stranger: aCustomer('c_99'),
  system: systemActor,
} as const;
