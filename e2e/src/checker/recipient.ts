import type { Recipient } from '@mendline/contracts/policy-pack';

/** A member of staff, as the demonstration's list of people says. Nobody is absent in it. */
export interface StaffMember {
  readonly id: string;
  readonly roles: readonly string[];
  readonly region: string | null;
  readonly managerId: string | null;
  readonly department?: string | null;
}

/** Somebody's duty by a roster, in milliseconds: from (inclusive) to (exclusive). */
export interface Duty {
  readonly roster: string;
  readonly personId: string;
  readonly from: number;
  readonly to: number;
}

/** The ticket at the instant of an escalation. */
export interface EscalatedTicket {
  readonly ownerId: string | null;
  readonly customerId: string;
  readonly region: string;
  /** When it was raised, in milliseconds: who is on call is asked then. */
  readonly at?: number;
}

const ofRole = (named: string, staff: readonly StaffMember[], region: string): string[] => {
  const [role = '', department] = named.split('@');
  const all = staff.filter((person) => person.roles.includes(role) && (department === undefined || person.department === department));
  const near = all.filter((person) => person.region === region);
  return (near.length > 0 ? near : all).map(({ id }) => id);
};

/** So many steps up from the owner; a shorter chain ends with its last [A1-4]. */
const above = (owner: StaffMember | undefined, steps: number, staff: readonly StaffMember[], region: string): string[] => {
  const chain: string[] = [];
  for (let next = owner?.managerId ?? null; next !== null && chain.length < steps; next = staff.find(({ id }) => id === next)?.managerId ?? null) chain.push(next);
  return chain.length > 0 ? chain.slice(-1) : ofRole('supervisor', staff, region);
};

const one = (rule: Recipient, staff: readonly StaffMember[], ticket: EscalatedTicket, duties: readonly Duty[]): string[] => {
  if (rule === 'customer') return [ticket.customerId];
  if (rule.startsWith('role:')) return ofRole(rule.slice(5), staff, ticket.region);
  if (rule.startsWith('person:')) return [rule.slice(7)];
  const at = ticket.at ?? Number.NaN;
  if (rule.startsWith('on-call:')) return duties.filter(({ roster, from, to }) => roster === rule.slice(8) && from <= at && at < to).map(({ personId }) => personId);
  if (rule === 'visit-engineer' || rule === 'visit-offered') throw new Error(`the checker does not know who is meant by ${rule}`);
  const owner = staff.find(({ id }) => id === ticket.ownerId);
  if (rule === 'owner') return owner ? [owner.id] : [];
  return above(owner, Number(/\d$/.exec(rule)?.[0] ?? 1), staff, ticket.region);
};

/** Where nobody is there by the rules of a level, the next higher role that has somebody. */
const higher: readonly (readonly Recipient[])[] = [['role:supervisor'], ['role:manager'], ['role:general-manager'], ['role:administrator']];

/** Everybody whom the rules of a level name, each once. */
export const recipientsOf = (rules: readonly Recipient[], staff: readonly StaffMember[], ticket: EscalatedTicket, duties: readonly Duty[] = []): ReadonlySet<string> => {
  const attempts = [rules, ...higher].map((attempt) => new Set(attempt.flatMap((rule) => one(rule, staff, ticket, duties))));
  return attempts.find(({ size }) => size > 0) ?? new Set<string>();
};
