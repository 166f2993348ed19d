import { invalid } from '@mendline/contracts';
import type { PageRequest } from '@mendline/platform/graphql';
import type { EntityManager } from 'typeorm';
import { NoticeEntity } from './notice.entity.js';

/** Writes a notice once per (cause, recipient, channel), and tells subscribers of it at commit. Answers whether it was new. */
export const insertNotice = async (em: EntityManager, n: NoticeEntity): Promise<boolean> => {
  const written = await em.query<unknown[]>(
    `insert into notices (tenant_id, id, recipient_id, recipient_kind, cause, rule, channel, ticket_id, number, zh, en, created_at, link_purpose, link_about)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing returning id`,
    [n.tenantId, n.id, n.recipientId, n.recipientKind, n.cause, n.rule, n.channel, n.ticketId, n.number, n.zh, n.en, n.createdAt, n.linkPurpose, n.linkAbout],
  );
  return written.length > 0;
};

/** Notices of one recipient: one page and one more, newest first. */
export const pageOfNotices = (em: EntityManager, tenantId: string, recipientId: string, unreadOnly: boolean, { limit, after }: PageRequest): Promise<NoticeEntity[]> => {
  const query = em.createQueryBuilder(NoticeEntity, 'n').where('n.tenant_id = :tenantId and n.recipient_id = :recipientId', { tenantId, recipientId });
  if (unreadOnly) query.andWhere('n.read_at is null');
  if (after) query.andWhere('(n.created_at, n.id) < (:sort::timestamptz, :id)', { sort: instantOf(after.sort), id: after.id });
  return query.orderBy('n.createdAt', 'DESC').addOrderBy('n.id', 'DESC').take(limit + 1).getMany();
};

/** Cursors come from anybody. Throws DomainError `input.cursor-invalid`. */
const instantOf = (sort: string | number): string => {
  if (typeof sort !== 'string' || Number.isNaN(Date.parse(sort))) throw invalid('input.cursor-invalid');
  return sort;
};
