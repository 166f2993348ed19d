import type { LeaderSession } from '../outbox/relay.pump.js';

/** Where a pass over the journal is: everything that came in earlier was looked at. */
export interface CommandPosition {
  /** With microseconds. */
  readonly at: string;
  readonly commandId: string;
}

export const journalsBeginning: CommandPosition = { at: '-infinity', commandId: '' };

/** What a batch came to; `next` is null when the pass has ended. */
export interface PurgedBatch<Position> {
  readonly gone: number;
  readonly next: Position | null;
}

/** Which commands, how old in days. */
export interface CommandPurge {
  readonly which: 'on-tickets' | 'others';
  readonly days: number;
  /** SQL on the row `c`; see `ticketIsOver` of the settings. */
  readonly onlyIf: string;
}

const batch = 500;
const wheres = { 'on-tickets': 'c.ticket_id is not null', others: 'c.ticket_id is null' } as const;

/**
 * Through the index of the commands' age, a page at a time: a command that stays is looked at once in a pass, and none that is younger. An open one
 * always stays. The cut is a value (a subquery), for an index is not searched by a clock that ticks.
 */
const sql = ({ which, onlyIf }: CommandPurge): string => `
  with page as (
    select c.tenant_id, c.command_id, c.received_at from commands c
    where ${wheres[which]} and c.received_at < (select clock_timestamp() - $1 * interval '1 day') and (c.received_at, c.command_id) > ($2::timestamptz, $3::text)
    order by c.received_at, c.command_id limit ${batch}),
  gone as (
    delete from commands c using page p
    where c.tenant_id = p.tenant_id and c.command_id = p.command_id and c.state <> 'PENDING' and (${onlyIf}) returning 1),
  last as (select received_at, command_id from page order by received_at desc, command_id desc limit 1)
  select (select count(*)::int from gone) as gone, (select count(*)::int from page) as looked,
    (select to_char(received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') from last) as at, (select command_id from last) as "commandId"`;

interface Row {
  readonly gone: number;
  readonly looked: number;
  readonly at: string | null;
  readonly commandId: string | null;
}

/** Forgets one page of settled commands. Answers where to go on. */
export const purgeCommands = async (session: LeaderSession, purge: CommandPurge, from: CommandPosition): Promise<PurgedBatch<CommandPosition>> => {
  const [row] = await session.query<Row>(sql(purge), [purge.days, from.at, from.commandId]);
  if (!row) return { gone: 0, next: null };
  const { gone, looked, at, commandId } = row;
  return { gone, next: looked < batch || at === null || commandId === null ? null : { at, commandId } };
};
