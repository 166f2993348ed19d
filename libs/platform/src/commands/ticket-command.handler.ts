import type { Database } from '../database/index.js';
import type { OutboxHandler, OutboxRow } from '../outbox/outbox.row.js';
import { answerWithinMs } from './command.rules.js';
import { commandStore } from './command.store.js';
import type { TicketUpdatePayload } from './ticket-command.desk.js';
import type { TicketCommandSender } from './ticket-command.sender.js';

/** The engine has not answered yet; the relay asks again with the same command. */
export class CommandStillPending extends Error {
  override readonly name = 'CommandStillPending';
}

const payloadOfRow = (row: OutboxRow): TicketUpdatePayload => row.payload as TicketUpdatePayload;

/** Handler of `temporal.update`: delivers a journaled command until its outcome is known and stored. */
export const createTicketCommandHandler =
  (database: Pick<Database, 'systemTx'>, sender: TicketCommandSender): OutboxHandler =>
  async (row) => {
    const { ticketId, command } = payloadOfRow(row);
    const stored = await database.systemTx((em) => commandStore.find(em, row.tenantId, command.commandId));
    if (stored?.state !== 'PENDING') return 'done';
    const result = await sender.send({ tenantId: row.tenantId, ticketId, command, timeoutMs: answerWithinMs });
    if (result.state === 'PENDING') throw new CommandStillPending(command.commandId);
    await database.systemTx((em) => commandStore.settleAnswer(em, row.tenantId, command.commandId, result));
    return 'done';
  };
