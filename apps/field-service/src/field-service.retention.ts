import type { RetentionSettings } from '@mendline/platform/retention';
import { ownershipGroup } from './ownership/ownership.consumer.js';
import { tenantSettingsGroup } from './tenant-settings/tenant-settings.consumer.js';

/** What field-service forgets: its readers fold by (incarnation, version) and keep a pack's version as it was first told. */
export const retention: Pick<RetentionSettings, 'ticketIsOver' | 'readers'> = {
  ticketIsOver: `not exists (select from ticket_copies t where t.tenant_id = c.tenant_id and t.ticket_id = c.ticket_id and t.status is distinct from 'archived')`,
  readers: [ownershipGroup, tenantSettingsGroup],
};
