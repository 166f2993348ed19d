import type { CommandName } from '@mendline/contracts/ticket';
import type { Principal } from '@mendline/platform/auth';
import { CommandState, userErrorOf } from '@mendline/platform/graphql';
import type { RequestContext } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import { TicketCommandService } from './ticket-command.service.js';
import type { TicketCommandInput } from './ticket-command.service.js';
import type { ResumeTicketInput } from './ticket.input.js';
import type { TicketPayload } from './ticket.model.js';

/** What a mutation says beside its key, its ticket and its instant. */
export type GivenCommand<N extends CommandName> = Pick<TicketCommandInput<N>, 'name' | 'data' | 'derived' | 'codes' | 'check'> & {
  readonly text?: string | null | undefined;
  readonly epoch?: number | null | undefined;
};

/** Gives commands of people to live tickets and answers as mutations answer. */
@Injectable()
export class TicketCommandGiver {
  constructor(private readonly commands: TicketCommandService) {}

  /** Answers what became of the command; its ticket is read when it is asked for. */
  async give<N extends CommandName>(who: Principal, context: RequestContext, i: ResumeTicketInput, command: GivenCommand<N>): Promise<TicketPayload> {
    const { text, epoch, ...rest } = command;
    const answer = await this.commands.submit(who, { ...rest, key: i.key, ticketId: i.ticketId, occurredAt: i.occurredAt ?? null, text: text ?? null, epoch: epoch ?? null });
    const userErrors = answer.code === undefined ? [] : [userErrorOf({ code: answer.code as `${string}.${string}`, params: {} }, context.language)];
    return { commandId: answer.commandId, state: CommandState[answer.state], userErrors, ticketId: i.ticketId };
  }
}
