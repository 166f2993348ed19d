import type { OperationLog } from '../checker/index.js';
import { sendEvidence, type CommandClient, type CommandInputs, type CommandName, type CommandOutcome, type EvidencePurpose, type FileRef, type GraphqlClient, type Login } from '../client/index.js';
import { LoggedCommands } from './logged.commands.js';

/** Sends commands for the demonstration's people and writes down what became of each. */
export class Actor {
  private readonly commands: LoggedCommands;
  private sent = 0;
  private underWay = 0;

  constructor(
    commands: CommandClient,
    private readonly graphql: GraphqlClient,
    private readonly runId: string,
  ) {
    this.commands = new LoggedCommands(commands);
  }

  get log(): OperationLog {
    return this.commands.log;
  }

  /** What the keys of all its commands begin with. */
  get keys(): string {
    return `demo-${this.runId}-`;
  }

  /** Commands that were answered so far. */
  get answered(): number {
    return this.log.operations.length;
  }

  get pending(): number {
    return this.underWay;
  }

  /** Sends a photo, a signature or a recorded call for a ticket. */
  send(who: Login, ticketId: string, purpose: EvidencePurpose): Promise<FileRef> {
    return sendEvidence(this.graphql, who, ticketId, purpose);
  }

  /** Null when the endpoint refused or did not answer; the log says how. */
  async act<N extends CommandName>(who: Login, name: N, input: CommandInputs[N]): Promise<CommandOutcome | null> {
    this.sent += 1;
    this.underWay += 1;
    const opId = `${this.keys}${String(this.sent).padStart(6, '0')}`;
    try {
      return await this.commands.settle(who, name, opId, input);
    } catch {
      return null;
    } finally {
      this.underWay -= 1;
    }
  }
}
