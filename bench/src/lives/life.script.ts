import { setTimeout as delay } from 'node:timers/promises';
import type { BenchSystem } from '../system/bench.system.js';

type Service = keyof Omit<BenchSystem['graphql'], 'gateway'>;

interface Registered {
  readonly ticket: { readonly id: string };
}

interface Offer {
  readonly id: string;
  readonly personId: string;
  readonly state: string;
}

const lookEveryMs = 60;
const patienceMs = 60_000;

const entity = (field: string): string => `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Ticket { ${field} } } }`;
const sessionQuery = entity('remoteSession { id }');

/** What the people of any ticket do, driven at the services as their clients would. */
export class LifeScript {
  private constructor(
    readonly system: BenchSystem,
    readonly ticketId: string,
    private readonly key: string,
  ) {}

  static async register(system: BenchSystem, input: { readonly key: string }): Promise<LifeScript> {
    const { ticket } = await system.caller.command<Registered>(system.graphql.intake, 'csr1', 'registerTicket', input, 'ticket { id }');
    return new LifeScript(system, ticket.id, input.key);
  }

  /** Gives a command on the ticket; each once in a life. */
  give<T>(service: Service, who: string, name: string, more: object, { answer = '', inputType }: { readonly answer?: string; readonly inputType?: string } = {}): Promise<T> {
    const { caller, graphql } = this.system;
    return caller.command<T>(graphql[service], who, name, { key: `${this.key}:${name}`, ticketId: this.ticketId, ...more }, answer, inputType);
  }

  /** The offer that is open, once there is one, and who has it. `field` of the ticket as dispatch knows it. */
  async openOffer(field: 'offers' | 'visitOffers'): Promise<{ readonly offerId: string; readonly login: string }> {
    const found = await untilFound(`an offer in ${field}`, async () =>
      (await this.read<Record<string, readonly Offer[]>>('dispatch', 'supervisor1', entity(`${field} { id personId state }`)))?.[field]?.find(({ state }) => state.toUpperCase() === 'OPEN'));
    return { offerId: found.id, login: this.system.staff.loginOf.get(found.personId) ?? found.personId };
  }

  /** Reviewed, taken, called, and the remote session opened; answers the owner's login and the session. */
  async begun(): Promise<{ readonly owner: string; readonly sessionId: string }> {
    await this.give('intake', 'supervisor1', 'reviewTicket', { decision: 'ACCEPT' });
    const { offerId, login: owner } = await this.openOffer('offers');
    await this.give('dispatch', owner, 'acceptOffer', { offerId });
    await this.give('intake', owner, 'recordContact', { channel: 'phone', reached: true });
    const session = await untilFound('a remote session', async () => (await this.read<{ remoteSession: { id: string } | null }>('field-service', owner, sessionQuery))?.remoteSession);
    return { owner, sessionId: session.id };
  }

  async triedRemotely(owner: string, sessionId: string, solved: boolean): Promise<void> {
    await this.give('field-service', owner, 'recordRemoteStep', { sessionId, check: 'power', result: solved ? 'HELPED' : 'NO_EFFECT' });
    await this.give('field-service', owner, 'finishRemoteSession', { sessionId, result: solved ? 'SOLVED' : 'UNSOLVED' });
  }

  /** From the result to the last review. */
  async closed(owner: string): Promise<void> {
    await this.give('intake', owner, 'tellResult', { channel: 'phone' });
    await this.give('intake', 'csr1', 'confirmTicket', { evidence: 'RECORDED_CALL', satisfaction: 'satisfied' });
    await this.give('intake', 'csr1', 'recordReturnVisit', { reached: true, result: 'OK', satisfaction: 'very-satisfied' });
    await this.give('intake', 'supervisor1', 'reviewService', { result: 'OK' });
  }

  private async read<T>(service: Service, who: string, query: string): Promise<T | undefined> {
    const of = [{ __typename: 'Ticket', id: this.ticketId }];
    return (await this.system.caller.ask<{ _entities: (T | null)[] }>(this.system.graphql[service], who, query, { of }))._entities[0] ?? undefined;
  }
}

const untilFound = async <T>(what: string, look: () => Promise<T | null | undefined>): Promise<T> => {
  const end = Date.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what} was not there within ${patienceMs / 1000} s`);
    await delay(lookEveryMs);
  }
};
