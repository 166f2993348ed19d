import { setTimeout as delay } from 'node:timers/promises';
import { systemActor, type Actor, type CommandData, type CommandName, type CommandSource, type TicketCommand } from '@mendline/contracts/ticket';
import type { TicketId } from '@mendline/contracts/ids';
import type { EntityManager } from 'typeorm';
import type { Clock } from '../clock/index.js';
import type { Database } from '../database/index.js';
import { enqueue } from '../outbox/outbox.writer.js';
import type { RelayLog } from '../outbox/relay.pump.js';
import { failpoint } from '../outbox/failpoint.js';
import { identityOf, type CommandInputVault } from './command.input.js';
import { payloadOf, type CommandPayload } from './command.record.js';
import { answerWithinMs, busy, callerFirstMs, checkKey, checkOccurredAt, checkSameCommand, maxInFlight, maxOpenCommands } from './command.rules.js';
import { commandStore, type StoredCommand, type TicketLoad } from './command.store.js';
import type { DeliveryResult, TicketCommandSender } from './ticket-command.sender.js';

/** A mutation on a live ticket, checked for form and rights by its resolver. */
export type TicketCommandSubmission = {
  [N in CommandName]: {
    readonly tenantId: string;
    readonly ticketId: TicketId;
    /** The caller's key; names this command for ever. */
    readonly key: string;
    readonly actor: Actor;
    readonly operation: string;
    /** Everything the caller said; kept encrypted under the key of `inputPersonId`. */
    readonly input: unknown;
    /** Whom the input is about; the actor where nobody is named. */
    readonly inputPersonId?: string;
    readonly name: N;
    /** What of it the workflow needs: ids, codes, instants. */
    readonly data: CommandData[N];
    readonly occurredAt: Date;
    /** The owner's epoch that the caller saw; null where no fencing applies. */
    readonly epoch: number | null;
  };
}[CommandName];

/** A command that one ticket's change asks of another ticket. */
export type SystemCommand = {
  [N in CommandName]: { readonly tenantId: string; readonly ticketId: TicketId; readonly commandId: string; readonly name: N; readonly data: CommandData[N] };
}[CommandName];

export interface DeskOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly vault: CommandInputVault;
  readonly sender: TicketCommandSender;
  readonly source: CommandSource;
  readonly log: RelayLog;
}

/** Payload of a `temporal.update` row. */
export interface TicketUpdatePayload {
  readonly ticketId: TicketId;
  readonly command: TicketCommand;
}

interface Journaled {
  readonly command: TicketCommand;
  readonly outboxId: string;
  readonly tryNow: boolean;
}

/** A command that is in the journal, just now or since before. */
interface Kept {
  readonly submission: TicketCommandSubmission;
  readonly result: Journaled | StoredCommand;
}

const byTicket = (a: TicketCommandSubmission, b: TicketCommandSubmission): number => (a.ticketId < b.ticketId ? -1 : 1);

const firstPollMs = 25;
const maxPollMs = 200;

/** Takes commands on live tickets: journals each with its delivery in one transaction, then tries to deliver it at once. */
export class TicketCommandDesk {
  constructor(private readonly options: DeskOptions) {}

  /** @param prepare runs in the transaction that journals the command; a refusal, of a used key too, leaves nothing behind */
  async submit(tenantId: string, prepare: (em: EntityManager) => Promise<TicketCommandSubmission>): Promise<CommandPayload> {
    const kept = await this.options.database.tx(tenantId, async (em) => this.keep(em, await prepare(em)));
    return this.settle(kept);
  }

  /** As `submit`, of commands on several tickets: all are journaled, or none. Answers in the order of the tickets' ids. */
  async submitTogether(tenantId: string, prepare: (em: EntityManager) => Promise<readonly TicketCommandSubmission[]>): Promise<CommandPayload[]> {
    const all = await this.options.database.tx(tenantId, async (em) => {
      const kept: Kept[] = [];
      // Tickets are locked in one order, or two callers could wait for each other.
      for (const submission of [...(await prepare(em))].sort(byTicket)) kept.push(await this.keep(em, submission));
      return kept;
    });
    return Promise.all(all.map((kept) => this.settle(kept)));
  }

  /**
   * Journals a command of the system itself in the caller's transaction; the relay delivers it. The id, which must hold a slash so that no caller's
   * key can be the same, names it for ever: again is no change.
   */
  async enqueue(em: EntityManager, { tenantId, ticketId, commandId, name, data }: SystemCommand): Promise<void> {
    if (!commandId.includes('/')) throw new Error(`the id ${commandId} of a system command could be somebody's key`);
    await commandStore.lockTicket(em, tenantId, ticketId);
    const at = await this.options.clock.now(em);
    const inputHash = await this.options.vault.fingerprint(tenantId, commandId);
    const row = { tenantId, commandId, actor: systemActor, operation: name, ticketId, inputHash, inputEncrypted: null, inputPerson: null, occurredAt: at, receivedAt: at };
    if (!(await commandStore.insert(em, row))) return;
    const instant = at.toISOString();
    const command = { name, data, commandId, source: 'system', actor: systemActor, occurredAt: instant, receivedAt: instant, epoch: null, first: false } as TicketCommand;
    const payload: TicketUpdatePayload = { ticketId, command };
    await enqueue(em, { tenantId, kind: 'temporal.update', key: ticketId, payload });
  }

