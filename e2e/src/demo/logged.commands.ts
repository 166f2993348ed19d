import { OperationLog } from '../checker/index.js';
import { GraphqlFailure, isUncertain } from '../client/index.js';
import type { CommandClient, CommandInputs, CommandName, CommandOutcome, Login } from '../client/index.js';

const resultOf = { DONE: 'ok', REJECTED: 'fail', PENDING: 'info' } as const;

/** Sends commands and writes down what became of each, for the check. */
export class LoggedCommands {
  readonly log = new OperationLog();

  constructor(private readonly commands: CommandClient) {}

  /** Throws what the client throws; the log has it all the same. */
  async settle<N extends CommandName>(who: Login, name: N, opId: string, input: CommandInputs[N]): Promise<CommandOutcome> {
    const invokedAt = new Date().toISOString();
    const asked = 'ticketId' in input ? String(input.ticketId) : null;
    const write = (ticketId: string | null, result: 'ok' | 'fail' | 'info', code: string | null): void =>
      this.log.add({ opId, tenant: who.tenant, ticketId, type: name, invokedAt, settledAt: new Date().toISOString(), result, code });
    try {
      const outcome = await this.commands.settle(who, name, opId, input);
      write(outcome.ticket?.id ?? asked, resultOf[outcome.state], outcome.code);
      return outcome;
    } catch (error) {
      const code = error instanceof GraphqlFailure ? error.reason : error instanceof Error ? error.name : 'unknown';
      write(asked, isUncertain(error) ? 'info' : 'fail', code);
      throw error;
    }
  }
}
