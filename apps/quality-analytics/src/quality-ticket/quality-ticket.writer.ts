import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { QualityTicket } from './quality-ticket.domain.js';

/** A ticket as it was folded, and whose it is. */
export interface FoldedTicket {
  readonly tenantId: string;
  readonly ticket: QualityTicket;
  /** Facts were dropped, so rows may stand that nothing says any more: after a restore. */
  readonly shrunk: boolean;
}

/** A table whose rows follow from a ticket's facts: its key within the tenant, and what may change. */
interface Projection {
  readonly table: string;
  readonly key: readonly string[];
  readonly values: readonly string[];
}

const names = (text: string): string[] => text.split(',').map((name) => name.trim());

const tickets: Projection = {
  table: 'quality_tickets',
  key: ['ticket_id'],
  values: names(`number, kind, fault_class, channel, priority, severity, region, brand, model, category, device_id, batch, urgent, fault_code, cause_code, counted, visits_made,
    engineer_id, pack, pack_version, status, wait, owner_id, round, received_at, registered_at, milestones, outcome, satisfaction, satisfaction_at, end_status, closed_at, archived_at,
    clocks_met, clocks_missed, ticket_seq, last_fact_at`),
};

const parts = {
  clocks: { table: 'quality_clocks', key: ['ticket_id', 'clock_id'], values: names('target, round, lap, started_at, due_at, stopped_at, state, responsible_id') },
  escalations: {
    table: 'quality_escalations', key: ['ticket_id', 'clock_id', 'level', 'recipient_id'], values: names('target, round, lap, level_due_at, raised_at, corrected_at'),
  },
  visits: {
    table: 'quality_visits', key: ['ticket_id', 'visit_id'],
    values: names(`engineer_id, opened_at, window_from, window_to, missed_windows, departed_at, arrived_at, fault_code, cause_code, test_result, score, outcome, closed_at`),
  },
} as const satisfies Record<string, Projection>;

/** Rows that say the same already are not written again. */
const upsertSql = ({ table, key, values }: Projection): string => {
  const columns = ['tenant_id', ...key, ...values].join(', ');
  const list = (prefix: string): string => values.map((name) => `${prefix}.${name}`).join(', ');
  return `
    insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)
    on conflict (tenant_id, ${key.join(', ')}) do update set ${values.map((name) => `${name} = excluded.${name}`).join(', ')}
    where (${list(table)}) is distinct from (${list('excluded')})`;
};

const deleteSql = ({ table, key }: Projection): string => `
  delete from ${table} t using unnest($1::text[], $2::text[]) as of(tenant_id, ticket_id)
  where t.tenant_id = of.tenant_id and t.ticket_id = of.ticket_id
    and not exists (select from jsonb_populate_recordset(null::${table}, $3::jsonb) kept
                    where kept.tenant_id = t.tenant_id and ${key.map((name) => `kept.${name} = t.${name}`).join(' and ')})`;

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const snakes = new Map<string, string>();
const columnOf = (name: string): string => {
  const known = snakes.get(name) ?? snake(name);
  snakes.set(name, known);
  return known;
};
const record = (value: object): Record<string, unknown> => Object.fromEntries(Object.entries(value).map(([name, content]) => [columnOf(name), content as unknown]));

const ticketRecord = ({ tenantId, ticket }: FoldedTicket): Record<string, unknown> => {
  const { clocks, escalations: _escalations, visits: _visits, ...row } = ticket;
  const inState = (wanted: string): number => clocks.filter(({ state }) => state === wanted).length;
  return { ...record(row), tenant_id: tenantId, clocks_met: inState('met'), clocks_missed: inState('missed') };
};

const partRecords = (part: keyof typeof parts, folded: readonly FoldedTicket[]): Record<string, unknown>[] =>
  folded.flatMap(({ tenantId, ticket }) => ticket[part].map((row) => ({ ...record(row), tenant_id: tenantId, ticket_id: ticket.ticketId })));

const partNames = Object.keys(parts) as (keyof typeof parts)[];

/** Writes what the facts of tickets say, and nothing that they no longer say. */
@Injectable()
export class QualityTicketWriter {
  async save(em: EntityManager, folded: readonly FoldedTicket[]): Promise<void> {
    if (folded.length === 0) return;
    await em.query(upsertSql(tickets), [JSON.stringify(folded.map(ticketRecord))]);
    for (const name of partNames) {
      const rows = partRecords(name, folded);
      if (rows.length > 0) await em.query(upsertSql(parts[name]), [JSON.stringify(rows)]);
    }
    await this.deleteLost(em, folded.filter(({ shrunk }) => shrunk));
  }

  private async deleteLost(em: EntityManager, shrunk: readonly FoldedTicket[]): Promise<void> {
    if (shrunk.length === 0) return;
    const keys = [shrunk.map(({ tenantId }) => tenantId), shrunk.map(({ ticket }) => ticket.ticketId)];
    for (const name of partNames) await em.query(deleteSql(parts[name]), [...keys, JSON.stringify(partRecords(name, shrunk))]);
  }

  /** Forgets everything that was folded, for all tenants. */
  async clear(em: EntityManager): Promise<void> {
    for (const table of [...partNames.map((name) => parts[name].table), tickets.table, 'quality_facts']) await em.query(`delete from ${table}`);
  }
}
