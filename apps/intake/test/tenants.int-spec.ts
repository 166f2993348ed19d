import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { GraphQLField, GraphQLSchema } from 'graphql';
import { everybody } from '../src/people/role-groups.js';
import { csr } from './support/requests.js';
import { newKey, startIntake } from './support/running.intake.js';
import type { Answer, Caller, RunningIntake } from './support/running.intake.js';
import { argumentsOf, documentOf, idPathsOf, replaced, schemaOf } from './support/schema.walk.js';
import { subscribe } from './support/subscriber.js';

type RootField = GraphQLField<unknown, unknown>;

/** May do everything in a tenant that is not the one asked for. */
const stranger: Caller = { tenant: 'borealis', roles: everybody.filter((role) => role !== 'customer'), personId: 'p_stranger', scope: 'all' };
const importPeople = 'mutation ($input: ImportPeopleInput!) { importPeople(input: $input) { changed } }';

jest.setTimeout(60_000);

let intake: RunningIntake;
let schema: GraphQLSchema;
let foreign: Record<string, string> = {};
let own: Record<string, string> = {};

const people = (prefix: string): object[] => [{ id: `${prefix}_spec`, login: `${prefix}.spec`, roles: ['specialist'], name: 'Kari Nordmann', phone: '+47 912 34 567', region: 'NO-03' }];

const idsOf = async (tenant: string, by: Caller, ticketId: string): Promise<Record<string, string>> => {
  const messageId = `msg_${tenant}`;
  await intake.sql(
    `insert into notice_messages (tenant_id, id, channel, recipient_kind, recipient_id, size, state, next_at, problem, created_at, settled_at)
     values ($1, $2, 'email', 'staff', $3, 0, 'dead', now(), 'channel.refused (550)', now(), now())`,
    [tenant, messageId, by.personId],
  );
  const requestId = `rq_${tenant}`;
  await intake.sql('insert into requests (tenant_id, id, number, registered_at) values ($1, $2, $2, now())', [tenant, requestId]);
  await intake.sql('update tickets set request_id = $2 where id = $1', [ticketId, requestId]);
  const [row] = await intake.sql<Record<string, string>>(
    `select t.id as "ticketId", t.device_id as "deviceId", t.number, t.customer_id as "customerId", (select min(id) from notices n where n.tenant_id = t.tenant_id) as "noticeId"
     from tickets t where t.tenant_id = $1 and t.id = $2`,
    [tenant, ticketId],
  );
  const person = by.personId ?? '';
  return { ...row, messageId, requestId, id: ticketId, otherTicketId: ticketId, intoId: ticketId, ticketIds: ticketId, duplicateOf: ticketId, key: `note-${tenant}`, complainedAbout: person, responsibleIds: person, personId: by.personId ?? '', ownerId: by.personId ?? '', managerId: by.personId ?? '', deputyId: by.personId ?? '', fromId: by.personId ?? '', toId: by.personId ?? '' };
};

const furnish = async (tenant: string, prefix: string, channel: string, region: string): Promise<Record<string, string>> => {
  await intake.ask({ tenant, roles: ['administrator'], personId: 'p_admin' }, importPeople, { input: { key: newKey(), people: people(prefix) } });
  const by: Caller = { ...csr, tenant };
  const { data } = await intake.ask(by, 'mutation ($input: RegisterTicketInput!) { registerTicket(input: $input) { ticket { id } } }', {
    input: { key: newKey(), kind: 'consultation', channel, region, faultClass: 'none', customer: { name: 'Ola Nordmann', phone: '+47 922 22 222' }, serialNumber: 'BX-1', description: 'no sound' },
  });
  const { id } = (data as unknown as { registerTicket: { ticket: { id: string } } }).registerTicket.ticket;
  await intake.ask(by, 'mutation ($input: AddNoteInput!) { addNote(input: $input) { state } }', { input: { key: `note-${tenant}`, ticketId: id, visibility: 'INTERNAL', text: 'no sound' } });
  return idsOf(tenant, { roles: [], personId: `${prefix}_spec` }, id);
};

