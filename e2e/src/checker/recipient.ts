import type { Recipient } from '@mendline/contracts/policy-pack';

/** A member of staff, as the demonstration's list of people says. Nobody is absent in it. */
export interface StaffMember {
  readonly id: string;
  readonly roles: readonly string[];
  readonly region: string | null;
  readonly managerId: string | null;
}

/** The ticket at the instant of an escalation. */
export interface EscalatedTicket {
  readonly ownerId: string | null;
  readonly customerId: string;
  readonly region: string;
}

const ofRole = (role: string, staff: readonly StaffMember[], region: string): string[] => {
  const all = staff.filter(({ roles }) => roles.includes(role));
  const near = all.filter((person) => person.region === region);
  return (near.length > 0 ? near : all).map(({ id }) => id);
};

const one = (rule: Recipient, staff: readonly StaffMember[], ticket: EscalatedTicket): string[] => {
  if (rule === 'customer') return [ticket.customerId];
  if (rule.startsWith('role:')) return ofRole(rule.slice(5), staff, ticket.region);
  if (rule.startsWith('person:')) return [rule.slice(7)];
  if (rule === 'visit-engineer' || rule === 'visit-offered' || rule.startsWith('on-call:') || rule.startsWith('owner-manager-')) throw new Error(`the checker does not know who is meant by ${rule}`);
  const owner = staff.find(({ id }) => id === ticket.ownerId);
  if (rule === 'owner') return owner ? [owner.id] : [];
  return owner?.managerId ? [owner.managerId] : ofRole('supervisor', staff, ticket.region);
};

/** Everybody whom the rules of a level name, each once. */
export const recipientsOf = (rules: readonly Recipient[], staff: readonly StaffMember[], ticket: EscalatedTicket): ReadonlySet<string> =>
  new Set(rules.flatMap((rule) => one(rule, staff, ticket)));
