import type { LeaderSession } from '../outbox/relay.pump.js';
import { type CommandPosition, type CommandPurge, journalsBeginning, purgeCommands } from './command.purge.js';
import { inboxesOf, purgeInbox } from './inbox.purge.js';
import type { RetentionSettings } from './retention.settings.js';

/** Rows that are gone. */
export interface Forgotten {
  readonly commands: number;
  readonly inbox: number;
}

/** One pass over everything that is old enough, batch by batch; each tells what it came to. */
export async function* forget(session: LeaderSession, { days, ticketIsOver, readers }: RetentionSettings): AsyncGenerator<Forgotten> {
  if (ticketIsOver !== null) yield* forgetCommands(session, { which: 'on-tickets', days: days.RETENTION_TICKET_COMMANDS_DAYS, onlyIf: ticketIsOver });
  yield* forgetCommands(session, { which: 'others', days: days.RETENTION_OTHER_COMMANDS_DAYS, onlyIf: 'true' });
  for (const inbox of await inboxesOf(session, readers)) {
    for (let more = true; more; ) {
      const purged = await purgeInbox(session, inbox, days.RETENTION_INBOX_DAYS);
      more = purged.more;
      yield { commands: 0, inbox: purged.gone };
    }
  }
}

async function* forgetCommands(session: LeaderSession, purge: CommandPurge): AsyncGenerator<Forgotten> {
  for (let from: CommandPosition | null = journalsBeginning; from !== null; ) {
    const purged: Awaited<ReturnType<typeof purgeCommands>> = await purgeCommands(session, purge, from);
    from = purged.next;
    yield { commands: purged.gone, inbox: 0 };
  }
}