beforeAll(async () => {
  intake = await startIntake();
  const { data } = await intake.ask(stranger, '{ _service { sdl } }');
  schema = schemaOf((data as unknown as { _service: { sdl: string } })._service.sdl);
  foreign = await furnish('huaxin', 'hx', 'phone', '310000');
  own = await furnish('borealis', 'bo', 'phone', 'NO-03');
}, 170_000);

afterAll(() => intake.close());

const isId = (name: string, type: string): boolean => (type === 'ID' && name !== 'key') || name === 'number';

/** What the stranger would rightly say about the own tenant. */
const rightly = (name: string): unknown => {
  const texts: Record<string, unknown> = {
    key: newKey(), kind: 'complaint-service', channel: 'phone', region: 'NO-03', faultClass: 'none', description: 'no sound', text: 'no sound', purpose: 'calling back as agreed',
    fields: ['name', 'phone'], relation: 'relates-to', reason: 'customer', complainedAbout: [own['personId']], responsibleIds: [own['personId']], ticketIds: [own['ticketId']], pack: 'borealis', nextFeedbackAt: '2099-01-01T00:00:00Z', expectedEnd: '2099-01-01T00:00:00Z', until: '2099-01-01T00:00:00Z', yaml: 'pack: x', login: 'new', roster: 'night', startsAt: '2099-01-01T00:00:00Z', endsAt: '2099-01-02T00:00:00Z',
    name: 'Per', roles: ['specialist'], customer: null, occurredAt: null, first: 100, after: null, open: null, statuses: null, dueWithinMinutes: null, wait: null,
    priority: null, satisfaction: null, code: null, version: null, epoch: null, duplicateOf: null, scope: 'device', causeCode: null, serialNumber: 'BX-1', fee: null,
    devices: ['one', 'other'].map((description) => ({ kind: 'complaint-service', faultClass: 'none', description })),
  };
  return name in texts ? texts[name] : own[name];
};

const nameOf = (path: string): string => path.split('.').filter((part) => !/^\d+$/.test(part)).at(-1) ?? '';

/** Ids that a list of new things may choose freely. */
const chosen = (path: string): boolean => path === 'input.people.0.id';

/** Things asked for are not found; a person named for a part in them is refused like any other wrong name. An original is only noted. */
const mayAnswer = (name: string, code: string | undefined): boolean => {
  if (['ownerId', 'managerId', 'deputyId', 'toId'].includes(name)) return code === 'BAD_USER_INPUT';
  return code === 'NOT_FOUND' || (name === 'duplicateOf' && code === undefined);
};

const fieldsOf = (type: 'Query' | 'Mutation'): RootField[] =>
  Object.values((type === 'Query' ? schema.getQueryType() : schema.getMutationType())?.getFields() ?? {}).filter(({ name }) => !name.startsWith('_'));

const told = ({ code, reason, data }: Answer): unknown => ({ code, reason, data: JSON.stringify(data) });

const askWith = (operation: 'query' | 'mutation', field: RootField, path: string, value: unknown): Promise<Answer> => {
  const given = argumentsOf(field, rightly);
  return intake.ask(stranger, documentOf(operation, field), replaced(given, path.split('.'), value) as object);
};

const everythingOf = async (tenant: string): Promise<string> => {
  const tables = await intake.sql<{ name: string }>(`select table_name as name from information_schema.columns where column_name = 'tenant_id' and table_schema = 'public' order by 1`);
  const found: unknown[] = [];
  for (const { name } of tables) found.push(name, await intake.sql(`select t::text as row from "${name}" t where tenant_id = $1 order by 1`, [tenant]));
  return JSON.stringify(found);
};

const secretsOf = (ids: Record<string, string>): string[] => ['ticketId', 'number', 'customerId', 'deviceId', 'noticeId', 'personId'].map((name) => ids[name] ?? 'missing');

