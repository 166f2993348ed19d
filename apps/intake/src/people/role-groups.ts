import type { Role } from '@mendline/contracts/ticket';

/** Roles of members of staff. */
export const staffRoles = [
  'csr', 'csr-leader', 'receptionist', 'specialist', 'engineer', 'supervisor', 'manager', 'department-manager', 'customer-relations',
  'data-administrator', 'quality-manager', 'finance', 'purchasing', 'sales', 'general-manager', 'administrator',
] as const satisfies readonly Role[];

/** Who may own tickets. */
const ownerRoles: readonly Role[] = ['specialist', 'engineer', 'supervisor', 'customer-relations'];

/** Whether somebody of these roles may own tickets. */
export const mayOwn = (roles: readonly Role[]): boolean => roles.some((role) => ownerRoles.includes(role));

/** Who watches over the time of others' tickets. */
export const supervision = ['csr-leader', 'supervisor', 'manager', 'department-manager', 'general-manager', 'administrator'] as const satisfies readonly Role[];

/** Every role that a person's token may carry. */
export const everybody = ['customer', 'partner', ...staffRoles] as const satisfies readonly Role[];
