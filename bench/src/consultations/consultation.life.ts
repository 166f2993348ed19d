import { setTimeout as delay } from 'node:timers/promises';
import type { Registrations } from '../intake/registration.requests.js';
import type { BenchSystem } from '../system/bench.system.js';

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
const offersQuery = entity('offers { id personId state }');
const sessionQuery = entity('remoteSession { id }');

/** The smooth life of one consultation, driven at the services as their clients would; answers the ticket's id. */
export const liveConsultation = async (system: BenchSystem, registrations: Registrations): Promise<string> => {
  const { caller, graphql, staff } = system;
  const input = registrations.next();
  const { ticket } = await caller.command<Registered>(graphql.intake, 'csr1', 'registerTicket', input, 'ticket { id }');
  const ticketId = ticket.id;
  const give = (service: 'intake' | 'dispatch' | 'field-service', who: string, name: string, more: object): Promise<unknown> =>
    caller.command(graphql[service], who, name, { key: `${input.key}:${name}`, ticketId, ...more });
  const read = async <T>(service: 'dispatch' | 'field-service', who: string, query: string): Promise<T | undefined> => {
    const of = [{ __typename: 'Ticket', id: ticketId }];
    return (await caller.ask<{ _entities: (T | null)[] }>(graphql[service], who, query, { of }))._entities[0] ?? undefined;
  };

  await give('intake', 'supervisor1', 'reviewTicket', { decision: 'ACCEPT' });
  const offer = await untilFound('an offer', async () => {
    const found = await read<{ offers: readonly Offer[] }>('dispatch', 'supervisor1', offersQuery);
    return found?.offers.find(({ state }) => state.toUpperCase() === 'OPEN');
  });
  const owner = staff.loginOf.get(offer.personId) ?? offer.personId;
  await give('dispatch', owner, 'acceptOffer', { offerId: offer.id });
  await give('intake', owner, 'recordContact', { channel: 'phone', reached: true });
  const session = await untilFound('a remote session', async () => (await read<{ remoteSession: { id: string } | null }>('field-service', owner, sessionQuery))?.remoteSession);
  await give('field-service', owner, 'recordRemoteStep', { sessionId: session.id, check: 'power', result: 'HELPED' });
  await give('field-service', owner, 'finishRemoteSession', { sessionId: session.id, result: 'SOLVED' });
  await give('intake', owner, 'answerTicket', { outcomeCode: 'guided', text: 'Cleaned the filter and reset the programme.' });
  await give('intake', owner, 'tellResult', { channel: 'phone' });
  await give('intake', 'csr1', 'confirmTicket', { evidence: 'RECORDED_CALL', satisfaction: 'satisfied' });
  await give('intake', 'csr1', 'recordReturnVisit', { reached: true, result: 'OK', satisfaction: 'very-satisfied' });
  await give('intake', 'supervisor1', 'reviewService', { result: 'OK' });
  return ticketId;
};

const untilFound = async <T>(what: string, look: () => Promise<T | null | undefined>): Promise<T> => {
  const end = Date.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what} was not there within ${patienceMs / 1000} s`);
    await delay(lookEveryMs);
  }
};
