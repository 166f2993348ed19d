import { Injectable } from '@nestjs/common';
import type { Keyset } from '@mendline/platform/graphql';
import type { EntityManager } from 'typeorm';
import { In } from 'typeorm';
import type { TicketScope } from '../access/ticket-scope.js';
import type { QualityTicket } from './quality-ticket.domain.js';
import { QualityClockRow, QualityEscalationRow } from './quality-clock.entity.js';
import { QualityTicketRow } from './quality-ticket.entity.js';

const columns = `number, kind, fault_class, channel, priority, severity, region, brand, model, category, pack, pack_version, status, wait, owner_id,
  round, received_at, registered_at, milestones, outcome, satisfaction, satisfaction_at, end_status, closed_at, archived_at,
  clocks_met, clocks_missed, ticket_seq, last_fact_at`;
const names = columns.split(',').map((name) => name.trim());
const assignments = names.map((name) => `${name} = excluded.${name}`).join(', ');

const upsertTicket = `
  insert into quality_tickets (tenant_id, ticket_id, ${columns})
  select $1, $2, ${columns} from jsonb_populate_record(null::quality_tickets, $3::jsonb)
  on conflict (tenant_id, ticket_id) do update set ${assignments}`;

const replaceClocks = `
  with kept as (
    insert into quality_clocks (tenant_id, ticket_id, clock_id, target, round, lap, started_at, due_at, stopped_at, state, responsible_id)
    select $1, $2, clock_id, target, round, lap, started_at, due_at, stopped_at, state, responsible_id from jsonb_populate_recordset(null::quality_clocks, $3::jsonb)
    on conflict (tenant_id, ticket_id, clock_id) do update
      set started_at = excluded.started_at, due_at = excluded.due_at, stopped_at = excluded.stopped_at, state = excluded.state, responsible_id = excluded.responsible_id
    returning clock_id
  )
  delete from quality_clocks where tenant_id = $1 and ticket_id = $2 and clock_id not in (select clock_id from kept)`;

const replaceEscalations = `
  with kept as (
    insert into quality_escalations (tenant_id, ticket_id, clock_id, level, recipient_id, target, round, lap, level_due_at, raised_at, corrected_at)
    select $1, $2, clock_id, level, recipient_id, target, round, lap, level_due_at, raised_at, corrected_at from jsonb_populate_recordset(null::quality_escalations, $3::jsonb)
    on conflict (tenant_id, ticket_id, clock_id, level, recipient_id) do update
      set level_due_at = excluded.level_due_at, raised_at = excluded.raised_at, corrected_at = excluded.corrected_at
    returning clock_id, level, recipient_id
  )
  delete from quality_escalations where tenant_id = $1 and ticket_id = $2 and (clock_id, level, recipient_id) not in (select clock_id, level, recipient_id from kept)`;

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const record = (value: object): Record<string, unknown> => Object.fromEntries(Object.entries(value).map(([name, content]) => [snake(name), content as unknown]));

const ticketRecord = ({ clocks, escalations: _kept, ...ticket }: QualityTicket): Record<string, unknown> => ({
  ...record(ticket),
  clocks_met: clocks.filter(({ state }) => state === 'met').length,
  clocks_missed: clocks.filter(({ state }) => state === 'missed').length,
});

@Injectable()
export class QualityTicketRepository {
  /** Writes what the facts of a ticket say, and nothing that they no longer say. */
  async save(em: EntityManager, tenantId: string, ticket: QualityTicket): Promise<void> {
    const write = (sql: string, value: unknown): Promise<unknown> => em.query(sql, [tenantId, ticket.ticketId, JSON.stringify(value)]);
    await write(upsertTicket, ticketRecord(ticket));
    await write(replaceClocks, ticket.clocks.map(record));
    await write(replaceEscalations, ticket.escalations.map(record));
  }

  /** Newest first; `after` is where the last page ended. */
  page(em: EntityManager, tenantId: string, scope: TicketScope, first: number, after: Keyset | null): Promise<QualityTicketRow[]> {
    const query = em
      .createQueryBuilder(QualityTicketRow, 't')
      .where('t.tenant_id = :tenantId', { tenantId })
      .orderBy('t.registeredAt', 'DESC')
      .addOrderBy('t.ticketId', 'DESC')
      .take(first);
    if (scope.region !== null) query.andWhere('t.region = :region', { region: scope.region });
    if (scope.ownerId !== null) query.andWhere('t.owner_id = :ownerId', { ownerId: scope.ownerId });
    if (after) query.andWhere('(t.registered_at, t.ticket_id) < (:sort, :id)', after);
    return query.getMany();
  }

  async find(em: EntityManager, tenantId: string, scope: TicketScope, ticketId: string): Promise<QualityTicketRow | null> {
    const row = await em.findOneBy(QualityTicketRow, { tenantId, ticketId });
    const visible = row && (scope.region === null || row.region === scope.region) && (scope.ownerId === null || row.ownerId === scope.ownerId);
    return visible ? row : null;
  }

  clocks(em: EntityManager, tenantId: string, ticketIds: readonly string[]): Promise<QualityClockRow[]> {
    return em.find(QualityClockRow, { where: { tenantId, ticketId: In(ticketIds) }, order: { clockId: 'ASC' } });
  }

  escalations(em: EntityManager, tenantId: string, ticketIds: readonly string[]): Promise<QualityEscalationRow[]> {
    return em.find(QualityEscalationRow, { where: { tenantId, ticketId: In(ticketIds) }, order: { levelDueAt: 'ASC', clockId: 'ASC', level: 'ASC', recipientId: 'ASC' } });
  }

  /** The instant of the newest fact that was read for a tenant; null before the first. */
  async asOf(em: EntityManager, tenantId: string): Promise<Date | null> {
    const [row] = await em.query<{ at: Date | null }[]>('select max(last_fact_at) as at from quality_tickets where tenant_id = $1', [tenantId]);
    return row?.at ?? null;
  }

  /** Forgets everything that was folded, for all tenants. */
  async clear(em: EntityManager): Promise<void> {
    for (const table of ['quality_escalations', 'quality_clocks', 'quality_tickets', 'quality_facts']) await em.query(`delete from ${table}`);
  }
}
