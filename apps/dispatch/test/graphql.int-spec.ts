import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { roles } from '@mendline/contracts/ticket';
import { newTicketId } from '@mendline/platform/ids';
import { buildSchema } from 'graphql';
import { type Caller, type RunningService, startService } from './running.service.js';
import { look } from './support.js';

let service: RunningService;
const ticketId = newTicketId('cn1');
const offerId = `${ticketId}.o0`;

const specialist: Caller = { tenant: 'huaxin', roles: ['specialist'], personId: 'p1' };
const supervisor: Caller = { tenant: 'huaxin', roles: ['supervisor'], personId: 'p_sup' };
/** May do everything in a tenant that is not the one asked for. */
const stranger: Caller = { tenant: 'borealis', roles: roles.filter((role) => role !== 'customer' && role !== 'system'), personId: 'p_stranger' };

const profileOf = (personId: string) => ({ personId, region: 'east', skills: ['hardware'], kinds: ['consultation'], maxLoad: 4 });
const setProfile = 'mutation ($input: SetProfileInput!) { setProfile(input: $input) { state userErrors { code } profile { personId neighbourRegions active } } }';
const answerOffer = (name: string) => `mutation ($input: ${name[0]?.toUpperCase() ?? ''}${name.slice(1)}Input!) { ${name}(input: $input) { commandId state userErrors { code } offer { state } } }`;

beforeAll(async () => {
  service = await startService();
  await look(service, `insert into staff values ('huaxin', 'p1', true, '{specialist}', 'east', null, null, 1, 1)`);
  await look(service, `insert into ticket_copies (tenant_id, ticket_id, kind, fault_class, region, status, version) values ('huaxin', $1, 'consultation', 'hardware', 'east', 'reviewed', 2)`, [ticketId]);
  await look(
    service,
    `insert into offers (tenant_id, offer_id, ticket_id, person_id, state, rank, reasons, made_at, expires_at)
     values ('huaxin', $1, $2, 'p1', 'open', 1, '{same-region,load:0}', now(), now() + interval '1 hour')`,
    [offerId, ticketId],
  );
}, 60_000);
afterAll(() => service.close());

describe('the subgraph', () => {
  it('has these entry points; a new one is added to the questions below', async () => {
    const { data } = await service.ask(supervisor, '{ _service { sdl } }');
    const { sdl } = data?.['_service'] as { sdl: string };
    const schema = buildSchema(sdl.replace(/^extend schema[^\n]*\n/u, ''), { assumeValidSDL: true });
    const names = (type: string) => Object.keys((schema.getType(type) as unknown as { getFields(): object } | undefined)?.getFields() ?? {}).filter((name) => !name.startsWith('_')).sort();
    expect(names('Query')).toEqual(['candidates', 'myOffers', 'myVisitOffers', 'profiles']);
    expect(names('Mutation')).toEqual(['acceptOffer', 'acceptVisit', 'assignEngineer', 'declineOffer', 'declineVisit', 'setProfile']);
    expect(names('Ticket')).toEqual(['id', 'offers', 'visitCandidates', 'visitOffers']);
  });

  it('adds offers with reasons in words to intake\'s tickets', async () => {
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Ticket { id offers { id rank state reasons { code words } } } } }';
    const { data } = await service.ask(supervisor, query, { r: [{ __typename: 'Ticket', id: ticketId }] });
    expect(data?.['_entities']).toEqual([
      { id: ticketId, offers: [{ id: offerId, rank: 1, state: 'OPEN', reasons: [{ code: 'same-region', words: 'of the same region' }, { code: 'load:0', words: 'present load: 0' }] }] },
    ]);
    const other = await service.ask(stranger, query, { r: [{ __typename: 'Ticket', id: ticketId }] });
    expect(other.data?.['_entities']).toEqual([{ id: ticketId, offers: [] }]);
  });

  it('takes optional input left out, also the second time', async () => {
    for (const key of ['optional-1', 'optional-2', 'optional-3']) {
      const { data, errors } = await service.ask(supervisor, setProfile, { input: { key, ...profileOf('p1') } });
      expect(errors).toBeUndefined();
      expect(data?.['setProfile']).toEqual({ state: 'DONE', userErrors: [], profile: { personId: 'p1', neighbourRegions: [], active: true } });
    }
  });

  it('[A7-8] keeps an answer while the engine is down: PENDING, and the offer stands', async () => {
    const { data } = await service.ask(specialist, answerOffer('acceptOffer'), { input: { key: 'pending-1', ticketId, offerId } });
    expect(data?.['acceptOffer']).toEqual({ commandId: 'pending-1', state: 'PENDING', userErrors: [], offer: { state: 'OPEN' } });
    expect(await look(service, `select kind, key from outbox`)).toEqual([{ kind: 'temporal.update', key: ticketId }]);
  }, 20_000);
});

describe('another tenant\'s ids', () => {
  it.each([
    ['candidates', '{ candidates(ticketId: "$t") { personId } }', {}, 'ticket.not-found'],
    ['acceptOffer', answerOffer('acceptOffer'), { ticketId, offerId }, 'offer.not-found'],
    ['declineOffer', answerOffer('declineOffer'), { ticketId, offerId, reasonCode: 'busy' }, 'offer.not-found'],
    ['setProfile', setProfile, profileOf('p1'), 'person.not-found'],
  ])('are NOT_FOUND for %s', async (name, query, input, reason) => {
    const { errors } = await service.ask(stranger, query.replace('$t', ticketId), { input: { key: `foreign-${name}`, ...input } });
    expect(errors?.map(({ extensions }) => extensions)).toMatchObject([{ code: 'NOT_FOUND', reason }]);
  });

  it('are in no list', async () => {
    const { data } = await service.ask(stranger, '{ myOffers { edges { node { id } } } profiles { edges { node { personId } } } }');
    expect(data).toEqual({ myOffers: { edges: [] }, profiles: { edges: [] } });
  });
});

describe('the wrong caller', () => {
  const code = async (caller: Caller | null, query: string, input: object = {}) => (await service.ask(caller, query, { input })).errors?.[0]?.extensions.code;

  it('is refused before anything is read', async () => {
    expect(await code(null, '{ profiles { edges { node { personId } } } }')).toBe('UNAUTHENTICATED');
    const customer: Caller = { tenant: 'huaxin', roles: ['customer'], customerId: 'c1' };
    expect(await code(customer, '{ myOffers { edges { node { id } } } }')).toBe('FORBIDDEN');
    expect(await code(specialist, setProfile, { key: 'wrong-caller', ...profileOf('p1') })).toBe('FORBIDDEN');
    expect(await code(specialist, `{ candidates(ticketId: "${ticketId}") { personId } }`)).toBe('FORBIDDEN');
  });
});
