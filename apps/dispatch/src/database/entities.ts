import type { EntityClass } from '@mendline/platform/database';
import { OfferRow } from '../assignment/offer.entity.js';
import { ProfileRow } from '../profile/profile.entity.js';
import { AbsenceRow, RosterRow, RulesRow } from '../roster/roster.entity.js';
import { StaffRow } from '../staff/staff.entity.js';
import { TicketCopyRow } from '../workload/ticket-copy.entity.js';

/** Every row class of dispatch. */
export const entities: readonly EntityClass[] = [AbsenceRow, OfferRow, ProfileRow, RosterRow, RulesRow, StaffRow, TicketCopyRow];
