import type { EntityManager } from 'typeorm';
import type { NoticeEntity } from './notice.entity.js';

/** Writes a notice once per (cause, recipient, channel), and tells subscribers of it at commit. */
export const insertNotice = async (em: EntityManager, n: NoticeEntity): Promise<void> => {
  await em.query(
    `insert into notices (tenant_id, id, recipient_id, recipient_kind, cause, rule, channel, ticket_id, number, zh, en, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing`,
    [n.tenantId, n.id, n.recipientId, n.recipientKind, n.cause, n.rule, n.channel, n.ticketId, n.number, n.zh, n.en, n.createdAt],
  );
};
