import type { Role } from '@mendline/contracts/ticket';

/** Who repairs. */
export const technical = ['specialist', 'engineer', 'supervisor', 'manager'] as const satisfies readonly Role[];
/** Who speaks with customers. */
export const service = ['csr', 'csr-leader', 'supervisor', 'manager'] as const satisfies readonly Role[];
/** Who has the word on plans. */
export const supervision = ['supervisor', 'manager'] as const satisfies readonly Role[];
/** Who looks after parts. */
export const storekeeping = ['purchasing', 'supervisor', 'manager', 'data-administrator', 'administrator'] as const satisfies readonly Role[];
/** Who may see what is going on. */
export const staff = [...technical, 'csr', 'csr-leader', 'customer-relations', 'department-manager', 'quality-manager', 'general-manager', 'administrator'] as const satisfies readonly Role[];
