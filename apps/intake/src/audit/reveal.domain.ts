import { invalid } from '@mendline/contracts';
import { isClosedForCustomer } from '@mendline/contracts/ticket';
import type { Role, TicketStatus } from '@mendline/contracts/ticket';

/** What may be shown in clear. */
export const revealable = ['name', 'phone', 'email', 'address', 'company', 'description', 'serialNumber', 'details', 'notes'] as const;
export type Revealable = (typeof revealable)[number];

/** Throws DomainError `reveal.fields-missing` or `reveal.field-unknown`. */
export const checkFields = (fields: readonly string[]): readonly Revealable[] => {
  if (fields.length === 0) throw invalid('reveal.fields-missing', { allowed: revealable.join(', ') });
  return [...new Set(fields.map((field) => revealable.find((known) => known === field) ?? unknownField(field)))].sort();
};

const unknownField = (field: string): never => {
  throw invalid('reveal.field-unknown', { field: field.slice(0, 40), allowed: revealable.join(', ') });
};

/** Those whose work is with customers may look whenever their data scope covers the ticket. */
const byRole: readonly Role[] = ['csr', 'csr-leader', 'customer-relations', 'supervisor', 'manager', 'data-administrator'];
/** Those who do the job may look while it is theirs and open [C17]. */
const whileOwner: readonly Role[] = ['specialist', 'engineer'];

/** Whether somebody who can see a ticket may see its personal data in clear. */
export const mayReveal = (
  who: { readonly roles: readonly Role[]; readonly personId?: string | undefined },
  ticket: { readonly ownerId: string | null; readonly visitEngineerId?: string | null; readonly status: TicketStatus },
): boolean => {
  if (who.roles.some((role) => byRole.includes(role))) return true;
  const owns = who.personId !== undefined && (who.personId === ticket.ownerId || who.personId === ticket.visitEngineerId);
  return owns && who.roles.some((role) => whileOwner.includes(role)) && !isClosedForCustomer(ticket.status);
};
