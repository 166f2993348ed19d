import { setTimeout as delay } from 'node:timers/promises';
import type { CommandInputs, CommandName, CommandOutcome } from './commands.js';
import type { GraphqlClient } from './graphql.client.js';
import type { Login } from './token.cache.js';

interface Payload {
  readonly commandId: string;
  readonly state: CommandOutcome['state'];
  readonly userErrors: readonly { readonly code: string }[];
  readonly ticket?: { readonly id: string; readonly number: string } | null;
  readonly plan?: { readonly id: string; readonly version: number } | null;
  readonly request?: CommandOutcome['request'];
  readonly results?: CommandOutcome['each'];
}

const pollMs = 500;
const patienceMs = 60_000;

/** Inputs that several mutations share; the others are named after their mutation. */
const sharedInputs: Partial<Record<CommandName, string>> = { departToVisit: 'VisitInput', callAhead: 'VisitInput', arriveAtVisit: 'VisitInput', receiveParts: 'StockInput' };

/** What is read of an answer beyond its state. */
const moreOf: Partial<Record<CommandName, string>> = {
  registerTicket: 'ticket { id number }', splitTicket: 'ticket { id number }', registerRequest: 'request { id tickets { id number } }', draftPlan: 'plan { id version }', changePlan: 'plan { id version }',
  handOverAll: 'results { ticketId state code }', confirmRequest: 'results { ticketId state code }',
};

const mutation = (name: CommandName): string => {
  const input = sharedInputs[name] ?? `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  return `mutation ($input: ${input}!) { ${name}(input: $input) { commandId state userErrors { code } ${moreOf[name] ?? ''} } }`;
};

/** Commands by name: sent once, repeated under the same key while the outcome is unknown. */
export class CommandClient {
  constructor(private readonly graphql: GraphqlClient) {}

  /**
   * Sends a command and waits until it is settled: `PENDING` is left only when a minute did not do. Asks by sending it again: a copy is
   * the same command, whichever service keeps it.
   */
  async settle<N extends CommandName>(who: Login, name: N, key: string, input: CommandInputs[N]): Promise<CommandOutcome> {
    const end = Date.now() + patienceMs;
    let outcome = await this.send(who, name, key, input);
    while (outcome.state === 'PENDING' && Date.now() < end) {
      await delay(pollMs);
      outcome = await this.send(who, name, key, input);
    }
    return outcome;
  }

  /** Sends a command and answers what is known at once. */
  async send<N extends CommandName>(who: Login, name: N, key: string, input: CommandInputs[N]): Promise<CommandOutcome> {
    const data = await this.graphql.request<Record<string, Payload>>(who, mutation(name), { input: { key, ...input } });
    const payload = data[name];
    if (!payload) throw new Error(`${name}: no payload`);
    const { commandId, state, userErrors, ticket = null, plan = null, request = null, results: each = [] } = payload;
    return { commandId, state, code: userErrors[0]?.code ?? null, ticket, plan: plan && { planId: plan.id, version: plan.version }, request, each };
  }
}
