import type { Actor, CommandAnswer } from '@mendline/contracts/ticket';
import type { EntityManager } from 'typeorm';
import type { Database } from '../database/index.js';
import type { CommandRecord, CommandState } from './command.record.js';

/** A row to write into the journal. */
export interface NewCommand {
  readonly tenantId: string;
  readonly commandId: string;
  readonly actor: Actor;
  readonly operation: string;
  readonly ticketId: string | null;
  readonly inputHash: Buffer;
  readonly inputEncrypted: Buffer | null;
  readonly inputPerson: string | null;
  readonly occurredAt: Date;
  readonly receivedAt: Date;
}

/** How busy a ticket is in this journal, before the new command. */
export interface TicketLoad {
  readonly open: number;
  /** Open deliveries, and those of them that a caller is trying just now. */
  readonly undelivered: number;
  readonly inFlight: number;
}

export type StoredCommand = CommandRecord & { readonly inputHash: Buffer };

const columns = `command_id as "commandId", actor, operation, ticket_id as "ticketId", input_hash as "inputHash", state, outcome,
  occurred_at as "occurredAt", received_at as "receivedAt", settled_at as "settledAt"`;

const insertSql = `
  with new as (
    insert into commands (tenant_id, command_id, actor, operation, ticket_id, input_hash, input_encrypted, input_person, occurred_at, received_at, state)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'PENDING') on conflict do nothing returning 1)
  select (select count(*)::int from new) as inserted`;

/** The snapshot of the statement does not hold the row that it inserts: these counts are of the others. */
const loadSql = `,
    (select count(*)::int from commands where tenant_id = $1 and ticket_id = $5 and state = 'PENDING') as open,
    d.undelivered, d."inFlight"
  from (select count(*)::int as undelivered, (count(*) filter (where attempts = 0 and next_at > clock_timestamp()))::int as "inFlight"
        from outbox where tenant_id = $1 and key = $5 and kind = 'temporal.update' and delivered_at is null) d`;

const settleSql = `
  with settled as (
    update commands set state = $3, outcome = $4, settled_at = clock_timestamp()
    where tenant_id = $1 and command_id = $2 and state = 'PENDING' returning 1)
  select count(*)::int as settled from settled`;

/** Those who wait behind a delivery of the same ticket are told at once. */
const settleDeliveredSql = `
  with settled as (
    update commands set state = $3, outcome = $4, settled_at = clock_timestamp()
    where tenant_id = $1 and command_id = $2 and state = 'PENDING' returning 1),
  delivered as (
    update outbox set delivered_at = clock_timestamp(), last_error = null where tenant_id = $1 and id = $5 and delivered_at is null returning 1)
  select (select count(*)::int from settled) as settled, (select count(*)::int from delivered) as delivered,
    case when exists (select from outbox where tenant_id = $1 and key = $6 and delivered_at is null and id <> $5) then pg_notify('mendline_outbox', 'outbox') end`;

const parametersOf = (command: NewCommand): unknown[] => [
  command.tenantId, command.commandId, JSON.stringify(command.actor), command.operation, command.ticketId, command.inputHash,
  command.inputEncrypted, command.inputPerson, command.occurredAt, command.receivedAt,
];

/** Statements on the journal, in the caller's transaction. */
export const commandStore = {
  /** Commands of one ticket are journaled one after the other: their order in the outbox is the order of their commits. */
  async lockTicket(em: EntityManager, tenantId: string, ticketId: string): Promise<void> {
    await em.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`mendline.ticket-commands/${tenantId}/${ticketId}`]);
  },

  /** Answers false when the key is known; waits for a transaction that is just writing it. */
  async insert(em: EntityManager, command: NewCommand): Promise<boolean> {
    const rows = await em.query<{ inserted: number }[]>(insertSql, parametersOf(command));
    return rows[0]?.inserted === 1;
  },

  /** As `insert`, with the load of the ticket; null when the key is known. */
  async insertForTicket(em: EntityManager, command: NewCommand): Promise<TicketLoad | null> {
    const rows = await em.query<(TicketLoad & { inserted: number })[]>(insertSql + loadSql, parametersOf(command));
    const row = rows[0];
    return row?.inserted === 1 ? row : null;
  },

  async find(em: EntityManager, tenantId: string, commandId: string): Promise<StoredCommand | null> {
    const rows = await em.query<StoredCommand[]>(`select ${columns} from commands where tenant_id = $1 and command_id = $2`, [tenantId, commandId]);
    return rows[0] ?? null;
  },

  async findInput(em: EntityManager, tenantId: string, commandId: string): Promise<{ sealed: Buffer | null; personId: string | null } | null> {
    const rows = await em.query<{ sealed: Buffer | null; personId: string | null }[]>(
      'select input_encrypted as sealed, input_person as "personId" from commands where tenant_id = $1 and command_id = $2',
      [tenantId, commandId],
    );
    return rows[0] ?? null;
  },

  /** Answers false when the command was settled before. */
  async settle(em: EntityManager, tenantId: string, commandId: string, state: Exclude<CommandState, 'PENDING'>, outcome: unknown): Promise<boolean> {
    const rows = await em.query<{ settled: number }[]>(settleSql, [tenantId, commandId, state, JSON.stringify(outcome ?? null)]);
    return rows[0]?.settled === 1;
  },

  async settleAnswer(em: EntityManager, tenantId: string, commandId: string, answer: CommandAnswer): Promise<boolean> {
    return commandStore.settle(em, tenantId, commandId, answer.state, answer);
  },

  /** As `settleAnswer`, of a command whose delivery is done with it; a transaction by itself. */
  async settleDelivered(database: Pick<Database, 'systemQuery'>, tenantId: string, commandId: string, answer: CommandAnswer, delivery: { readonly outboxId: string; readonly key: string }): Promise<boolean> {
    const rows = await database.systemQuery<{ settled: number }>(settleDeliveredSql, [tenantId, commandId, answer.state, JSON.stringify(answer), delivery.outboxId, delivery.key]);
    return rows[0]?.settled === 1;
  },
};
