import type { EntityClass } from '@mendline/platform/database';
import { OfferRow } from '../assignment/offer.entity.js';
import { ProfileRow } from '../profile/profile.entity.js';
import { StaffRow } from '../staff/staff.entity.js';
import { TicketCopyRow } from '../workload/ticket-copy.entity.js';

/** Every row class of dispatch. */
export const entities: readonly EntityClass[] = [OfferRow, ProfileRow, StaffRow, TicketCopyRow];
