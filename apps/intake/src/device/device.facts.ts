import { ticketEntitled } from '@mendline/contracts/facts';
import type { FactDraft } from '../clock/clock.service.js';
import type { Entitlement } from './entitlement.domain.js';

/** The fact of a ticket's entitlement. */
export const entitledDraft = (ticket: { readonly deviceId: string | null }, { read: _read, faultClass: _fault, ...entitlement }: Entitlement, at: Date): FactDraft => ({
  definition: ticketEntitled,
  data: { deviceId: ticket.deviceId, ...entitlement, at: at.toISOString() },
});
