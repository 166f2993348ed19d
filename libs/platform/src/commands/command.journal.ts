import { isDeepStrictEqual } from 'node:util';
import type { CommandSource } from '@mendline/contracts/ticket';
import type { EntityManager } from 'typeorm';
import type { Clock } from '../clock/index.js';
import type { Database } from '../database/index.js';
import { silentLog, type RelayLog } from '../outbox/relay.pump.js';
import { type CommandInputVault, giverOf } from './command.input.js';
import type { CommandPayload, CommandRecord } from './command.record.js';
import { commandStore } from './command.store.js';
import { LocalCommandDesk, type LocalCommand, type LocalOutcome } from './local-command.desk.js';
import { TicketCommandDesk, type SystemCommand, type TicketCommandSubmission } from './ticket-command.desk.js';
import type { TicketCommandSender } from './ticket-command.sender.js';

export interface CommandJournalOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly vault: CommandInputVault;
  readonly sender: TicketCommandSender;
  /** The service, as the workflow sees it. */
  readonly source: CommandSource;
  readonly log?: RelayLog;
}

/**
 * Every mutation of a service passes here: what was asked, by whom and when is written before anything else may happen, and a
 * key is one command for ever, however often it is sent.
 */
export class CommandJournal {
  private readonly tickets: TicketCommandDesk;
  private readonly locals: LocalCommandDesk;

  constructor(private readonly options: CommandJournalOptions) {
    const log = options.log ?? silentLog;
    this.tickets = new TicketCommandDesk({ ...options, log });
    this.locals = new LocalCommandDesk(options.database, options.clock, options.vault);
  }

  /**
   * A command on a live ticket. Answers within about 5 s: DONE, REJECTED with a code, or PENDING; the relay then sees to it.
   * @throws DomainError `command.key-invalid`, `command.key-reused`, `command.occurred-in-future`, `ticket.busy`
   */
  submitTicketCommand(submission: TicketCommandSubmission): Promise<CommandPayload> {
    return this.tickets.submit(submission.tenantId, () => Promise.resolve(submission));
  }

  /**
   * As `submitTicketCommand`, with what has to be read, checked or written before: `prepare` runs in the transaction that keeps
   * the command. What it throws, and any refusal of the command, leaves nothing behind. It may run again: side effects go through
   * the entity manager only.
   */
  submitPrepared(tenantId: string, prepare: (em: EntityManager) => Promise<TicketCommandSubmission>): Promise<CommandPayload> {
    return this.tickets.submit(tenantId, prepare);
  }

  /** As `submitPrepared`, of commands on several tickets: all of them are kept, or none. Answers in the order of the tickets' ids. */
  submitTogether(tenantId: string, prepare: (em: EntityManager) => Promise<readonly TicketCommandSubmission[]>): Promise<CommandPayload[]> {
    return this.tickets.submitTogether(tenantId, prepare);
  }

  /** A command of the system on a ticket, journaled with the change that asks for it and delivered by the relay; again is no change. */
  enqueueSystemCommand(em: EntityManager, command: SystemCommand): Promise<void> {
    return this.tickets.enqueue(em, command);
  }

  /**
   * A plain transaction: effect, journal row and outcome together. A copy gets the stored outcome or refusal.
   * @throws DomainError of the work, `command.key-invalid`, `command.key-reused`
   */
  runLocal<T>(command: LocalCommand<T>): Promise<LocalOutcome<T>> {
    return this.locals.run(command);
  }

  /** Who may see it is the caller's to decide. */
  async find(tenantId: string, key: string): Promise<CommandRecord | null> {
    const stored = await this.options.database.tx(tenantId, (em) => commandStore.find(em, tenantId, key));
    return stored === null ? null : recordOf(stored);
  }

  /**
   * Whether this person's key names a command on this ticket: a copy is answered whatever he may see by now. In the caller's transaction;
   * that the copy says the same is checked when it is submitted.
   */
  async isCopy(em: EntityManager, { tenantId, key, ticketId, actor }: Pick<TicketCommandSubmission, 'tenantId' | 'key' | 'ticketId' | 'actor'>): Promise<boolean> {
    const stored = await commandStore.find(em, tenantId, key);
    return stored !== null && stored.ticketId === ticketId && isDeepStrictEqual(giverOf(stored.actor), giverOf(actor));
  }

  /** What the caller said, for the owner's activities; null when unknown, not kept, or erased. */
  async readInput(em: EntityManager, tenantId: string, commandId: string): Promise<unknown> {
    const input = await commandStore.findInput(em, tenantId, commandId);
    if (!input?.sealed || input.personId === null) return null;
    const text = await this.options.vault.open(em, { tenantId, commandId, personId: input.personId }, input.sealed);
    return text === null ? null : (JSON.parse(text) as unknown);
  }
}

const recordOf = ({ commandId, actor, operation, ticketId, state, outcome, occurredAt, receivedAt, settledAt }: CommandRecord): CommandRecord => ({
  commandId, actor, operation, ticketId, state, outcome, occurredAt, receivedAt, settledAt,
});
