import { DomainError, invalid } from '@mendline/contracts';
import type { CommandName } from '@mendline/contracts/ticket';
import { actorOf } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { CommandJournal } from '@mendline/platform/commands';
import { CommandState, userErrorOf } from '@mendline/platform/graphql';
import type { RequestContext } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TicketCommandService } from './ticket-command.service.js';
import type { TicketCommandInput } from './ticket-command.service.js';
import type { HandedOver } from './ticket.model.js';

const atOnce = 8;
const longestKey = 90;

/** The keys of single tickets follow from a batch's, which leaves them room. Throws `command.key-invalid`. */
export const checkBatchKey = (key: string): void => {
  if (key.length > longestKey) throw invalid('command.key-invalid');
};

/** A ticket of a batch. */
export interface NumberedTicket {
  readonly id: string;
  readonly number: string;
}

/** One command for several tickets. `input` is what makes two batches of a key the same. */
export interface BatchCommand<N extends CommandName> {
  readonly key: string;
  readonly operation: string;
  readonly input: object;
  readonly occurredAt: Date | null;
  readonly tickets: (em: EntityManager) => Promise<NumberedTicket[]>;
  readonly command: Omit<TicketCommandInput<N>, 'key' | 'ticketId' | 'occurredAt'>;
}

/** Gives one command to several tickets, each under a key of its own that follows from the batch's. */
@Injectable()
export class TicketBatchGiver {
  constructor(
    private readonly journal: CommandJournal,
    private readonly commands: TicketCommandService,
  ) {}

  /**
   * Which tickets these are is settled once, under the key: asking again asks for the same ones, and tells what became of each. What the rules refuse of every
   * ticket for one reason is refused as a whole: throws that.
   */
  async give<N extends CommandName>(who: Principal, { language }: RequestContext, { key, operation, input, occurredAt, tickets, command }: BatchCommand<N>): Promise<HandedOver[]> {
    const { outcome } = await this.journal.runLocal({ tenantId: who.tenant, key, actor: actorOf(who), operation, input, work: tickets });
    const refusals: DomainError[] = [];
    const one = async ({ id, number }: NumberedTicket): Promise<HandedOver> => {
      const commandId = `${key}:${id}`;
      const answer = await this.commands.submit(who, { ...command, key: commandId, ticketId: id, occurredAt }).catch((error: unknown) => {
        if (!(error instanceof DomainError)) throw error;
        refusals.push(error);
        return { state: 'REJECTED', code: error.code, params: error.params } as const;
      });
      const error = answer.code === undefined ? null : userErrorOf({ code: answer.code as `${string}.${string}`, params: 'params' in answer ? answer.params : {} }, language);
      return { ticketId: id, number, commandId, state: CommandState[answer.state], code: error?.code ?? null, message: error?.message ?? null };
    };
    const results: HandedOver[] = [];
    for (let i = 0; i < outcome.length; i += atOnce) results.push(...(await Promise.all(outcome.slice(i, i + atOnce).map(one))));
    const [first, ...others] = refusals;
    if (first && refusals.length === outcome.length && others.every(({ code }) => code === first.code)) throw first;
    return results;
  }
}
