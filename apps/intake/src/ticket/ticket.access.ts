import { caseworkers } from '@mendline/contracts/ticket';
import type { Role } from '@mendline/contracts/ticket';
import type { Principal } from '@mendline/platform/auth';
import type { TicketEntity } from './ticket.entity.js';

/** Whether the caller's data scope covers a ticket [A1-4]: customers their own, staff own, region or all of the tenant; a complaint never whom it is about [A3-13]. */
export const canSee = (principal: Principal, ticket: Pick<TicketEntity, 'customerId' | 'ownerId' | 'region' | 'registeredBy' | 'visitEngineerId' | 'queue' | 'flow'>): boolean => {
  if (principal.roles.includes('customer')) return principal.customerId !== undefined && principal.customerId === ticket.customerId;
  if (principal.personId !== undefined && ticket.flow.accused?.includes(principal.personId)) return false;
  const own = [ticket.ownerId, ticket.registeredBy, ticket.visitEngineerId, ticket.flow.offer?.personId, ticket.flow.visit?.offer?.personId].includes(principal.personId ?? '');
  switch (principal.dataScope) {
    case 'all':
      return true;
    case 'team':
    case 'region':
      return own || principal.region === undefined || principal.region === ticket.region;
    case 'own':
      return own || (ticket.queue !== null && principal.region === ticket.region && isCaseworker(principal.roles));
  }
};

/** SQL: whether a ticket is not about a person, by its `flow` and a parameter with the person's id [A3-13]. */
export const isNotAbout = (flow: string, personId: string): string => `not coalesce(jsonb_exists(${flow} -> 'accused', ${personId}), false)`;

/** Whoever may own tickets sees what waits in the queues of the own region. */
const isCaseworker = (roles: readonly Role[]): boolean => roles.some((role) => caseworkers.includes(role));
