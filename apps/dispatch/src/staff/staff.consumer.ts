import { personChanged } from '@mendline/contracts/facts';
import type { FactHandler } from '@mendline/platform/facts';
import type { StaffService } from './staff.service.js';

/** What dispatch reads of intake's people. */
export const staffConsumer = {
  group: 'dispatch.staff',
  topics: [personChanged.topic],
  handler: (staff: Pick<StaffService, 'fold'>): FactHandler => (em, fact) => staff.fold(em, fact),
};
