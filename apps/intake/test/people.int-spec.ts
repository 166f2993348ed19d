import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newKey, startIntake } from './support/running.intake.js';
import type { Caller, RunningIntake } from './support/running.intake.js';

const administrator: Caller = { roles: ['administrator'], personId: 'p_admin' };
const importPeople = 'mutation ($input: ImportPeopleInput!) { importPeople(input: $input) { state changed } }';
const setAbsence = 'mutation ($input: SetAbsenceInput!) { setAbsence(input: $input) { state person { id absentUntil version } } }';

jest.setTimeout(60_000);

let intake: RunningIntake;

beforeAll(async () => {
  intake = await startIntake();
});

afterAll(() => intake.close());

const person = (id: string, given: object = {}): object => ({
  id, login: id.replaceAll('_', '.'), roles: ['specialist'], name: '欧阳娜娜', phone: '13912345678', email: 'ouyang@example.com', department: '技术支持部', region: '310000', ...given,
});

const bring = (people: readonly object[], given: { by?: Caller; key?: string } = {}) =>
  intake.ask(given.by ?? administrator, importPeople, { input: { key: given.key ?? newKey(), people } });

interface FactRow {
  readonly version: number;
  readonly data: Record<string, unknown>;
}

const factsOf = (id: string, tenant = 'huaxin'): Promise<FactRow[]> =>
  intake.sql<FactRow>(
    `select (envelope ->> 'aggregateversion')::int as version, envelope -> 'data' as data from fact_log
     where topic = 'intake.person.v1' and tenant_id = $2 and envelope ->> 'aggregateid' = $1 order by position`,
    [id, tenant],
  );

describe('an import of people', () => {
  it('[A1-4] takes 150 people at once, with their managers and deputies; the same again changes nothing', async () => {
    const people = Array.from({ length: 150 }, (_, i) => person(`p_${i}`, { managerId: i === 0 ? null : 'p_0', deputyId: `p_${(i + 1) % 150}`, phone: `139${String(10_000_000 + i)}` }));
    const started = Date.now();
    expect((await bring(people)).data).toEqual({ importPeople: { state: 'DONE', changed: 150 } });
    expect(Date.now() - started).toBeLessThan(20_000);
    expect((await bring(people)).data).toEqual({ importPeople: { state: 'DONE', changed: 0 } });
    expect(await factsOf('p_7')).toEqual([
      { version: 1, data: { personId: 'p_7', active: true, roles: ['specialist'], department: '技术支持部', region: '310000', managerId: 'p_0', deputyId: 'p_8', absentUntil: null } },
    ]);
  });

  it('tells a change by the next version, and an auditor what it was', async () => {
    await bring([person('p_7', { roles: ['supervisor', 'specialist'], managerId: 'p_0', active: false })]);
    expect((await factsOf('p_7')).map(({ version, data }) => [version, data['roles'], data['active']])).toEqual([
      [1, ['specialist'], true],
      [2, ['specialist', 'supervisor'], false],
    ]);
    const [entry] = await intake.sql<{ actor: string; action: string; detail: object }>(`select actor, action, detail from audit_log where tenant_id = 'huaxin' order by seq desc limit 1`);
    expect(entry).toMatchObject({ actor: 'p_admin', action: 'people.imported', detail: { people: [{ id: 'p_7', roles: ['specialist', 'supervisor'], rolesBefore: ['specialist'], version: 2 }] } });
  });

  it('passes a login on within one import', async () => {
    await bring([person('p_a', { login: 'desk' }), person('p_b', { login: 'door' })]);
    expect((await bring([person('p_a', { login: 'door' }), person('p_b', { login: 'desk' })])).data).toEqual({ importPeople: { state: 'DONE', changed: 2 } });
  });

  it('[A11-5] keeps names, phones and addresses of staff encrypted, out of facts and the audit log, and masked in lists', async () => {
    await bring([person('p_0', { name: '欧阳娜娜', phone: '+86 139 1234 5678' })]);
    const everything = await intake.sql<{ text: string }>(
      `select p::text as text from people p union all select f::text from fact_log f union all select a::text from audit_log a union all select c::text from commands c`,
    );
    const text = everything.map((row) => row.text).join('\n');
    expect(text).toContain('p_0');
    for (const secret of ['欧阳', '12345678', '1234 5678', 'ouyang']) {
      expect(text.includes(secret)).toBe(false);
      expect(text.includes(Buffer.from(secret).toString('hex'))).toBe(false);
    }
    const { data } = await intake.ask({ roles: ['csr'] }, '{ people(first: 1) { edges { node { id name phone email roles version } } pageInfo { hasNextPage endCursor } } }');
    expect(data).toMatchObject({ people: { edges: [{ node: { id: 'p_0', name: '欧阳**', phone: '139****5678', email: 'o***@example.com' } }], pageInfo: { hasNextPage: true } } });
  });

  it('goes through all people by pages', async () => {
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const answer = await intake.ask({ roles: ['csr'] }, 'query ($after: Cursor) { people(first: 60, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }', { after });
      const { edges, pageInfo } = (answer.data as unknown as { people: { edges: { node: { id: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } }).people;
      seen.push(...edges.map(({ node }) => node.id));
      more = pageInfo.hasNextPage;
      after = pageInfo.endCursor;
    }
    expect(seen).toHaveLength(152);
    expect(new Set(seen).size).toBe(152);
  });

  it('changes nothing when one line is wrong', async () => {
    const before = await intake.sql<{ n: number }>('select count(*)::int as n, sum(version)::int as versions from people');
    for (const [wrong, reason] of [
      [{ roles: ['boss'] }, 'person.role-unknown'],
      [{ managerId: 'nobody' }, 'person.manager-unknown'],
      [{ deputyId: 'nobody' }, 'person.deputy-unknown'],
      [{ login: 'desk' }, 'person.login-taken'],
    ] as const) {
      const answer = await bring([person('p_1', { name: '新名' }), person('p_wrong', wrong)]);
      expect(answer).toMatchObject({ reason });
      expect(answer.message).toContain('p_wrong');
    }
    const circle = await bring([person('p_0', { managerId: 'p_1' })]);
    expect(circle).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'person.manager-cycle' });
    expect(await intake.sql('select count(*)::int as n, sum(version)::int as versions from people')).toEqual(before);
  });

  it('[A1-4] is for administrators', async () => {
    for (const roles of [['csr'], ['supervisor'], ['manager']]) expect(await bring([person('p_x')], { by: { roles, personId: 'p_1' } })).toMatchObject({ code: 'FORBIDDEN' });
    expect((await bring([person('p_x')], { by: { roles: ['data-administrator'], personId: 'p_2' } })).data).toMatchObject({ importPeople: { changed: 1 } });
  });

  it('is one command by its key, and refuses the key for other people', async () => {
    const key = newKey();
    expect((await bring([person('p_k')], { key })).data).toMatchObject({ importPeople: { changed: 1 } });
    expect((await bring([person('p_k')], { key })).data).toMatchObject({ importPeople: { changed: 1 } });
    expect(await bring([person('p_l')], { key })).toMatchObject({ code: 'CONFLICT', reason: 'command.key-reused' });
    expect(await factsOf('p_k')).toHaveLength(1);
  });

  it('keeps tenants apart, also where they use the same ids', async () => {
    await bring([person('p_1', { name: 'Kari Nordmann', region: 'NO-03' })], { by: { ...administrator, tenant: 'borealis' } });
    expect(await factsOf('p_1', 'borealis')).toMatchObject([{ version: 1, data: { region: 'NO-03' } }]);
    const { data } = await intake.ask({ tenant: 'borealis', roles: ['csr'] }, '{ people { edges { node { id name } } } }');
    expect(data).toEqual({ people: { edges: [{ node: { id: 'p_1', name: 'K*** N*******' } }] } });
  });
});

