import { OperationLog, type Operation } from '../checker/index.js';
import { GraphqlFailure, isUncertain } from '../client/index.js';
import type { CommandClient, CommandInputs, CommandName, CommandOutcome, Login } from '../client/index.js';

const resultOf = { DONE: 'ok', REJECTED: 'fail', PENDING: 'info' } as const;

type Said = { readonly [N in CommandName]: { readonly name: N; readonly input: CommandInputs[N] } }[CommandName];
/** What a line of the log says beyond who, when and under which key. */
type Line = Pick<Operation, 'ticketId' | 'type' | 'result' | 'code'> & { readonly of?: string };

/** What a command for several tickets is for each of them. */
const single: Partial<Record<CommandName, CommandName>> = { handOverAll: 'handOverTicket', confirmRequest: 'confirmTicket' };

/** One line for every ticket that was registered or asked for: a request of several devices registers several, and nobody knows of how many when it is not answered. */
const linesOf = ({ name, input }: Said, { result, code }: Pick<Line, 'result' | 'code'>, outcome: CommandOutcome | null): Line[] => {
  if (name === 'registerRequest') {
    const ids = outcome?.request?.tickets.map(({ id }) => id) ?? input.devices.map(() => null);
    return ids.map((ticketId, n) => ({ type: 'registerTicket', ticketId, result, code, of: String(n + 1) }));
  }
  const type = single[name];
  if (type && outcome) return outcome.each.map(({ ticketId, state, code: own }) => ({ type, ticketId, result: resultOf[state], code: own, of: ticketId }));
  const asked = 'ticketId' in input && name !== 'splitTicket' ? input.ticketId : null;
  return [{ type: name, ticketId: outcome?.ticket?.id ?? asked, result, code }];
};

/** Sends commands and writes down what became of each, for the check. */
export class LoggedCommands {
  readonly log = new OperationLog();

  constructor(private readonly commands: CommandClient) {}

  /** Throws what the client throws; the log has it all the same. */
  async settle<N extends CommandName>(who: Login, name: N, opId: string, input: CommandInputs[N]): Promise<CommandOutcome> {
    const invokedAt = new Date().toISOString();
    const write = (result: Operation['result'], code: string | null, outcome: CommandOutcome | null): void => {
      for (const { of, ...line } of linesOf({ name, input } as Said, { result, code }, outcome)) {
        this.log.add({ ...line, opId: of === undefined ? opId : `${opId}:${of}`, tenant: who.tenant, invokedAt, settledAt: new Date().toISOString() });
      }
    };
    try {
      const outcome = await this.commands.settle(who, name, opId, input);
      write(resultOf[outcome.state], outcome.code, outcome);
      return outcome;
    } catch (error) {
      const code = error instanceof GraphqlFailure ? error.reason : error instanceof Error ? error.name : 'unknown';
      write(isUncertain(error) ? 'info' : 'fail', code, null);
      throw error;
    }
  }
}
