import type { Recipient } from '@mendline/contracts/policy-pack';
import type { Role } from '@mendline/contracts/ticket';

/** What is needed of a person to find who is to be told. */
export interface Reachable {
  readonly id: string;
  readonly roles: readonly Role[];
  readonly region: string | null;
  readonly department: string | null;
  readonly managerId: string | null;
  readonly deputyId: string | null;
  readonly active: boolean;
  readonly absentUntil: Date | null;
}

/** The ticket as far as recipients depend on it. */
export interface RecipientContext {
  readonly ownerId: string | null;
  readonly customerId: string;
  readonly region: string;
  readonly visitEngineerId: string | null;
  readonly flow: { readonly visit?: { readonly offer: { readonly personId: string } | null } | null };
}

/** Somebody to be told, and by which rule of the pack. */
export interface ResolvedRecipient {
  readonly id: string;
  readonly kind: 'staff' | 'customer';
  readonly via: string;
}

/** Somebody's duty by a roster at the instant. */
export interface OnCall {
  readonly roster: string;
  readonly personId: string;
}

type Staff = ReadonlyMap<string, Reachable>;

const chainLimit = 10;

/**
 * Finds who is to be told at this instant: an absent person gives way to the deputy, then to the manager chain; a role
 * means its people of the ticket's region, else all of the role. Nobody reachable for a rule = an empty answer for it.
 */
export const resolveRecipients = (
  rules: readonly Recipient[],
  staff: Staff,
  context: RecipientContext,
  now: Date,
  onCall: readonly OnCall[] = [],
): readonly ResolvedRecipient[] => {
  const found = rules.flatMap((rule) => resolveRule(rule, staff, context, now, onCall));
  return found.filter(({ id }, i) => found.findIndex((other) => other.id === id) === i);
};

const resolveRule = (rule: Recipient, staff: Staff, context: RecipientContext, now: Date, onCall: readonly OnCall[]): ResolvedRecipient[] => {
  if (rule === 'customer') return [{ id: context.customerId, kind: 'customer', via: rule }];
  return namedBy(rule, staff, context, onCall)
    .map((person) => standIn(person, staff, now))
    .filter((person) => person !== null)
    .map(({ id }) => ({ id, kind: 'staff' as const, via: rule }));
};

const namedBy = (rule: Exclude<Recipient, 'customer'>, staff: Staff, context: RecipientContext, onCall: readonly OnCall[]): Reachable[] => {
  if (rule.startsWith('role:')) return ofRole(rule.slice('role:'.length), staff, context.region);
  if (rule.startsWith('on-call:')) return onCall.filter(({ roster }) => rule === `on-call:${roster}`).flatMap(({ personId }) => one(staff, personId));
  if (rule.startsWith('person:')) return one(staff, rule.slice('person:'.length));
  if (rule === 'visit-engineer') return one(staff, context.visitEngineerId ?? '');
  if (rule === 'visit-offered') return one(staff, context.flow.visit?.offer?.personId ?? '');
  const owner = context.ownerId === null ? undefined : staff.get(context.ownerId);
  if (rule === 'owner') return owner ? [owner] : [];
  return owner?.managerId ? managerOf(owner.managerId, staff, heightOf[rule] ?? 1) : ofRole('supervisor', staff, context.region);
};

const heightOf: Readonly<Record<string, number>> = { 'owner-manager-2': 2, 'owner-manager-3': 3 };

/** So many up the manager chain [A1-4]; where it is shorter, its last. */
const managerOf = (id: string, staff: Staff, height: number): Reachable[] => {
  const [manager] = one(staff, id);
  if (!manager) return [];
  return height > 1 && manager.managerId ? managerOf(manager.managerId, staff, height - 1) : [manager];
};

const one = (staff: Staff, id: string): Reachable[] => {
  const person = staff.get(id);
  return person ? [person] : [];
};

/** `role`, or `role@department`: the people of the ticket's region, else all of them. */
const ofRole = (named: string, staff: Staff, region: string): Reachable[] => {
  const [role, department] = named.split('@');
  const all = [...staff.values()].filter((person) => person.active && person.roles.some((own) => own === role) && (department === undefined || person.department === department));
  const near = all.filter((person) => person.region === region);
  return near.length > 0 ? near : all;
};

const isThere = (person: Reachable, now: Date): boolean => person.active && (person.absentUntil === null || person.absentUntil <= now);

const standIn = (person: Reachable, staff: Staff, now: Date): Reachable | null => {
  let current: Reachable | undefined = person;
  for (let step = 0; current && step < chainLimit; step += 1) {
    if (isThere(current, now)) return current;
    const deputy: Reachable | undefined = current.deputyId ? staff.get(current.deputyId) : undefined;
    if (deputy && isThere(deputy, now)) return deputy;
    current = current.managerId ? staff.get(current.managerId) : undefined;
  }
  return null;
};
