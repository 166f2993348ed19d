import type { Login } from '../src/client/index.js';
import { call, type BadRequest } from './bad-request.js';

/** What the cases speak of. */
export interface World {
  readonly csr: Login;
  readonly leader: Login;
  readonly supervisor: Login;
  readonly specialist: Login;
  readonly customer: Login;
  readonly stranger: Login;
  /** A registered ticket that waits for its review, and its customer's region. */
  readonly ticketId: string;
  readonly region: string;
  /** A ticket with an owner that waits for the contact. */
  readonly ownedId: string;
  readonly owner: Login;
  readonly ownerId: string;
  /** An archived ticket. */
  readonly archivedId: string;
  /** A ticket of the other tenant, and its people. */
  readonly foreignId: string;
  readonly foreigner: Login;
  /** The key of the command that registered the first ticket. */
  readonly usedKey: string;
  key(): string;
}

export const casesOf = (world: World): readonly BadRequest[] => [...registrations(world), ...documents(world), ...strangers(world), ...commands(world)];

const registrations = ({ csr, region, key, usedKey }: World): BadRequest[] => {
  const good = { kind: 'consultation', channel: 'phone', region, faultClass: 'hardware', description: 'does not turn on', customer: { name: '虚构客户', phone: '13900001111' } };
  const wrong = (name: string, reason: string, change: Record<string, unknown>): BadRequest => ({ name, reason, who: csr, query: call('registerTicket'), variables: { input: { key: key(), ...good, ...change } } });
  return [
    wrong('a missing field', 'query.invalid', { description: undefined }),
    wrong('a wrong type', 'query.invalid', { description: 7 }),
    wrong('an unknown field', 'query.invalid', { isAdmin: true }),
    wrong('an empty description', 'input.text-empty', { description: ' \n ' }),
    wrong('a description that is too long', 'input.text-too-long', { description: 'x'.repeat(10_001) }),
    wrong('a text of 1 MB', 'input.body-too-large', { description: 'x'.repeat(1_048_576) }),
    wrong('a control character', 'input.text-invalid', { description: 'beep \u0007' }),
    wrong('a zero byte', 'input.text-invalid', { description: 'a\u0000b' }),
    wrong('half an emoji', 'input.text-invalid', { description: 'broken \ud83d' }),
    wrong('text that turns its direction', 'input.text-invalid', { description: 'abc \u202e cba' }),
    wrong('a control character in the name', 'input.text-invalid', { customer: { name: 'a\u001b[31m', phone: '13900001111' } }),
    wrong('an unknown kind', 'ticket.unknown-code', { kind: 'spell' }),
    wrong('an unknown channel', 'ticket.unknown-code', { channel: 'pigeon' }),
    wrong('an unknown fault class', 'ticket.unknown-code', { faultClass: "'; drop table tickets; --" }),
    wrong('an unknown priority', 'ticket.unknown-code', { priority: 'yesterday' }),
    wrong('SQL as a region', 'ticket.region-invalid', { region: "x' or 1=1 --" }),
    wrong('no customer', 'ticket.customer-missing', { customer: undefined }),
    wrong('an unknown customer', 'customer.unknown', { customer: undefined, customerId: "c' or '1'='1" }),
    wrong('a customer without a name', 'customer.name-missing', { customer: { name: ' ', phone: '13900001111' } }),
    wrong('a customer without telephone and e-mail', 'customer.contact-missing', { customer: { name: '虚构客户' } }),
    wrong('a telephone number that is none', 'customer.phone-invalid', { customer: { name: '虚构客户', phone: 'call me' } }),
    wrong('an e-mail address that is none', 'customer.email-invalid', { customer: { name: '虚构客户', email: 'a@b' } }),
    wrong('a future instant', 'command.occurred-in-future', { occurredAt: new Date(Date.now() + 86_400_000).toISOString() }),
    wrong('an instant that is none', 'input.date-time-invalid', { occurredAt: 'tomorrow' }),
    wrong('a malformed key', 'command.key-invalid', { key: 'no spaces please' }),
    wrong('an endless key', 'command.key-invalid', { key: 'k'.repeat(500) }),
    wrong('a used key with another input', 'command.key-reused', { key: usedKey, description: 'something else' }),
  ];
};

const deep = (levels: number): string => `{ tickets { edges { node { ${'offers { ticket { '.repeat(levels)} id ${'} }'.repeat(levels)} } } } }`;

