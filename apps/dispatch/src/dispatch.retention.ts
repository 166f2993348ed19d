import type { RetentionSettings } from '@mendline/platform/retention';
import { staffGroup } from './staff/staff.consumer.js';
import { workloadGroup } from './workload/workload.consumer.js';

/** What dispatch forgets: both readers fold by (incarnation, version), so a fact that comes again changes nothing. */
export const retention: Pick<RetentionSettings, 'ticketIsOver' | 'readers'> = {
  ticketIsOver: `not exists (select from ticket_copies t where t.tenant_id = c.tenant_id and t.ticket_id = c.ticket_id and t.status is distinct from 'archived')`,
  readers: [staffGroup, workloadGroup],
};
