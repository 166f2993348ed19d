import type { PageRequest } from '@mendline/platform/graphql';
import type { EntityManager } from 'typeorm';
import type { RecipientKind } from './delivery.repository.js';

/** A message that was given up; its words are those of its notices. */
export interface DeadMessage {
  readonly tenantId: string;
  readonly id: string;
  readonly channel: string;
  readonly recipientKind: RecipientKind;
  readonly recipientId: string;
  /** Notices in it. */
  readonly size: number;
  readonly attempts: number;
  readonly problem: string;
  readonly settledAt: Date;
}

const columns = `tenant_id as "tenantId", id, channel, recipient_kind as "recipientKind", recipient_id as "recipientId", size, attempts, problem, settled_at as "settledAt"`;

/** Rows of one page and one more, newest first. */
export const pageOfDead = (em: EntityManager, tenantId: string, { limit, after }: PageRequest): Promise<DeadMessage[]> =>
  em.query<DeadMessage[]>(
    `select ${columns} from notice_messages where tenant_id = $1 and state = 'dead' and ($2::text is null or id < $2) order by id desc limit $3`,
    [tenantId, after?.id ?? null, limit + 1],
  );

/** Given up messages of all tenants, oldest first. */
export const allDead = (em: EntityManager): Promise<DeadMessage[]> => em.query<DeadMessage[]>(`select ${columns} from notice_messages where state = 'dead' order by settled_at, id limit 1000`);

/** A minute, and a second for the clocks of others. */
const turnMs = 61_000;

/**
 * Has given up messages sent again, all of a tenant or one: as new, and for each recipient no faster than within the limits, those on their way
 * counted. Answers how many.
 */
export const replayDead = async (em: EntityManager, tenantId: string, id: string | null, limits: { readonly person: number; readonly group: number }, now: Date): Promise<number> => {
  const rows = await em.query<unknown[]>(
    `with dead as (
       select id, recipient_id, case recipient_kind when 'webhook' then 1000000 when 'group' then $4::int else $3::int end as most,
              row_number() over (partition by recipient_id order by settled_at, id) - 1 as before
       from notice_messages where tenant_id = $1 and state = 'dead' and ($2::text is null or id = $2)),
     busy as (
       select recipient_id, count(*) as many from notice_messages
       where tenant_id = $1 and (state = 'ready' or (state = 'sent' and settled_at > $5::timestamptz - interval '1 minute')) group by recipient_id),
     again as (
       update notice_messages m set state = 'ready', attempts = 0, problem = null, settled_at = null,
              next_at = $5::timestamptz + ((coalesce(busy.many, 0) + dead.before) / dead.most) * interval '${turnMs} milliseconds'
       from dead left join busy on busy.recipient_id = dead.recipient_id where m.tenant_id = $1 and m.id = dead.id returning m.id)
     select id from again`,
    [tenantId, id, limits.person, limits.group, now],
  );
  return rows.length;
};

/** Gives a message up for good; in the application its notices stay. Answers whether it was there. */
export const dropDead = async (em: EntityManager, tenantId: string, id: string, now: Date): Promise<boolean> => {
  const rows = await em.query<unknown[]>(
    `with dropped as (update notice_messages set state = 'dropped', settled_at = $3 where tenant_id = $1 and id = $2 and state = 'dead' returning id) select id from dropped`,
    [tenantId, id, now],
  );
  return rows.length > 0;
};