describe('another tenant\'s ids', () => {
  it('are there to be asked for', () => {
    expect(Object.entries(foreign).filter(([, value]) => !value)).toEqual([]);
    expect(fieldsOf('Mutation').length).toBeGreaterThan(20);
    expect(fieldsOf('Query').length).toBeGreaterThan(8);
    const paths = [...fieldsOf('Query'), ...fieldsOf('Mutation')].flatMap((field) => idPathsOf(field, isId).map((path) => `${field.name} ${path}`));
    expect(paths).toEqual(expect.arrayContaining(['ticket id', 'ticketByNumber number', 'tickets filter.ownerId', 'holdTicket input.ticketId', 'linkTicket input.otherTicketId', 'registerTicket input.customerId', 'importPeople input.people.0.managerId']));
  });

  it('are answered by every mutation as ids that do not exist, and change nothing there', async () => {
    const before = await everythingOf('huaxin');
    const wrong: unknown[] = [];
    for (const field of fieldsOf('Mutation')) {
      for (const path of idPathsOf(field, isId).filter((one) => !chosen(one))) {
        const name = nameOf(path);
        const theirs = await askWith('mutation', field, path, foreign[name]);
        const nobodys = await askWith('mutation', field, path, 'cn1_00000000000000000000000000');
        const same = theirs.code === nobodys.code && theirs.reason === nobodys.reason;
        if (!same || !mayAnswer(name, theirs.code)) wrong.push({ field: field.name, path, theirs: told(theirs), nobodys: told(nobodys) });
      }
    }
    expect(wrong).toEqual([]);
    expect(await everythingOf('huaxin')).toBe(before);
  });

  it('are answered by every query with NOT_FOUND or an empty list', async () => {
    const wrong: unknown[] = [];
    for (const field of fieldsOf('Query')) {
      for (const path of [...idPathsOf(field, isId), ...(field.name === 'command' ? ['key'] : [])]) {
        const answer = await askWith('query', field, path, foreign[nameOf(path)]);
        const list = (answer.data as Record<string, { edges?: unknown[] } | null> | null)?.[field.name]?.edges;
        if (answer.code !== 'NOT_FOUND' && list?.length !== 0) wrong.push({ field: field.name, path, answer: told(answer) });
      }
    }
    expect(wrong).toEqual([]);
  });

  it('come in no answer, whatever is asked', async () => {
    for (const field of fieldsOf('Query')) {
      const { data } = await intake.ask(stranger, documentOf('query', field), argumentsOf(field, rightly));
      const text = JSON.stringify(data);
      for (const secret of secretsOf(foreign)) expect({ field: field.name, leaks: text.includes(`"${secret}"`) }).toEqual({ field: field.name, leaks: false });
    }
    const lists = await intake.ask(stranger, '{ tickets(first: 100) { edges { node { id number } } } people(first: 100) { edges { node { id } } } }');
    for (const secret of [own['ticketId'], own['personId']]) expect(JSON.stringify(lists.data)).toContain(secret);
  });

  it('are no entities for another tenant\'s gateway request', async () => {
    const query = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Ticket { id number } } }';
    const ask = (id: string | undefined) => intake.ask(stranger, query, { of: [{ __typename: 'Ticket', id }] });
    expect((await ask(foreign['ticketId'])).data).toEqual({ _entities: [null] });
    expect((await ask(own['ticketId'])).data).toMatchObject({ _entities: [{ id: own['ticketId'] }] });
  });

  it('cannot be subscribed to', async () => {
    for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {}) as RootField[]) {
      const [path] = idPathsOf(field, isId);
      if (!path) continue;
      const given = replaced(argumentsOf(field, rightly), path.split('.'), foreign['ticketId']) as Record<string, unknown>;
      const subscriber = await subscribe(intake, stranger, documentOf('subscription', field), given);
      expect(JSON.stringify(await subscriber.until(1))).toContain('NOT_FOUND');
      subscriber.close();
    }
  });
});