describe('an absence', () => {
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const away = (by: Caller, personId: string, end: string | null = until) => intake.ask(by, setAbsence, { input: { key: newKey(), personId, until: end } });

  it('is said by the person themself, by a supervisor, by an administrator; back again too', async () => {
    const own = await away({ roles: ['specialist'], personId: 'p_10' }, 'p_10');
    expect(own.data).toEqual({ setAbsence: { state: 'DONE', person: { id: 'p_10', absentUntil: until, version: 2 } } });
    expect((await away({ roles: ['supervisor'], personId: 'p_0' }, 'p_10')).data).toMatchObject({ setAbsence: { person: { version: 2 } } });
    expect((await away(administrator, 'p_10', null)).data).toMatchObject({ setAbsence: { person: { absentUntil: null, version: 3 } } });
    expect((await factsOf('p_10')).map(({ version, data }) => [version, data['absentUntil']])).toEqual([[1, null], [2, until], [3, null]]);
  });

  it('survives an import', async () => {
    await away(administrator, 'p_11');
    await bring([person('p_11', { name: '新名' })]);
    expect((await factsOf('p_11')).at(-1)).toMatchObject({ version: 3, data: { absentUntil: until } });
  });

  it('is refused from a colleague, for nobody, and for the past', async () => {
    expect(await away({ roles: ['specialist'], personId: 'p_12' }, 'p_10')).toMatchObject({ code: 'FORBIDDEN', reason: 'person.absence-not-allowed' });
    expect(await away(administrator, 'p_none')).toMatchObject({ code: 'NOT_FOUND', reason: 'person.unknown' });
    expect(await away({ ...administrator, tenant: 'borealis' }, 'p_10')).toMatchObject({ code: 'NOT_FOUND', reason: 'person.unknown' });
    expect(await away(administrator, 'p_10', '2020-01-01T00:00:00Z')).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'person.absence-not-ahead' });
  });
});
