import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { roles } from '@mendline/contracts/ticket';
import { buildASTSchema, getNamedType, isLeafType, isObjectType, parse, type GraphQLField, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { createClient } from 'graphql-ws';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { qualityReaders } from '../src/access/ticket-scope.js';
import { deviceFact, packFact, TicketFacts } from './fact-stream.js';
import { type Caller, type RunningService, startService } from './running.service.js';

jest.setTimeout(60_000);

let service: RunningService;
let schema: GraphQLSchema;

const manager: Caller = { tenant: 'huaxin', roles: ['quality-manager'], personId: 'p_qm' };
const stranger: Caller = { tenant: 'borealis', roles: [...qualityReaders], personId: 'p_stranger' };
const secret = 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZ77';
const span = { from: '2024-04-01T00:00:00Z', to: '2024-07-01T00:00:00Z' };
const at = (minute: number): string => new Date(Date.UTC(2024, 4, 1, 9, minute)).toISOString();

const life = (): TicketFacts => {
  const ticket = new TicketFacts('huaxin', secret)
    .registered(at(0), { number: 'HX-SECRET', kind: 'repair', faultClass: 'hardware', deviceId: 'dv_secret', model: 'MODEL-SECRET', batch: 'B-SECRET', region: '310000' })
    .to('assigned', at(5), { ownerId: 'p_secret' })
    .clock('contact', at(5), at(35))
    .stopped('contact', at(50), at(35), 'missed');
  ticket.visit(1, 'e_secret').opened(at(10)).scheduled(at(11), at(20), at(30)).arrived(at(25)).closed(at(40), 'done');
  return ticket.to('confirmed', at(59), { ownerId: 'p_secret', satisfaction: 100 });
};

const raise = (tenant: string, alertId: string): Promise<unknown> =>
  service.database.systemTx((em) =>
    em.query(
      `insert into quality_defect_alerts (tenant_id, alert_id, level, category, model, batch, fault, window_from, window_to, observed, expected, p_value, siblings, ticket_ids, raised_at)
       values ($1, $2, 'batch', null, 'MODEL-SECRET', 'B-SECRET', 'hardware', now() - interval '28 days', now(), 12, 3, 0.00001, 5, $3, now())`,
      [tenant, alertId, [secret, 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZ78']],
    ),
  );

beforeAll(async () => {
  service = await startService();
  const again = new TicketFacts('huaxin', 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZ78').registered('2024-05-03T09:00:00.000Z', { number: 'HX-AGAIN', kind: 'repair', faultClass: 'hardware', deviceId: 'dv_secret', region: '440000' });
  await service.take([packFact('huaxin', 1, 'Asia/Shanghai'), deviceFact('huaxin', 1, { deviceId: 'dv_secret', model: 'MODEL-SECRET', batch: 'B-SECRET' }), ...life().facts, ...again.facts]);
  await raise('huaxin', 'da_secret');
  const { data } = await service.ask(manager, '{ _service { sdl } }');
  schema = buildASTSchema(parse((data?.['_service'] as { sdl: string }).sdl), { assumeValid: true, assumeValidSDL: true });
}, 60_000);
afterAll(() => service.close());

const selectionOf = (type: GraphQLObjectType, depth = 4): string => {
  const parts = Object.values(type.getFields()).flatMap(({ name, type: given }) => {
    const named = getNamedType(given);
    if (isLeafType(named)) return [name];
    const inner = isObjectType(named) && depth > 1 ? selectionOf(named, depth - 1) : '';
    return inner === '' ? [] : [`${name} ${inner}`];
  });
  return parts.length === 0 ? '' : `{ ${parts.join(' ')} }`;
};

const queries = (): GraphQLField<unknown, unknown>[] => Object.values(schema.getQueryType()?.getFields() ?? {}).filter(({ name }) => !name.startsWith('_'));

/** Everything a caller could give, of the tenant huaxin. */
const given: Record<string, unknown> = { ...span, ticketId: secret, personId: 'p1', model: 'MODEL-SECRET', batch: 'B-SECRET', first: 50, by: ['WEEK', 'REGION', 'PERSON'] };

const askAll = (caller: Caller | null, field: GraphQLField<unknown, unknown>) => {
  const args = field.args.filter(({ name }) => name in given);
  const variables = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const named = getNamedType(field.type);
  const query = `query ${variables && `(${variables})`} { ${field.name}${args.length > 0 ? `(${args.map(({ name }) => `${name}: $${name}`).join(', ')})` : ''} ${isObjectType(named) ? selectionOf(named) : ''} }`;
  return service.ask(caller, query, Object.fromEntries(args.map(({ name }) => [name, given[name]])));
};

const secrets = ['SECRET', '_secret', secret];

describe('the queries of the subgraph', () => {
  it('are these; a new one is asked like the others below', () => {
    expect(queries().map(({ name }) => name).sort()).toEqual(['defectAlerts', 'faultCounts', 'lateCases', 'qualityTicket', 'qualityTickets', 'repeatRepairs', 'serviceMetrics', 'weeklyMetrics']);
  });

  it('answer their own tenant', async () => {
    for (const field of queries()) {
      const { data, errors } = await askAll(manager, field);
      expect({ field: field.name, errors }).toEqual({ field: field.name, errors: undefined });
      if (field.name !== 'weeklyMetrics') expect(secrets.some((word) => JSON.stringify(data).includes(word))).toBe(true);
    }
  });

  it('tell another tenant nothing, whatever ids it gives', async () => {
    for (const field of queries()) {
      const { data, errors } = await askAll(stranger, field);
      if (field.name === 'qualityTicket') expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', reason: 'ticket.not-found' });
      else expect(errors).toBeUndefined();
      for (const word of secrets) expect({ field: field.name, found: JSON.stringify(data).includes(word) }).toEqual({ field: field.name, found: false });
    }
  });

  it('refuse everybody but readers of quality figures', async () => {
    const others = roles.filter((role) => !['customer', 'system', ...qualityReaders].includes(role));
    for (const field of queries()) {
      const asked = others.map((role) => askAll({ tenant: 'huaxin', roles: [role], personId: 'p_x' }, field));
      for (const { errors } of await Promise.all(asked)) expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      expect((await askAll(null, field)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    }
  });
});

describe('the data scope', () => {
  const repeats = 'query ($from: DateTime!, $to: DateTime!, $region: String) { repeatRepairs(from: $from, to: $to, region: $region) { edges { node { ticketId } } } }';
  const late = 'query ($from: DateTime!, $to: DateTime!) { lateCases(from: $from, to: $to) { asOf edges { node { number target minutesLate responsibleId } } } }';

  it('[A13-7] shows the late cases of the own region, or the own ones', async () => {
    const regional: Caller = { ...manager, scope_data: 'region', region: '310000' };
    expect((await service.ask(regional, late, span)).data).toEqual({
      lateCases: { asOf: '2024-05-03T09:00:00.000Z', edges: [{ node: { number: 'HX-SECRET', target: 'contact', minutesLate: 15, responsibleId: 'p1' } }] },
    });
    expect((await service.ask({ ...regional, region: '440000' }, late, span)).data).toMatchObject({ lateCases: { edges: [] } });
    expect((await service.ask({ ...manager, scope_data: 'own', personId: 'p1' }, late, span)).data).toMatchObject({ lateCases: { edges: [{}] } });
    expect((await service.ask({ ...manager, scope_data: 'own', personId: 'p2' }, late, span)).data).toMatchObject({ lateCases: { edges: [] } });
  });

  it('refuses another region, and spans and pages that are none', async () => {
    const reason = async (caller: Caller, query: string, variables: object) => (await service.ask(caller, query, variables)).errors?.[0]?.extensions.reason;
    expect(await reason({ ...manager, scope_data: 'region', region: '440000' }, repeats, { ...span, region: '310000' })).toBe('region.not-allowed');
    expect(await reason(manager, repeats, { from: span.to, to: span.from })).toBe('metrics.span-invalid');
    expect(await reason(manager, late.replace('to: $to', 'to: $to, first: 1000'), span)).toBe('input.page-size');
  });
});

describe('alerts of frequent faults', () => {
  it('[A12-6] show the tickets of the caller\'s scope as evidence', async () => {
    const query = '{ defectAlerts { edges { node { alertId ratio ticketIds } } } }';
    expect((await service.ask(manager, query)).data).toEqual({ defectAlerts: { edges: [{ node: { alertId: 'da_secret', ratio: 4, ticketIds: [secret, 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZ78'] } }] } });
    expect((await service.ask({ ...manager, scope_data: 'region', region: '440000' }, query)).data).toMatchObject({ defectAlerts: { edges: [{ node: { ticketIds: ['cn1_01J9ZZZZZZZZZZZZZZZZZZZZ78'] } }] } });
  });

  it('[A12-6] are pushed to their own tenant only', async () => {
    const follow = async (caller: Caller) => {
      const client = createClient({ url: service.url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: { authorization: `Bearer ${await service.tokenOf(caller)}` } });
      const events = client.iterate<{ defectAlertRaised: { alertId: string } }>({ query: 'subscription { defectAlertRaised { alertId model batch pValue ticketIds } }' });
      const first = events.next();
      return { client, first };
    };
    const [own, other] = [await follow(manager), await follow(stranger)];
    await delay(1_500);
    await raise('borealis', 'da_other');
    await raise('huaxin', 'da_pushed');
    expect((await own.first).value).toMatchObject({ data: { defectAlertRaised: { alertId: 'da_pushed', model: 'MODEL-SECRET' } } });
    expect((await other.first).value).toMatchObject({ data: { defectAlertRaised: { alertId: 'da_other' } } });
    for (const { client } of [own, other]) await client.dispose();
  });
});
