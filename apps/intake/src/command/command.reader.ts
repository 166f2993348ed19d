import { notFound } from '@mendline/contracts';
import type { ErrorParams } from '@mendline/contracts';
import type { Actor } from '@mendline/contracts/ticket';
import { hasRole } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { CommandJournal, payloadOf } from '@mendline/platform/commands';
import type { CommandRecord } from '@mendline/platform/commands';
import { CommandState, messageFor } from '@mendline/platform/graphql';
import type { Language } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import type * as model from './command.model.js';

/** What became of commands, for those who sent them and those who look after them. */
@Injectable()
export class CommandReader {
  constructor(private readonly journal: CommandJournal) {}

  /** Throws DomainError `command.unknown`, also for a command that the caller may not see. */
  async byKey(who: Principal, language: Language, key: string): Promise<model.Command> {
    const record = await this.journal.find(who.tenant, key);
    if (!record || !maySee(who, record.actor)) throw notFound('command.unknown');
    return view(record, language);
  }
}

const maySee = (who: Principal, { personId, customerId }: Actor): boolean =>
  hasRole(who, ['supervisor', 'administrator']) ||
  (personId !== null && personId === who.personId) ||
  (customerId !== null && customerId === who.customerId);

const view = (record: CommandRecord, language: Language): model.Command => {
  const { commandId, operation, ticketId, occurredAt, receivedAt, settledAt } = record;
  const { state, code = null } = payloadOf(record);
  const message = code === null ? null : messageFor(code, paramsOf(record.outcome), language);
  return { commandId, operation, state: CommandState[state], code, message, ticketId, occurredAt, receivedAt, settledAt };
};

const paramsOf = (outcome: unknown): ErrorParams => {
  const params: unknown = typeof outcome === 'object' && outcome !== null ? Reflect.get(outcome, 'params') : null;
  return typeof params === 'object' && params !== null ? (params as ErrorParams) : {};
};
