import type { EntityManager } from 'typeorm';

export type RecipientKind = 'staff' | 'customer' | 'group' | 'webhook';

/** Somebody or something that is told. */
export interface RecipientRef {
  readonly tenantId: string;
  readonly recipientKind: RecipientKind;
  readonly recipientId: string;
}

export interface NewDelivery {
  readonly noticeId: string;
  readonly channel: string;
  readonly recipientKind: RecipientKind;
  readonly recipientId: string;
}

/** A delivery that waits, with the length of its line. */
export interface WaitingRow {
  readonly noticeId: string;
  readonly channel: string;
  readonly severity: number;
  readonly bytes: number;
}

/** What a recipient has got or is about to get. */
export interface Recent {
  /** Messages that are on their way, and those sent within the last minute. */
  readonly count: number;
  /** When the oldest of the last minute was sent; null without one. */
  readonly oldest: Date | null;
}

const largestPass = 2_000;
/** The minute of "so many a minute": any sixty seconds. */
export const windowMs = 60_000;

/** Once per notice and channel. */
export const insertDeliveries = async (em: EntityManager, { tenantId, severity, at }: { readonly tenantId: string; readonly severity: number; readonly at: Date }, rows: readonly NewDelivery[]): Promise<void> => {
  if (rows.length === 0) return;
  const column = (name: keyof NewDelivery): string[] => rows.map((row) => row[name]);
  await em.query(
    `insert into notice_deliveries (tenant_id, severity, next_at, created_at, notice_id, channel, recipient_kind, recipient_id)
     select $1, $2, $3, $3, * from unnest($4::text[], $5::text[], $6::text[], $7::text[]) on conflict do nothing`,
    [tenantId, severity, at, column('noticeId'), column('channel'), column('recipientKind'), column('recipientId')],
  );
};

/** Recipients for whom something waits that is due, over all tenants; longest waiting first. */
export const dueRecipients = (em: EntityManager, now: Date): Promise<RecipientRef[]> =>
  em.query<RecipientRef[]>(
    `select tenant_id as "tenantId", recipient_kind as "recipientKind", recipient_id as "recipientId"
     from (select * from notice_deliveries where message_id is null and next_at <= $1 order by next_at limit ${largestPass}) due
     group by 1, 2, 3 order by min(next_at) limit 200`,
    [now],
  );

/** Messages to one recipient are made by one process at a time. Answers false when another one is at it. */
export const lockRecipient = async (em: EntityManager, { tenantId, recipientId }: RecipientRef): Promise<boolean> => {
  const [row] = await em.query<{ locked: boolean }[]>('select pg_try_advisory_xact_lock(hashtextextended($1, 3)) as locked', [`delivery:${tenantId}:${recipientId}`]);
  return row?.locked === true;
};

/** What waits for a recipient and is due, the gravest first. */
export const waitingOf = (em: EntityManager, { tenantId, recipientId }: RecipientRef, now: Date): Promise<WaitingRow[]> =>
  em.query<WaitingRow[]>(
    `select d.notice_id as "noticeId", d.channel, d.severity, greatest(octet_length(n.zh), octet_length(n.en)) as bytes
     from notice_deliveries d join notices n on n.tenant_id = d.tenant_id and n.id = d.notice_id
     where d.tenant_id = $1 and d.recipient_id = $2 and d.message_id is null and d.next_at <= $3
     order by d.severity, d.created_at, d.notice_id limit ${largestPass} for update of d`,
    [tenantId, recipientId, now],
  );

/** A message that waits longer for its next try takes nobody's place; `besides`: a message that asks for itself counts those before it. */
export const recentOf = async (em: EntityManager, { tenantId, recipientId }: RecipientRef, now: Date, besides: string | null = null): Promise<Recent> => {
  const [row] = await em.query<Recent[]>(
    `select count(*)::int as count, min(settled_at) as oldest from notice_messages
     where tenant_id = $1 and recipient_id = $2
       and ((state = 'sent' and settled_at > $3) or (state = 'ready' and next_at <= $4 and ($5::text is null or id < $5)))`,
    [tenantId, recipientId, new Date(now.getTime() - windowMs), new Date(now.getTime() + windowMs), besides],
  );
  return row ?? { count: 0, oldest: null };
};

/** Writes a message and gives it its deliveries. */
export const insertMessage = async (em: EntityManager, ref: RecipientRef, message: { readonly id: string; readonly channel: string; readonly noticeIds: readonly string[] }, now: Date): Promise<void> => {
  const { tenantId, recipientKind, recipientId } = ref;
  const { id, channel, noticeIds } = message;
  await em.query(
    `insert into notice_messages (tenant_id, id, channel, recipient_kind, recipient_id, size, state, next_at, created_at) values ($1, $2, $3, $4, $5, $6, 'ready', $7, $7)`,
    [tenantId, id, channel, recipientKind, recipientId, noticeIds.length, now],
  );
  await em.query('update notice_deliveries set message_id = $2 where tenant_id = $1 and channel = $3 and notice_id = any($4) and message_id is null', [tenantId, id, channel, noticeIds]);
};

/** Puts off what waits: until quiet is over, or until the recipient may get more. `softerThan`: only what is less grave than this severity. */
export const putOff = async (em: EntityManager, { tenantId, recipientId }: RecipientRef, now: Date, until: Date, softerThan = -1): Promise<void> => {
  await em.query(
    'update notice_deliveries set next_at = $4 where tenant_id = $1 and recipient_id = $2 and message_id is null and next_at <= $3 and severity > $5',
    [tenantId, recipientId, now, until, softerThan],
  );
};
