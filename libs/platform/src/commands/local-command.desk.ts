import { DomainError, type ErrorCode } from '@mendline/contracts/errors';
import { systemActor, type Actor } from '@mendline/contracts/ticket';
import type { EntityManager } from 'typeorm';
import type { Clock } from '../clock/index.js';
import type { Database } from '../database/index.js';
import { identityOf, type CommandInputVault } from './command.input.js';
import type { StoredRefusal } from './command.record.js';
import { checkKey, checkOccurredAt, checkSameCommand } from './command.rules.js';
import { commandStore, type StoredCommand } from './command.store.js';

/** A mutation that is one transaction of this service. */
export interface LocalCommand<T> {
  readonly tenantId: string;
  readonly key: string;
  readonly actor?: Actor;
  readonly operation: string;
  readonly ticketId?: string;
  readonly input: unknown;
  /** When it happened, where the caller says so; else when it is received. */
  readonly occurredAt?: Date;
  /** The effect. Its answer is stored and given to every copy: JSON, ids and codes only. A DomainError takes the effect back. */
  readonly work: (em: EntityManager, receivedAt: Date) => Promise<T>;
}

export interface LocalOutcome<T> {
  readonly commandId: string;
  readonly state: 'DONE';
  readonly outcome: T;
}

/** Refusals that a later try with the same input might not meet are not kept. */
const lasting = new Set<string>(['invalid', 'forbidden', 'not-found', 'conflict']);

type Settled<T> = { readonly outcome: T } | { readonly refusal: DomainError };

/** Runs plain journaled transactions: effect, journal row and outcome together, once per key. */
export class LocalCommandDesk {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly vault: CommandInputVault,
  ) {}

  async run<T>(command: LocalCommand<T>): Promise<LocalOutcome<T>> {
    checkKey(command.key);
    const actor = command.actor ?? systemActor;
    const ticketId = command.ticketId ?? null;
    const inputHash = await this.vault.fingerprint(command.tenantId, identityOf({ actor, ticketId, operation: command.operation, input: command.input }));
    const settled = await this.database.tx(command.tenantId, async (em): Promise<Settled<T>> => {
      const receivedAt = await this.clock.now(em);
      const occurredAt = command.occurredAt ?? receivedAt;
      checkOccurredAt(occurredAt, receivedAt);
      const { tenantId, key: commandId, operation } = command;
      const fresh = await commandStore.insert(em, { tenantId, commandId, actor, operation, ticketId, inputHash, inputEncrypted: null, inputPerson: null, occurredAt, receivedAt });
      if (fresh) return this.perform(em, command, receivedAt);
      const stored = await commandStore.find(em, tenantId, commandId);
      if (stored === null) throw new Error('a known command is not there');
      checkSameCommand(stored, inputHash);
      return replay<T>(stored);
    });
    if ('refusal' in settled) throw settled.refusal;
    return { commandId: command.key, state: 'DONE', outcome: settled.outcome };
  }

  /** A refusal takes the effect back and leaves the journal row, so that a copy gets the same refusal. */
  private async perform<T>(em: EntityManager, command: LocalCommand<T>, receivedAt: Date): Promise<Settled<T>> {
    await em.query('savepoint local_command');
    try {
      const outcome = await command.work(em, receivedAt);
      await commandStore.settle(em, command.tenantId, command.key, 'DONE', outcome);
      return { outcome };
    } catch (error) {
      if (!(error instanceof DomainError) || !lasting.has(error.kind)) throw error;
      await em.query('rollback to savepoint local_command');
      const refusal: StoredRefusal = { code: error.code, kind: error.kind, params: error.params };
      await commandStore.settle(em, command.tenantId, command.key, 'REJECTED', refusal);
      return { refusal: error };
    }
  }
}

const replay = <T>(stored: StoredCommand): Settled<T> => {
  if (stored.state === 'DONE') return { outcome: stored.outcome as T };
  const { code, kind, params } = stored.outcome as StoredRefusal;
  return { refusal: new DomainError(kind ?? 'conflict', code as ErrorCode, params) };
};
