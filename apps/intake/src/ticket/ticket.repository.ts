import { notFound } from '@mendline/contracts';
import type { LinkRelation } from '@mendline/contracts/ticket';
import type { EntityManager } from 'typeorm';
import { withDuplicates, withMerged } from './merged-ticket.service.js';
import { TicketEntity, TicketTransitionEntity } from './ticket.entity.js';

/** The ticket, locked against every other change until the transaction ends; null when there is none. */
export const lockTicket = (em: EntityManager, tenantId: string, id: string): Promise<TicketEntity | null> =>
  em.findOne(TicketEntity, { where: { tenantId, id }, lock: { mode: 'pessimistic_write' } });

/** The ticket. Throws DomainError `ticket.unknown`. */
export const requireTicket = async (em: EntityManager, tenantId: string, id: string): Promise<TicketEntity> => {
  const ticket = await em.findOne(TicketEntity, { where: { tenantId, id } });
  if (!ticket) throw notFound('ticket.unknown');
  return ticket;
};

/** What was recorded for a command of a ticket, if it was. */
export const findTransition = (em: EntityManager, tenantId: string, ticketId: string, commandId: string): Promise<TicketTransitionEntity | null> =>
  em.findOne(TicketTransitionEntity, { where: { tenantId, ticketId, commandId } });

/** What a step finds on record. */
export interface StepsBefore {
  /** The answer to its command when that was recorded before. */
  readonly answer: TicketTransitionEntity['answer'] | null;
  /** The effective instant of the ticket's last transition: since then its stage runs. */
  readonly stageStartedAt: Date;
}

/** What is on record before a step of a locked ticket. */
export const stepsBefore = async (em: EntityManager, { tenantId, id, seq, receivedAt }: TicketEntity, commandId: string): Promise<StepsBefore> => {
  const rows = await em.query<{ answer: StepsBefore['answer']; lastAt: Date | null }[]>(
    `select (select answer from ticket_transitions where tenant_id = $1 and ticket_id = $2 and command_id = $3) as answer,
            (select effective_at from ticket_transitions where tenant_id = $1 and ticket_id = $2 and seq = $4) as "lastAt"`,
    [tenantId, id, commandId, seq],
  );
  return { answer: rows[0]?.answer ?? null, stageStartedAt: rows[0]?.lastAt ?? receivedAt };
};

/** The ticket, held against changes by others until the transaction ends; null when there is none. */
export const shareTicket = (em: EntityManager, tenantId: string, id: string): Promise<TicketEntity | null> =>
  em.findOne(TicketEntity, { where: { tenantId, id }, lock: { mode: 'pessimistic_read' } });

/** Ties a ticket to another; false when they were tied so before. */
export const insertLink = async (em: EntityManager, ticket: TicketEntity, relation: string, otherId: string, at: Date): Promise<boolean> => {
  const rows = await em.query<unknown[]>(
    'insert into ticket_links (tenant_id, ticket_id, relation, other_id, at) values ($1, $2, $3, $4, $5) on conflict do nothing returning 1',
    [ticket.tenantId, ticket.id, relation, otherId, at],
  );
  return rows.length > 0;
};

const mostLinks = 200;

/** Ties of a ticket, and of those that were merged into it, from both ends, by when they were made. */
export const linksOfTicket = (em: EntityManager, tenantId: string, ticketId: string): Promise<{ relation: LinkRelation; ticketId: string; incoming: boolean }[]> =>
  em.query(
    `${withMerged}
     select relation, "ticketId", incoming from (
       select relation, other_id as "ticketId", false as incoming, min(at) as at from ticket_links
       where tenant_id = $1 and ticket_id in (select id from merged) and (ticket_id = $2 or other_id not in (select id from merged)) group by 1, 2
       union all
       select relation, ticket_id, true, min(at) from ticket_links
       where tenant_id = $1 and other_id in (select id from merged) and (other_id = $2 or ticket_id not in (select id from merged)) group by 1, 2) l
     order by at, "ticketId" limit ${mostLinks}`,
    [tenantId, ticketId],
  );

/** Whether a ticket has ended as a duplicate of another, or of one that has. */
export const isDuplicateOf = async (em: EntityManager, { tenantId, id }: TicketEntity, ofId: string): Promise<boolean> =>
  (await em.query<unknown[]>(`${withDuplicates} select 1 from merged where id = $3`, [tenantId, ofId, id])).length > 0;

/** Ids of the tickets that wait for this one to end, in order. */
export const waitingFor = async (em: EntityManager, { tenantId, id }: TicketEntity): Promise<string[]> => {
  const rows = await em.query<{ id: string }[]>(
    `select t.id from ticket_links l join tickets t on t.tenant_id = l.tenant_id and t.id = l.ticket_id
     where l.tenant_id = $1 and l.other_id = $2 and l.relation = 'waits-for' and t.flow -> 'waitsFor' ? $2 order by t.id`,
    [tenantId, id],
  );
  return rows.map((row) => row.id);
};

/** Writes the whole row back. The caller holds its lock, so nothing is read again. */
export const saveTicket = async (em: EntityManager, ticket: TicketEntity): Promise<void> => {
  const { tenantId, id, ...columns } = ticket;
  await em.update(TicketEntity, { tenantId, id }, columns);
};

/** Open tickets of a pack that stand alike, as far as another version of it is concerned. */
export interface Standings extends Pick<TicketEntity, 'kind' | 'status' | 'priority' | 'packVersion'> {
  readonly visiting: boolean;
  readonly reviewed: boolean;
  readonly count: number;
  /** The first of their numbers. */
  readonly numbers: readonly string[];
}

export const standings = (em: EntityManager, tenantId: string, pack: string): Promise<Standings[]> =>
  em.query<Standings[]>(
    `select kind, status, priority, pack_version as "packVersion", coalesce(jsonb_typeof(flow -> 'visit') = 'object', false) as visiting,
            coalesce(jsonb_array_length(flow -> 'reviews') > 0, false) as reviewed, count(*)::int as count, (array_agg(number order by id))[1:20] as numbers
     from tickets where tenant_id = $1 and pack = $2 and archived_at is null group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4`,
    [tenantId, pack],
  );
