import type { Recipient } from '@mendline/contracts/policy-pack';
import type { Role } from '@mendline/contracts/ticket';

/** What is needed of a person to find who is to be told. */
export interface Reachable {
  readonly id: string;
  readonly roles: readonly Role[];
  readonly region: string | null;
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
): readonly ResolvedRecipient[] => {
  const found = rules.flatMap((rule) => resolveRule(rule, staff, context, now));
  return found.filter(({ id }, i) => found.findIndex((other) => other.id === id) === i);
};

const resolveRule = (rule: Recipient, staff: Staff, context: RecipientContext, now: Date): ResolvedRecipient[] => {
  if (rule === 'customer') return [{ id: context.customerId, kind: 'customer', via: rule }];
  return namedBy(rule, staff, context)
    .map((person) => standIn(person, staff, now))
    .filter((person) => person !== null)
    .map(({ id }) => ({ id, kind: 'staff' as const, via: rule }));
};

const namedBy = (rule: Exclude<Recipient, 'customer'>, staff: Staff, context: RecipientContext): Reachable[] => {
  if (rule.startsWith('role:')) return ofRole(rule.slice('role:'.length), staff, context.region);
  if (rule.startsWith('person:')) return one(staff, rule.slice('person:'.length));
  if (rule === 'visit-engineer') return one(staff, context.visitEngineerId ?? '');
  if (rule === 'visit-offered') return one(staff, context.flow.visit?.offer?.personId ?? '');
  const owner = context.ownerId === null ? undefined : staff.get(context.ownerId);
  if (rule === 'owner') return owner ? [owner] : [];
  return owner?.managerId ? one(staff, owner.managerId) : ofRole('supervisor', staff, context.region);
};

const one = (staff: Staff, id: string): Reachable[] => {
  const person = staff.get(id);
  return person ? [person] : [];
};

const ofRole = (role: string, staff: Staff, region: string): Reachable[] => {
  const all = [...staff.values()].filter((person) => person.active && person.roles.some((own) => own === role));
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