const documents = ({ csr, ticketId, key }: World): BadRequest[] => {
  const asked = (name: string, reason: string, request: Partial<BadRequest>): BadRequest => ({ name, reason, who: csr, ...request });
  return [
    asked('no JSON', 'input.malformed', { body: '{"query": ' }),
    asked('a batch', 'input.malformed', { body: JSON.stringify([{ query: '{ __typename }' }, { query: '{ __typename }' }]) }),
    asked('no query', 'input.malformed', { body: '{}' }),
    asked('a syntax error', 'query.invalid', { query: '{ ticket(id: ' }),
    asked('an unknown query', 'query.invalid', { query: '{ passwords { text } }' }),
    asked('a depth bomb', 'query.too-deep', { query: deep(12) }),
    asked('an alias bomb', 'query.too-many-aliases', { query: `{ ${Array.from({ length: 60 }, (_, n) => `a${n}: ticket(id: "${ticketId}") { id }`).join(' ')} }` }),
    asked('mutations by the dozen under aliases', 'query.too-many-aliases', {
      query: `mutation { ${Array.from({ length: 60 }, (_, n) => `m${n}: addNote(input: { key: "${key()}", ticketId: "${ticketId}", visibility: INTERNAL, text: "x" }) { state }`).join(' ')} }`,
    }),
    asked('fragments in a circle', 'query.too-deep', { query: 'query { tickets { edges { node { ...a } } } } fragment a on Ticket { ...b } fragment b on Ticket { ...a }' }),
    asked('a name that looks like a promise', 'query.invalid', { query: '{ then: tickets { edges { node { id } } } }' }),
    asked('a variable that looks like a promise', 'query.invalid', { query: 'query ($id: ID!) { ticket(id: $id) { id } }', variables: { id: ticketId, then: 1 } }),
    asked('a page that is too large', 'input.page-size', { query: '{ tickets(first: 100000) { edges { node { id } } } }' }),
    asked('a cursor that is none', 'input.cursor-invalid', { query: '{ tickets(after: "x\' or 1=1") { edges { node { id } } } }' }),
  ];
};

const strangers = ({ csr, supervisor, specialist, customer, stranger, foreigner, ticketId, foreignId, ownedId, leader, region, key }: World): BadRequest[] => {
  const cancel = (who: BadRequest['who'], id: string): Pick<BadRequest, 'who' | 'query' | 'variables'> => ({ who, query: call('cancelTicket'), variables: { input: { key: key(), ticketId: id, reasonCode: 'solved-itself' } } });
  const look = (who: BadRequest['who'], id: string): Pick<BadRequest, 'who' | 'query' | 'variables'> => ({ who, query: 'query ($id: ID!) { ticket(id: $id) { id } }', variables: { id } });
  const give = (who: BadRequest['who'], name: string, input: object): Pick<BadRequest, 'who' | 'query' | 'variables'> => ({ who, query: call(name), variables: { input: { key: key(), ...input } } });
  return [
    { name: 'no token', reason: 'auth.token-missing', ...cancel('nobody', ticketId) },
    { name: 'a token that is none', reason: 'auth.token-invalid', ...cancel({ token: 'abc.def.ghi' }, ticketId) },
    { name: 'a token without signature', reason: 'auth.token-invalid', ...cancel({ token: unsigned({ exp: Date.now() / 1000 + 600 }) }, ticketId) },
    { name: 'an expired token without signature', reason: 'auth.token-invalid', ...cancel({ token: unsigned({ exp: 1 }) }, ticketId) },
    { name: "another customer's ticket", reason: 'ticket.unknown', ...cancel(stranger, ticketId) },
    { name: "a look at another customer's ticket", reason: 'ticket.unknown', ...look(stranger, ticketId) },
    { name: "the other tenant's ticket", reason: 'ticket.unknown', ...cancel(csr, foreignId) },
    { name: "a look at the other tenant's ticket", reason: 'ticket.unknown', ...look(supervisor, foreignId) },
    { name: 'a look from the other tenant', reason: 'ticket.unknown', ...look(foreigner, ticketId) },
    { name: "a link to the other tenant's ticket", reason: 'ticket.unknown', ...give(csr, 'linkTicket', { ticketId, relation: 'relates-to', otherTicketId: foreignId }) },
    { name: "a duplicate of the other tenant's ticket", reason: 'ticket.unknown', ...give(leader, 'reviewTicket', { ticketId, decision: 'DUPLICATE_OF', reasonCode: 'same-request', duplicateOf: foreignId }) },
    { name: "a note on the other tenant's ticket", reason: 'ticket.unknown', ...give(csr, 'addNote', { ticketId: foreignId, visibility: 'INTERNAL', text: 'hello' }) },
    { name: 'an id that is none', reason: 'ticket.unknown', ...look(supervisor, "cn1_' or 1=1 --") },
    { name: 'a review by a CSR', reason: 'auth.role-not-allowed', ...give(csr, 'reviewTicket', { ticketId, decision: 'ACCEPT' }) },
    { name: 'a review by the customer', reason: 'auth.role-not-allowed', ...give(customer, 'reviewTicket', { ticketId, decision: 'ACCEPT' }) },
    { name: 'an assignment by a specialist', reason: 'auth.role-not-allowed', ...give(specialist, 'assignTicket', { ticketId: ownedId, ownerId: 'x' }) },
    { name: 'a policy pack by a supervisor', reason: 'auth.role-not-allowed', ...give(supervisor, 'publishPolicyPack', { yaml: 'pack: mine' }) },
    { name: 'a profile by a customer', reason: 'auth.role-not-allowed', ...give(customer, 'setProfile', { personId: 'p', region, neighbourRegions: [], skills: [], kinds: [], maxLoad: 1, active: true }) },
  ];
};

