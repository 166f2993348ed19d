import type { Database } from '@mendline/platform/database';
import type { Logger } from '@mendline/platform/logging';
import type { PersonalData } from '@mendline/platform/privacy';
import type { Channel } from '../channel.port.js';

/** For tenants without a provider: keeps the message encrypted under the recipient's key, and logs ids only. The same message again is the same row. */
export const createLocalSmsChannel = (database: Database, personal: PersonalData, log: Pick<Logger, 'info'>): Channel<object> => ({
  send: async ({ id, tenantId, recipientId, to, text, at }) => {
    await database.tx(tenantId, async (em) => {
      const phone = await personal.encrypt(em, tenantId, recipientId, `local_sms.phone/${id}`, to);
      const body = await personal.encrypt(em, tenantId, recipientId, `local_sms.body/${id}`, text);
      await em.query('insert into local_sms (tenant_id, id, recipient_id, phone, body, stored_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing', [tenantId, id, recipientId, phone, body, at]);
    });
    log.info({ tenant: tenantId, message: id, recipient: recipientId }, 'short message kept');
  },
});
