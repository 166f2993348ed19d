import { QualityClockRow, QualityEscalationRow } from '../quality-ticket/quality-clock.entity.js';
import { QualityTicketRow } from '../quality-ticket/quality-ticket.entity.js';
import { QualityVisitRow } from '../quality-ticket/quality-visit.entity.js';

/** Every row class of this service. */
export const entities = [QualityTicketRow, QualityClockRow, QualityEscalationRow, QualityVisitRow];
