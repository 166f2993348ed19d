import type { Principal } from '@mendline/platform/auth';
import type { TicketCopyRow } from '../workload/ticket-copy.entity.js';

/** Somebody, and the region where he works; null where nothing tells it. */
export interface Placed {
  readonly personId: string;
  readonly region: string | null;
}

type KnownTicket = Pick<TicketCopyRow, 'ownerId' | 'engineerId' | 'region'>;

/** A scope without the region that it needs covers nothing, and what lies in no known region is within no region. */
const isOfRegion = (principal: Principal, region: string | null): boolean => principal.region !== undefined && principal.region === region;

/** Whether the caller's data scope covers a person [A1-4]: staff themselves, those of the own region, or all of the tenant. */
export const coversPerson = (principal: Principal, { personId, region }: Placed): boolean => {
  switch (principal.dataScope) {
    case 'all':
      return true;
    case 'team':
    case 'region':
      return isOfRegion(principal, region);
    case 'own':
      return principal.personId === personId;
  }
};

/** Whether the caller's data scope covers a ticket, as intake has it [A1-4]. Null where no fact has told of it: whoever sees the whole tenant sees that too. */
export const coversTicket = (principal: Principal, ticket: KnownTicket | null): boolean => {
  if (principal.dataScope === 'all') return true;
  if (ticket === null) return false;
  if (principal.personId !== undefined && [ticket.ownerId, ticket.engineerId].includes(principal.personId)) return true;
  // Whoever sees his own only sees what waits in the own region for an owner.
  return isOfRegion(principal, ticket.region) && (principal.dataScope !== 'own' || ticket.ownerId === null);
};