  private async keep(em: EntityManager, submission: TicketCommandSubmission): Promise<Kept> {
    checkKey(submission.key);
    const inputHash = await this.options.vault.fingerprint(submission.tenantId, identityOf(submission));
    const result = await this.journal(em, submission, inputHash);
    if ('inputHash' in result) checkSameCommand(result, inputHash);
    return { submission, result };
  }

  private async settle({ submission, result }: Kept): Promise<CommandPayload> {
    if ('inputHash' in result) return result.state === 'PENDING' ? this.awaitOutcome(submission) : payloadOf(result);
    failpoint('command.after-journal');
    return result.tryNow ? this.deliver(submission, result) : { commandId: submission.key, state: 'PENDING' };
  }

  private async journal(em: EntityManager, submission: TicketCommandSubmission, inputHash: Buffer): Promise<Journaled | StoredCommand> {
    const { tenantId, ticketId, key, actor, operation, occurredAt } = submission;
    await commandStore.lockTicket(em, tenantId, ticketId);
    const receivedAt = await this.options.clock.now(em);
    checkOccurredAt(occurredAt, receivedAt);
    const inputPerson = submission.inputPersonId ?? actor.customerId ?? actor.personId ?? 'system';
    const inputEncrypted = await this.options.vault.seal(em, { tenantId, commandId: key, personId: inputPerson }, JSON.stringify(submission.input ?? null));
    const row = { tenantId, commandId: key, actor, operation, ticketId, inputHash, inputEncrypted, inputPerson, occurredAt, receivedAt };
    const load = await commandStore.insertForTicket(em, row);
    if (load === null) return this.known(em, tenantId, key);
    if (load.open >= maxOpenCommands) throw busy();
    const tryNow = mayTryNow(load);
    const command = commandOf(submission, this.options.source, receivedAt);
    const payload: TicketUpdatePayload = { ticketId, command: { ...command, first: false } };
    const outboxId = await enqueue(em, { tenantId, kind: 'temporal.update', key: ticketId, payload, delayMs: tryNow ? callerFirstMs : 0 });
    return { command, outboxId, tryNow };
  }

  private async known(em: EntityManager, tenantId: string, key: string): Promise<StoredCommand> {
    const stored = await commandStore.find(em, tenantId, key);
    if (stored === null) throw new Error('a known command is not there');
    return stored;
  }

  private async deliver(submission: TicketCommandSubmission, { command, outboxId }: Journaled): Promise<CommandPayload> {
    const { tenantId, ticketId, key } = submission;
    const result = await this.send(submission, command);
    if (result.state === 'PENDING') return { commandId: key, state: 'PENDING' };
    const { database } = this.options;
    if (await commandStore.settleDelivered(database, tenantId, key, result, { outboxId, key: ticketId })) return payloadOf({ commandId: key, state: result.state, outcome: result });
    return payloadOf(await database.tx(tenantId, (em) => this.known(em, tenantId, key)));
  }

  private async send({ tenantId, ticketId }: TicketCommandSubmission, command: TicketCommand): Promise<DeliveryResult> {
    try {
      return await this.options.sender.send({ tenantId, ticketId, command, timeoutMs: answerWithinMs });
    } catch (error) {
      this.options.log.warn({ tenant: tenantId, ticketId, commandId: command.commandId, error }, 'command is left to the relay');
      return { state: 'PENDING' };
    }
  }

  /** Another copy of the command is on its way: its outcome is the answer to all. */
  private async awaitOutcome({ tenantId, key }: TicketCommandSubmission): Promise<CommandPayload> {
    const until = performance.now() + answerWithinMs;
    for (let pause = firstPollMs; ; pause = Math.min(maxPollMs, pause * 2)) {
      await delay(pause);
      const stored = await this.options.database.tx(tenantId, (em) => this.known(em, tenantId, key));
      if (stored.state !== 'PENDING' || performance.now() >= until) return payloadOf(stored);
    }
  }
}

/** Nobody overtakes: a command is tried at once only while all earlier open ones are on their way too, and few are. */
const mayTryNow = (load: TicketLoad): boolean => load.undelivered === load.inFlight && load.inFlight < maxInFlight;

const commandOf = (submission: TicketCommandSubmission, source: CommandSource, receivedAt: Date): TicketCommand => {
  const { name, data, key, actor, occurredAt, epoch } = submission;
  const command = { name, data, commandId: key, source, actor, occurredAt: occurredAt.toISOString(), receivedAt: receivedAt.toISOString(), epoch, first: true };
  // name and data come from one member of the union, which TypeScript forgets when they are taken apart.
  return command as TicketCommand;
};
