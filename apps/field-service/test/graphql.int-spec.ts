import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { roles } from '@mendline/contracts/ticket';
import { newTicketId } from '@mendline/platform/ids';
import { buildSchema } from 'graphql';
import { type Caller, type RunningService, startService } from './running.service.js';
import { look } from './support.js';

let service: RunningService;
const ticketId = newTicketId('cn1');
const sessionId = `${ticketId}.r0`;

const owner: Caller = { tenant: 'huaxin', roles: ['specialist'], personId: 'p1' };
/** May do everything in a tenant that is not the one asked for. */
const stranger: Caller = { tenant: 'borealis', roles: roles.filter((role) => role !== 'customer' && role !== 'system'), personId: 'p_stranger' };

const record = 'mutation ($input: RecordRemoteStepInput!) { recordRemoteStep(input: $input) { state userErrors { code message } step { id check checkWords result note byId } remoteSession { steps { id } } } }';
const finish = 'mutation ($input: FinishRemoteSessionInput!) { finishRemoteSession(input: $input) { commandId state userErrors { code } remoteSession { state } } }';
const entities = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Ticket { id remoteSession { id state ownerId steps { check note } } remoteSessions { id } } } }';
const representation = { r: [{ __typename: 'Ticket', id: ticketId }] };

beforeAll(async () => {
  service = await startService();
  await look(service, `insert into ticket_copies (tenant_id, ticket_id, customer_id) values ('huaxin', $1, 'c1')`, [ticketId]);
  await look(service, `insert into remote_sessions (tenant_id, session_id, ticket_id, owner_id, state, opened_at) values ('huaxin', $1, $2, 'p1', 'open', now())`, [sessionId, ticketId]);
}, 60_000);
afterAll(() => service.close());

describe('the subgraph', () => {
  it('has these entry points; a new one is added to the questions below', async () => {
    const { data } = await service.ask(owner, '{ _service { sdl } }');
    const { sdl } = data?.['_service'] as { sdl: string };
    const schema = buildSchema(sdl.replace(/^extend schema[^\n]*\n/u, ''), { assumeValidSDL: true });
    const names = (type: string) => Object.keys((schema.getType(type) as unknown as { getFields(): object } | undefined)?.getFields() ?? {}).filter((name) => !name.startsWith('_')).sort();
    expect(names('Query')).toEqual(['myVisits', 'partStocks', 'selfChecks', 'visitChecklist']);
    expect(names('Mutation')).toEqual([
      'adjustStock', 'agreeVisitWindow', 'approvePlan', 'arriveAtVisit', 'callAhead', 'changePlan', 'consentToPlan', 'departToVisit', 'draftPlan', 'finishRemoteSession', 'finishVisit', 'receiveParts',
      'recordAcceptance', 'recordChecklist', 'recordFaultLocated', 'recordFunctionTest', 'recordOldPart', 'recordPartUsed', 'recordPhoto', 'recordRemoteStep', 'recordWork', 'requestFileDownload', 'requestFileUpload', 'setPart', 'submitPlan',
    ]);
    expect(names('Ticket')).toEqual(['id', 'plan', 'plans', 'remoteSession', 'remoteSessions', 'visits']);
  });

  it('[A5-4] records a step and adds the session to intake\'s ticket', async () => {
    const input = { key: 'record-0001', ticketId, sessionId, check: 'power', result: 'NO_EFFECT', note: '回电 13812345678' };
    const { data, errors } = await service.ask(owner, record, { input });
    expect(errors).toBeUndefined();
    expect(data?.['recordRemoteStep']).toEqual({
      state: 'DONE', userErrors: [], remoteSession: { steps: [{ id: `${sessionId}.s1` }] },
      step: { id: `${sessionId}.s1`, check: 'power', checkWords: 'Power: plug, switch, indicator, fuse', result: 'NO_EFFECT', note: '回电 [电话]', byId: 'p1' },
    });
    const joined = await service.ask(owner, entities, representation);
    expect(joined.data?.['_entities']).toEqual([
      { id: ticketId, remoteSession: { id: sessionId, state: 'OPEN', ownerId: 'p1', steps: [{ check: 'power', note: '回电 [电话]' }] }, remoteSessions: [{ id: sessionId }] },
    ]);
  });

  it('[A5-4] tells whoever may not record in words, and changes nothing', async () => {
    const input = { key: 'record-0002', ticketId, sessionId, check: 'power', result: 'HELPED' };
    const { data } = await service.ask({ ...owner, personId: 'p2' }, record, { input });
    expect(data?.['recordRemoteStep']).toMatchObject({
      state: 'REJECTED', step: null, userErrors: [{ code: 'remote-session.not-owner', message: 'Only the owner of the ticket or a supervisor records steps.' }],
    });
  });

  it('keeps a report while the engine is down: PENDING, and the session stays open', async () => {
    const { data } = await service.ask(owner, finish, { input: { key: 'finish-0001', ticketId, sessionId, result: 'SOLVED', note: 'works' } });
    expect(data?.['finishRemoteSession']).toEqual({ commandId: 'finish-0001', state: 'PENDING', userErrors: [], remoteSession: { state: 'OPEN' } });
  }, 20_000);

  it('[A5-3] lists what is tried first', async () => {
    const { data } = await service.ask(owner, '{ selfChecks { code words } }');
    expect((data?.['selfChecks'] as { code: string }[]).map(({ code }) => code)).toEqual(expect.arrayContaining(['power', 'wiring', 'software-settings', 'run-data']));
  });
});

describe('another tenant\'s ids', () => {
  it.each([
    ['recordRemoteStep', record, { check: 'power', result: 'HELPED' }],
    ['finishRemoteSession', finish, { result: 'SOLVED' }],
  ])('are NOT_FOUND for %s', async (name, query, input) => {
    const { errors } = await service.ask(stranger, query, { input: { key: `foreign-${name}`, ticketId, sessionId, ...input } });
    expect(errors?.map(({ extensions }) => extensions)).toMatchObject([{ code: 'NOT_FOUND', reason: 'remote-session.not-found' }]);
  }, 20_000);

  it('show nothing of a ticket', async () => {
    const { data } = await service.ask(stranger, entities, representation);
    expect(data?.['_entities']).toEqual([{ id: ticketId, remoteSession: null, remoteSessions: [] }]);
  });
});

describe('the wrong caller or input', () => {
  const code = async (caller: Caller | null, query: string, variables: object = {}) => (await service.ask(caller, query, variables)).errors?.[0]?.extensions.code;

  it('is refused before anything is written', async () => {
    const customer: Caller = { tenant: 'huaxin', roles: ['customer'], customerId: 'c1' };
    expect(await code(null, '{ selfChecks { code } }')).toBe('UNAUTHENTICATED');
    expect(await code(customer, entities, representation)).toBe('FORBIDDEN');
    const input = { key: 'hostile-0001', ticketId, sessionId, check: "power'; drop table remote_sessions; --", result: 'HELPED' };
    expect(await code(owner, record, { input })).toBe('BAD_USER_INPUT');
    expect(await code(owner, record, { input: { ...input, check: 'power', note: 'a\u0000b' } })).toBe('BAD_USER_INPUT');
    expect(await code(owner, record, { input: { ...input, check: 'power', result: 'MAGIC' } })).toBe('BAD_USER_INPUT');
    expect(await look(service, `select 1 from commands where command_id = 'hostile-0001'`)).toEqual([]);
  });
});
