import { complaintHandled } from '@mendline/contracts/facts';
import type { FactDraft } from '../clock/clock.service.js';
import type { TicketRow } from './ticket.types.js';

/** What a complaint has come to at a step; none for other tickets. */
export const complaintFacts = ({ complaint }: Pick<TicketRow, 'complaint'>, step: string, at: Date): FactDraft[] =>
  complaint ? [{ definition: complaintHandled, data: { step, ...complaint, at: at.toISOString() } }] : [];