const commands = ({ csr, leader, supervisor, owner, ownerId, ticketId, ownedId, archivedId, usedKey, key }: World): BadRequest[] => {
  const give = (name: string, reason: string, who: Login, command: string, input: object): BadRequest => ({ name, reason, who, query: call(command), variables: { input: { key: key(), ...input } } });
  return [
    give('an answer before the review', 'ticket.command-not-allowed', supervisor, 'answerTicket', { ticketId, outcomeCode: 'guided' }),
    give('a confirmation before the result', 'ticket.command-not-allowed', csr, 'confirmTicket', { ticketId, evidence: 'RECORDED_CALL' }),
    give('a second review', 'ticket.command-not-allowed', leader, 'reviewTicket', { ticketId: ownedId, decision: 'ACCEPT' }),
    give('an end without a reason', 'review.reason-missing', leader, 'reviewTicket', { ticketId, decision: 'INVALID' }),
    give('a duplicate of nothing', 'review.original-missing', leader, 'reviewTicket', { ticketId, decision: 'DUPLICATE_OF', reasonCode: 'same-request' }),
    give('a duplicate of itself', 'link.to-itself', leader, 'reviewTicket', { ticketId, decision: 'DUPLICATE_OF', reasonCode: 'same-request', duplicateOf: ticketId }),
    give('an unknown reason', 'ticket.unknown-code', leader, 'reviewTicket', { ticketId, decision: 'INVALID', reasonCode: 'just because' }),
    give('a stale epoch', 'ticket.stale-epoch', owner, 'recordContact', { ticketId: ownedId, channel: 'phone', reached: true, epoch: 99 }),
    give('an unknown outcome', 'ticket.unknown-code', owner, 'answerTicket', { ticketId: ownedId, outcomeCode: '🤷' }),
    give('an offer that is not open', 'offer.not-found', owner, 'acceptOffer', { ticketId: ownedId, offerId: 'o_1' }),
    give('a hand-over to oneself', 'ticket.same-owner', owner, 'handOverTicket', { ticketId: ownedId, ownerId, reasonCode: 'end-of-shift' }),
    give('a hand-over to nobody', 'person.cannot-own', owner, 'handOverTicket', { ticketId: ownedId, ownerId: 'p_nobody', reasonCode: 'end-of-shift' }),
    give('a hold that ended yesterday', 'hold.end-not-ahead', owner, 'holdTicket', { ticketId: ownedId, reason: 'customer', expectedEnd: '2020-01-01T00:00:00Z' }),
    give('a hold for fun', 'ticket.unknown-code', owner, 'holdTicket', { ticketId: ownedId, reason: 'fun', expectedEnd: '2030-01-01T00:00:00Z' }),
    give('an end of no hold', 'ticket.not-on-hold', owner, 'resumeTicket', { ticketId: ownedId }),
    give('the same priority', 'ticket.same-priority', supervisor, 'changePriority', { ticketId: ownedId, priority: 'urgent' }),
    give('a contact in the future', 'command.occurred-in-future', owner, 'recordContact', { ticketId: ownedId, channel: 'phone', reached: true, occurredAt: '2099-01-01T00:00:00Z' }),
    give('a step of no session', 'remote-session.not-found', owner, 'recordRemoteStep', { ticketId: ownedId, sessionId: 's', check: 'power', result: 'HELPED' }),
    give('a link to itself', 'link.to-itself', csr, 'linkTicket', { ticketId: ownedId, relation: 'relates-to', otherTicketId: ownedId }),
    give('a link of no kind', 'ticket.unknown-code', csr, 'linkTicket', { ticketId: ownedId, relation: 'loves', otherTicketId: ticketId }),
    give('a cancellation of what is archived', 'ticket.archived', csr, 'cancelTicket', { ticketId: archivedId, reasonCode: 'solved-itself' }),
    give('a note under the key of the registration', 'command.key-reused', csr, 'addNote', { key: usedKey, ticketId, visibility: 'INTERNAL', text: 'x' }),
  ];
};

const part = (content: object): string => Buffer.from(JSON.stringify(content)).toString('base64url');

/** A token that says what it likes, signed by nobody. */
const unsigned = (claims: object): string => `${part({ alg: 'none', typ: 'JWT' })}.${part({ sub: 'x', aud: 'mendline', tenant: 'huaxin', roles: ['administrator'], ...claims })}.`;
