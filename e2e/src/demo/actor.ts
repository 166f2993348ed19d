import { OperationLog } from '../checker/index.js';
import { GraphqlFailure, isUncertain } from '../client/index.js';
import type { CommandClient, CommandInputs, CommandName, CommandOutcome, Login } from '../client/index.js';

/** Sends commands for the demonstration's people and writes down what became of each. */
export class Actor {
  readonly log = new OperationLog();
  private sent = 0;
  private underWay = 0;

  constructor(
    private readonly commands: CommandClient,
    private readonly runId: string,
  ) {}

  /** Commands that were answered so far. */
  get answered(): number {
    return this.log.operations.length;
  }

  get pending(): number {
    return this.underWay;
  }

  /** Null when the endpoint refused or did not answer; the log says how. */
  async act<N extends CommandName>(who: Login, name: N, input: CommandInputs[N]): Promise<CommandOutcome | null> {
    this.sent += 1;
    this.underWay += 1;
    const opId = `demo-${this.runId}-${String(this.sent).padStart(6, '0')}`;
    const invokedAt = new Date().toISOString();
    const write = (ticketId: string | null, result: 'ok' | 'fail' | 'info', code: string | null): void =>
      this.log.add({ opId, tenant: who.tenant, ticketId, type: name, invokedAt, settledAt: new Date().toISOString(), result, code });
    const asked = 'ticketId' in input ? input.ticketId : null;
    try {
      const outcome = await this.commands.settle(who, name, opId, input);
      const result = { DONE: 'ok', REJECTED: 'fail', PENDING: 'info' } as const;
      write(outcome.ticket?.id ?? asked, result[outcome.state], outcome.code);
      return outcome;
    } catch (error) {
      const code = error instanceof GraphqlFailure ? error.reason : error instanceof Error ? error.name : 'unknown';
      write(asked, isUncertain(error) ? 'info' : 'fail', code);
      return null;
    } finally {
      this.underWay -= 1;
    }
  }
}
