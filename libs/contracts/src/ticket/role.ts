/** Roles of the after-sales department and around it [A1-4]. */
export const roles = [
  'customer',
  'csr',
  'csr-leader',
  'receptionist',
  'specialist',
  'engineer',
  'supervisor',
  'manager',
  'department-manager',
  'customer-relations',
  'data-administrator',
  'quality-manager',
  'finance',
  'purchasing',
  'sales',
  'general-manager',
  'partner',
  'administrator',
  'system',
] as const;

export type Role = (typeof roles)[number];

/** Who acts: a member of staff, a customer, or the system itself (deadlines, rules). */
export interface Actor {
  readonly kind: 'staff' | 'customer' | 'system';
  readonly personId: string | null;
  readonly customerId: string | null;
  readonly roles: readonly Role[];
}

/** The actor of internal commands. */
export const systemActor: Actor = { kind: 'system', personId: null, customerId: null, roles: ['system'] };
