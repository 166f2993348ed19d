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

const visitOfferId = `${ticketId}.v1.o0`;
const answerVisit = answerOffer;
const command = (name: string) => `mutation ($input: ${name[0]?.toUpperCase() ?? ''}${name.slice(1)}Input!) { ${name}(input: $input) { commandId state userErrors { code } } }`;
const engineer: Caller = { tenant: 'huaxin', roles: ['engineer'], personId: 'e1' };

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
  await look(service, `insert into staff values ('huaxin', 'e1', true, '{engineer}', '320500', null, null, 1, 1)`);
  await look(
    service,
    `insert into offers (tenant_id, offer_id, ticket_id, visit_id, person_id, state, rank, reasons, note, made_at, expires_at)
     values ('huaxin', $1, $2, $2 || '.v1', 'e1', 'open', 1, '{neighbour-region:320500,saturated-region:310000,load:0}',
             '{"region": "310000", "supportedBy": "320500", "cause": "saturated"}', now(), now() + interval '1 hour')`,
    [visitOfferId, ticketId],
  );
}, 60_000);
afterAll(() => service.close());

describe('the subgraph', () => {
  it('has these entry points; a new one is added to the questions below', async () => {
    const { data } = await service.ask(supervisor, '{ _service { sdl } }');
    const { sdl } = data?.['_service'] as { sdl: string };
    const schema = buildSchema(sdl.replace(/^extend schema[^\n]*\n/u, ''), { assumeValidSDL: true });
    const names = (type: string) => Object.keys((schema.getType(type) as unknown as { getFields(): object } | undefined)?.getFields() ?? {}).filter((name) => !name.startsWith('_')).sort();
    expect(names('Query')).toEqual(['candidates', 'dispatchRules', 'engineerDay', 'myOffers', 'myVisitOffers', 'profiles', 'roster']);
    expect(names('Mutation')).toEqual([
      'acceptOffer', 'acceptVisit', 'assignEngineer', 'cancelAbsence', 'declineOffer', 'declineVisit', 'noteAbsence', 'setDispatchRules', 'setProfile', 'setRoster',
    ]);
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

  it('[A7-3] shows the remark on the region that supports, in words, on the ticket', async () => {
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Ticket { visitOffers { id visitId personId note { cause words } } visitCandidates { personId } } } }';
    const { data } = await service.ask(supervisor, query, { r: [{ __typename: 'Ticket', id: ticketId }] });
    const words = 'remark: the engineers of the region 310000 are saturated; supports from the neighbouring region 320500: nobody is free in the region';
    expect(data?.['_entities']).toEqual([{ visitOffers: [{ id: visitOfferId, visitId: `${ticketId}.v1`, personId: 'e1', note: { cause: 'saturated', words } }], visitCandidates: [] }]);
    const mine = await service.ask(engineer, '{ myVisitOffers { edges { node { id } } } }');
    expect(mine.data).toEqual({ myVisitOffers: { edges: [{ node: { id: visitOfferId } }] } });
  });

  it('[A1-7] shows an engineer\'s day: duty of the roster, absences, visits', async () => {
    const settle = async (name: string, input: object) => {
      const { data, errors } = await service.ask(supervisor, command(name), { input });
      expect(errors).toBeUndefined();
      expect(data?.[name]).toMatchObject({ state: 'DONE', userErrors: [] });
    };
    await settle('setRoster', { key: 'roster-001', personId: 'e1', zone: 'Asia/Shanghai', hours: [{ weekday: 3, from: '09:00', to: '18:00' }] });
    await settle('noteAbsence', { key: 'absence-01', personId: 'e1', from: '2024-05-01T06:00:00Z', to: '2024-05-01T08:00:00Z', reasonCode: 'training' });
    const query = '{ engineerDay(engineerId: "e1", date: "2024-05-01") { zone duty { from to } absences { id reasonCode from } visits { visitId } } }';
    const { data } = await service.ask(engineer, query);
    expect(data?.['engineerDay']).toEqual({
      zone: 'Asia/Shanghai', duty: [{ from: '2024-05-01T01:00:00.000Z', to: '2024-05-01T10:00:00.000Z' }],
      absences: [{ id: 'absence-01', reasonCode: 'training', from: '2024-05-01T06:00:00.000Z' }], visits: [],
    });
    const wrong = await service.ask(engineer, query.replace('2024-05-01', '2024-02-30'));
    expect(wrong.errors?.[0]?.extensions).toMatchObject({ reason: 'day.date-invalid' });
  });

  it('tells the rules that hold, and takes others', async () => {
    const rules = '{ dispatchRules { zone horizonHours furthestHops certifiedSkills hours { weekday from to } } }';
    const before = await service.ask(supervisor, rules);
    expect(before.data?.['dispatchRules']).toMatchObject({ zone: 'Asia/Shanghai', horizonHours: [24, 48, 72, 120], furthestHops: 2, hours: expect.arrayContaining([{ weekday: 1, from: '08:00', to: '22:00' }]) });
    const input = { key: 'rules-0001', zone: 'Europe/Oslo', hours: [{ weekday: 1, from: '07:00', to: '16:00' }], horizonHours: [12, 24, 48, 96], furthestHops: 1, certifiedSkills: ['electronics'] };
    await service.ask(supervisor, command('setDispatchRules'), { input });
    const { key: _key, ...set } = input;
    expect((await service.ask(supervisor, rules)).data?.['dispatchRules']).toEqual(set);
    expect((await service.ask({ ...stranger }, rules)).data?.['dispatchRules']).toMatchObject({ zone: 'Asia/Shanghai' });
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
    ['acceptVisit', answerVisit('acceptVisit'), { ticketId, offerId: visitOfferId }, 'offer.not-found'],
    ['declineVisit', answerVisit('declineVisit'), { ticketId, offerId: visitOfferId, reasonCode: 'busy' }, 'offer.not-found'],
    ['assignEngineer', command('assignEngineer'), { ticketId, engineerId: 'e1' }, 'ticket.not-found'],
    ['setProfile', setProfile, profileOf('p1'), 'person.not-found'],
    ['setRoster', command('setRoster'), { personId: 'e1', zone: 'Europe/Oslo', hours: [] }, 'person.not-found'],
    ['noteAbsence', command('noteAbsence'), { personId: 'e1', from: '2024-05-01T00:00:00Z', to: '2024-05-02T00:00:00Z', reasonCode: 'leave' }, 'person.not-found'],
    ['cancelAbsence', command('cancelAbsence'), { absenceId: 'absence-0001' }, 'absence.not-found'],
    ['roster', '{ roster(personId: "e1") { zone } }', {}, 'person.not-found'],
    ['engineerDay', '{ engineerDay(engineerId: "e1", date: "2024-05-01") { zone } }', {}, 'person.not-found'],
  ])('are NOT_FOUND for %s', async (name, query, input, reason) => {
    const { errors } = await service.ask(stranger, query.replace('$t', ticketId), { input: { key: `foreign-${name}`, ...input } });
    expect(errors?.map(({ extensions }) => extensions)).toMatchObject([{ code: 'NOT_FOUND', reason }]);
  });

  it('are in no list', async () => {
    const { data } = await service.ask(stranger, '{ myOffers { edges { node { id } } } myVisitOffers { edges { node { id } } } profiles { edges { node { personId } } } }');
    expect(data).toEqual({ myOffers: { edges: [] }, myVisitOffers: { edges: [] }, profiles: { edges: [] } });
  });
});

describe('the wrong caller', () => {
  const code = async (caller: Caller | null, query: string, input: object = {}) => (await service.ask(caller, query, { input })).errors?.[0]?.extensions.code;

  it('is refused before anything is read', async () => {
    expect(await code(null, '{ profiles { edges { node { personId } } } }')).toBe('UNAUTHENTICATED');
    const customer: Caller = { tenant: 'huaxin', roles: ['customer'], customerId: 'c1' };
    expect(await code(customer, '{ myOffers { edges { node { id } } } }')).toBe('FORBIDDEN');
    expect(await code(specialist, setProfile, { key: 'wrong-caller', ...profileOf('p1') })).toBe('FORBIDDEN');
    expect(await code(engineer, command('assignEngineer'), { key: 'wrong-caller', ticketId, engineerId: 'e1' })).toBe('FORBIDDEN');
    expect(await code(engineer, command('noteAbsence'), { key: 'wrong-caller', personId: 'e1', from: '2024-05-01T00:00:00Z', to: '2024-05-02T00:00:00Z', reasonCode: 'leave' })).toBe('FORBIDDEN');
    expect(await code(specialist, `{ candidates(ticketId: "${ticketId}") { personId } }`)).toBe('FORBIDDEN');
  });
});
