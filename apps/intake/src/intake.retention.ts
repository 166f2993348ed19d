import type { RetentionSettings } from '@mendline/platform/retention';
import { timelineGroup } from './timeline/timeline.consumer.js';

/** What intake forgets: an entry of the timeline has its fact's id. What people wrote with a command is a note of the ticket since it was recorded. */
export const retention: Pick<RetentionSettings, 'ticketIsOver' | 'readers'> = {
  ticketIsOver: `not exists (select from tickets t where t.tenant_id = c.tenant_id and t.id = c.ticket_id and (t.archived_at is null or t.archived_at > clock_timestamp() - $1 * interval '1 day'))`,
  readers: [timelineGroup],
};
