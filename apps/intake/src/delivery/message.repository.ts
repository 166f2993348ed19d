import type { EntityManager } from 'typeorm';
import type { LinkedNotice } from '../link/link.giver.js';
import type { RecipientRef } from './delivery.repository.js';
import type { ToldNotice } from './message.text.js';

/** A message that this process sends: nobody else takes it before its lease is over. */
export interface ClaimedMessage extends RecipientRef {
  readonly id: string;
  readonly channel: string;
  /** This try among them. */
  readonly attempts: number;
}

const claimSql = `
  with due as (
    select tenant_id, id from notice_messages where state = 'ready' and next_at <= $1 and tenant_id || '/' || channel <> all($4::text[])
    order by next_at limit $3 for update skip locked),
  taken as (
    update notice_messages m set attempts = m.attempts + 1, next_at = $2 from due where m.tenant_id = due.tenant_id and m.id = due.id
    returning m.tenant_id as "tenantId", m.id, m.channel, m.recipient_kind as "recipientKind", m.recipient_id as "recipientId", m.attempts)
  select * from taken order by id`;

/** A channel of a tenant. */
export const channelKey = ({ tenantId, channel }: Pick<ClaimedMessage, 'tenantId' | 'channel'>): string => `${tenantId}/${channel}`;

/** Takes messages that are due, over all tenants but not of busy channels, and keeps others from them until the lease is over. */
export const claimMessages = (em: EntityManager, now: Date, leaseUntil: Date, most: number, busy: readonly string[]): Promise<ClaimedMessage[]> =>
  em.query<ClaimedMessage[]>(claimSql, [now, leaseUntil, most, busy]);

/** A notice with what its link is for. */
export type SentNotice = ToldNotice & LinkedNotice;

/** The notices that a message tells, oldest first. */
export const noticesOf = (em: EntityManager, { tenantId, id }: Pick<ClaimedMessage, 'tenantId' | 'id'>): Promise<SentNotice[]> =>
  em.query<SentNotice[]>(
    `select n.id, n.rule, n.ticket_id as "ticketId", n.number, n.zh, n.en, n.created_at as "createdAt", n.link_purpose as "linkPurpose", n.link_about as "linkAbout"
     from notice_deliveries d join notices n on n.tenant_id = d.tenant_id and n.id = d.notice_id
     where d.tenant_id = $1 and d.message_id = $2 order by n.created_at, n.id`,
    [tenantId, id],
  );

/** Ends a message, unless another process has taken it since. */
export const settleMessage = async (em: EntityManager, { tenantId, id, attempts }: ClaimedMessage, state: 'sent' | 'dead' | 'dropped', problem: string | null, at: Date): Promise<void> => {
  await em.query(`update notice_messages set state = $4, problem = $5, settled_at = $6 where tenant_id = $1 and id = $2 and attempts = $3 and state = 'ready'`, [tenantId, id, attempts, state, problem, at]);
};

/** Notes how many tries there were and why the last failed; the next one is due at `next`. */
export const postponeMessage = async (em: EntityManager, { tenantId, id, attempts }: ClaimedMessage, problem: string, next: Date, tries: number): Promise<void> => {
  await em.query(
    `update notice_messages set problem = $4, next_at = $5, attempts = $6 where tenant_id = $1 and id = $2 and attempts = $3 and state = 'ready'`,
    [tenantId, id, attempts, problem, next, tries],
  );
};

/** Forgets what was settled before; notices themselves stay. */
export const purgeMessages = async (em: EntityManager, before: Date): Promise<void> => {
  await em.query(
    `with old as (
       delete from notice_messages where (tenant_id, id) in (
         select tenant_id, id from notice_messages where state in ('sent', 'dropped') and settled_at < $1 limit 10000) returning tenant_id, id)
     delete from notice_deliveries d using old where d.tenant_id = old.tenant_id and d.message_id = old.id`,
    [before],
  );
};

/** What waits and what was given up, over all tenants. */
export interface DeliveryCounts {
  readonly waiting: number;
  readonly ready: number;
  readonly dead: number;
}

export const deliveryCounts = async (em: EntityManager): Promise<DeliveryCounts> => {
  const [row] = await em.query<DeliveryCounts[]>(
    `select (select count(*)::int from notice_deliveries where message_id is null) as waiting,
            (select count(*)::int from notice_messages where state = 'ready') as ready,
            (select count(*)::int from notice_messages where state = 'dead') as dead`,
  );
  return row ?? { waiting: 0, ready: 0, dead: 0 };
};
