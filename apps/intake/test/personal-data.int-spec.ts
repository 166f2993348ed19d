import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Database } from '@mendline/platform/database';
import { DataKeys } from '@mendline/platform/privacy';
import { caller, csr, giveTo, register } from './support/requests.js';
import { newKey, startIntake } from './support/running.intake.js';
import type { Caller, RunningIntake } from './support/running.intake.js';

const specialist: Caller = { roles: ['specialist'], personId: 'p_spec', scope: 'own' };
const outsider: Caller = { roles: ['specialist'], personId: 'p_other', scope: 'own' };
const addNote = 'mutation ($input: AddNoteInput!) { addNote(input: $input) { state ticket { id notes { visibility authorId text } } } }';
const revealPersonalData = `mutation ($input: RevealPersonalDataInput!) { revealPersonalData(input: $input) { state revealed {
  ticketId name phone email address company description serialNumber notes { visibility text } } } }`;

jest.setTimeout(60_000);

let intake: RunningIntake;
let ticketId = '';

beforeAll(async () => {
  intake = await startIntake();
  ticketId = await register(intake);
  await giveTo(intake, ticketId, 'p_spec');
});

afterAll(() => intake.close());

const note = (by: Caller, text: string, given: { visibility?: string; key?: string; id?: string } = {}) =>
  intake.ask(by, addNote, { input: { key: given.key ?? newKey(), ticketId: given.id ?? ticketId, visibility: given.visibility ?? 'INTERNAL', text } });

const reveal = (by: Caller, given: { fields?: readonly string[]; purpose?: string; key?: string; id?: string } = {}) =>
  intake.ask(by, revealPersonalData, {
    input: { key: given.key ?? newKey(), ticketId: given.id ?? ticketId, fields: given.fields ?? ['name', 'phone'], purpose: given.purpose ?? 'calling back as agreed' },
  });

const reveals = (): Promise<{ actor: string; subject: string; detail: { purpose: string; fields: string[] } }[]> =>
  intake.sql(`select actor, subject, detail from audit_log where action = 'personal-data.revealed' order by seq`);

describe('a note', () => {
  it('is kept, told as a fact in redacted form, and counted on the ticket', async () => {
    const before = await intake.sql<{ v: number }>('select fact_version as v from tickets where id = $1', [ticketId]);
    const { data } = await note(specialist, '打电话给王小明 138-0013-8000，他说遥控器坏了');
    expect(data).toMatchObject({ addNote: { state: 'DONE', ticket: { notes: [{ visibility: 'internal', authorId: 'p_spec', text: '打电话给[姓名] [电话]，他说遥控器坏了' }] } } });
    const [fact] = await intake.sql<{ envelope: { aggregateversion: number; data: { text: string } } }>(
      `select envelope from fact_log where key = $1 order by position desc limit 1`, [ticketId],
    );
    expect(fact?.envelope.aggregateversion).toBe((before[0]?.v ?? 0) + 1);
    expect(fact?.envelope.data.text).not.toContain('138');
    expect(await intake.sql('select fact_version as v from tickets where id = $1', [ticketId])).toEqual([{ v: (before[0]?.v ?? 0) + 1 }]);
    expect((await intake.sql('select 1 from ticket_timeline where ticket_id = $1 and type = $2', [ticketId, 'intake.ticket.noted.v1'])).length).toBe(1);
  });

  it('is written once by its key, also by 20 copies at a time', async () => {
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 20 }, () => note(csr, 'asked for the alarm code', { key })));
    expect(answers.map(({ data }) => (data as { addNote?: { state: string } } | null)?.addNote?.state)).toEqual(Array(20).fill('DONE'));
    expect(await intake.sql('select count(*)::int as n from ticket_notes where command_id = $1', [key])).toEqual([{ n: 1 }]);
  });

  it('of two writers at a time keeps the versions of facts without a gap', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, i) => note(csr, `call ${i}`)));
    const versions = await intake.sql<{ v: number }>(`select (envelope ->> 'aggregateversion')::int as v from fact_log where key = $1 order by 1`, [ticketId]);
    expect(versions.map(({ v }) => v)).toEqual(versions.map((_, i) => i + 1));
  });

  it('of a customer is a message, and customers see messages only', async () => {
    const [row] = await intake.sql<{ id: string }>('select customer_id as id from tickets where id = $1', [ticketId]);
    const customer: Caller = { roles: ['customer'], customerId: row?.id ?? '', scope: 'own' };
    const { data } = await note(customer, '请下午来电', { visibility: 'INTERNAL' });
    expect(data).toMatchObject({ addNote: { ticket: { notes: [{ visibility: 'customer', text: '请下午来电' }] } } });
  });

  it('[A1-4] is refused on a ticket that the writer cannot see, and changes nothing', async () => {
    const count = () => intake.sql('select count(*)::int as n from ticket_notes');
    const before = await count();
    expect(await note(outsider, 'hello there')).toMatchObject({ code: 'NOT_FOUND', reason: 'ticket.unknown' });
    expect(await note({ roles: ['customer'], customerId: 'c_other', scope: 'own' }, 'hello')).toMatchObject({ code: 'NOT_FOUND', reason: 'ticket.unknown' });
    expect(await note({ ...csr, tenant: 'borealis' }, 'hello there')).toMatchObject({ code: 'NOT_FOUND', reason: 'ticket.unknown' });
    expect(await note(csr, 'hello', { id: 'cn1_none' })).toMatchObject({ code: 'NOT_FOUND', reason: 'ticket.unknown' });
    expect(await count()).toEqual(before);
  });

  it.each([['nothing', '  ', 'input.text-empty'], ['control characters', 'a\u0000b', 'input.text-invalid'], ['too much', 'x'.repeat(4_001), 'input.text-too-long']])('of %s is refused', async (_, text, reason) => {
    expect(await note(csr, text)).toMatchObject({ code: 'BAD_USER_INPUT', reason });
  });
});

describe('a reveal', () => {
  it('[A11-5] shows in clear what was asked for, and nothing else', async () => {
    const all = await reveal(csr, { fields: ['name', 'phone', 'email', 'address', 'company', 'description', 'serialNumber', 'notes'] });
    expect(all.data).toMatchObject({ revealPersonalData: { state: 'DONE', revealed: { ticketId, ...caller, serialNumber: 'SN-4711-88' } } });
    const revealed = (all.data as unknown as { revealPersonalData: { revealed: { description: string; notes: { text: string }[] } } }).revealPersonalData.revealed;
    expect(revealed.description).toContain('王小明，电话 138 0013 8000');
    expect(revealed.notes[0]?.text).toContain('王小明 138-0013-8000');
    const some = await reveal(csr, { fields: ['phone'] });
    expect(some.data).toMatchObject({ revealPersonalData: { revealed: { phone: caller.phone, name: null, email: null, address: null, description: null, serialNumber: null, notes: null } } });
  });

  it('[C17] is on record with who, what and why, never with the values', async () => {
    await reveal(specialist, { fields: ['phone', 'name'], purpose: '给王小明 13800138000 回电' });
    const entry = (await reveals()).at(-1);
    expect(entry).toMatchObject({ actor: 'p_spec', subject: ticketId, detail: { fields: ['name', 'phone'], purpose: '给[姓名] [电话] 回电' } });
    const kept = await intake.sql<{ text: string }>('select a::text as text from audit_log a union all select c::text from commands c');
    const text = kept.map((row) => row.text).join('\n');
    for (const secret of ['王小明', '13800138000', 'wang.xiaoming', '张江路', 'SN-4711']) expect(text.includes(secret)).toBe(false);
  });

  it('[C17] of a specialist ends when the ticket is closed for the customer or passes on', async () => {
    const id = await register(intake);
    await giveTo(intake, id, 'p_spec');
    const key = newKey();
    expect((await reveal(specialist, { id, key })).reason).toBeUndefined();
    expect((await reveal(specialist, { id, key })).reason).toBeUndefined();
    await giveTo(intake, id, 'p_spec', 'confirmed');
    expect(await reveal(specialist, { id })).toMatchObject({ code: 'FORBIDDEN', reason: 'reveal.not-allowed' });
    expect(await reveal(specialist, { id, key })).toMatchObject({ code: 'FORBIDDEN', reason: 'reveal.not-allowed' });
    await giveTo(intake, id, 'p_other', 'assigned');
    expect(await reveal({ ...specialist, scope: 'all' }, { id })).toMatchObject({ code: 'FORBIDDEN', reason: 'reveal.not-allowed' });
    expect((await reveals()).filter(({ subject }) => subject === id)).toHaveLength(2);
  });

  it('[A1-4] stays within the data scope and the roles', async () => {
    const before = await reveals();
    expect(await reveal(outsider)).toMatchObject({ code: 'NOT_FOUND', reason: 'ticket.unknown' });
    expect(await reveal({ roles: ['supervisor'], personId: 'p_s', scope: 'region', region: '110000' })).toMatchObject({ code: 'NOT_FOUND', reason: 'ticket.unknown' });
    expect(await reveal({ roles: ['data-administrator'], personId: 'p_d', tenant: 'borealis' })).toMatchObject({ code: 'NOT_FOUND', reason: 'ticket.unknown' });
    for (const roles of [['quality-manager'], ['general-manager'], ['administrator']]) expect(await reveal({ roles, personId: 'p_q' })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await reveals()).toEqual(before);
  });

  it.each([
    [{ purpose: 'short' }, 'reveal.purpose-too-short'],
    [{ purpose: 'x'.repeat(301) }, 'input.text-too-long'],
    [{ fields: [] }, 'reveal.fields-missing'],
    [{ fields: ['password'] }, 'reveal.field-unknown'],
  ])('needs a purpose and known fields: %j', async (given, reason) => {
    expect(await reveal(csr, given)).toMatchObject({ code: 'BAD_USER_INPUT', reason });
  });

  it('[A11-5] of an erased person shows nothing', async () => {
    const id = await register(intake, { customer: { ...caller, phone: '13900000001' } });
    const [row] = await intake.sql<{ personId: string }>('select customer_id as "personId" from tickets where id = $1', [id]);
    const keys = intake.app.get(DataKeys, { strict: false });
    await intake.app.get(Database, { strict: false }).tx('huaxin', (em) => keys.destroy(em, { tenantId: 'huaxin', personId: row?.personId ?? '' }));
    const { data } = await reveal(csr, { id, fields: ['name', 'phone', 'description', 'serialNumber'] });
    expect(data).toMatchObject({ revealPersonalData: { revealed: { ticketId: id, name: null, phone: null, description: null, serialNumber: null } } });
  });
});

describe('what a customer sees of a ticket', () => {
  it('[A1-4] is how far it is and what was written to him: no note of the house, nobody who answers for it, no escalation', async () => {
    const id = await register(intake);
    const [row] = await intake.sql<{ customer: string }>('select customer_id as customer from tickets where id = $1', [id]);
    const ask = (by: Caller) => intake.ask(by, 'query ($id: ID!) { ticket(id: $id) { escalations { level } timeline { edges { node { type actor data } } } } }', { id });
    const write = (visibility: string, text: string) => intake.ask(csr, addNote, { input: { key: newKey(), ticketId: id, visibility, text } });
    await write('INTERNAL', 'he has complained before');
    await write('CUSTOMER', 'we call you back');
    await intake.sql(
      `insert into ticket_timeline (tenant_id, ticket_id, fact_id, at, type, owner, aggregate_id, aggregate_version, data)
       values ('huaxin', $1, gen_random_uuid(), now(), 'intake.ticket.complaint-handled.v1', 'intake', $1, 9, '{"responsibleIds": ["p_guilty"]}')`, [id],
    );
    const seen = JSON.stringify((await ask({ roles: ['customer'], customerId: row?.customer ?? '', scope: 'own' })).data);
    expect(seen).toContain('we call you back');
    expect(seen).toContain('intake.ticket.registered.v1');
    for (const hidden of ['complained before', 'p_guilty', 'p_csr', 'complaint-handled']) expect(seen).not.toContain(hidden);
    const staff = JSON.stringify((await ask(csr)).data);
    for (const shown of ['complained before', 'p_guilty', 'p_csr']) expect(staff).toContain(shown);
  });
});

describe('the audit log', () => {
  const query = '{ auditVerified auditEntries(first: 2) { edges { node { seq actor action subject detail } } pageInfo { hasNextPage endCursor } } }';
  const auditor: Caller = { roles: ['general-manager'], personId: 'p_gm' };

  it('is shown newest first, page by page, and verified', async () => {
    await reveal(csr, { fields: ['email'] });
    const { data } = await intake.ask(auditor, query);
    expect(data).toMatchObject({ auditVerified: true, auditEntries: { pageInfo: { hasNextPage: true } } });
    const { edges, pageInfo } = (data as unknown as { auditEntries: { edges: { node: { seq: number; action: string; detail: string } }[]; pageInfo: { endCursor: string } } }).auditEntries;
    expect(edges[0]?.node).toMatchObject({ action: 'personal-data.revealed', actor: 'p_csr', subject: ticketId });
    expect(JSON.parse(edges[0]?.node.detail ?? '')).toMatchObject({ fields: ['email'] });
    const next = await intake.ask(auditor, 'query ($after: Cursor) { auditEntries(first: 1, after: $after) { edges { node { seq } } } }', { after: pageInfo.endCursor });
    expect(next.data).toEqual({ auditEntries: { edges: [{ node: { seq: (edges[1]?.node.seq ?? 0) - 1 } }] } });
  });

  it('shows that it was tampered with', async () => {
    await intake.sql('alter table audit_log disable trigger audit_log_append_only');
    await intake.sql(`update audit_log set detail = '{"fields": []}' where action = 'personal-data.revealed' and seq = (select max(seq) from audit_log)`);
    expect((await intake.ask(auditor, '{ auditVerified }')).data).toEqual({ auditVerified: false });
    expect((await intake.ask({ ...auditor, tenant: 'borealis' }, '{ auditVerified }')).data).toEqual({ auditVerified: true });
  });

  it('[A1-4] is for auditors', async () => {
    expect(await intake.ask(csr, '{ auditVerified }')).toMatchObject({ code: 'FORBIDDEN' });
    expect(await intake.ask({ roles: ['supervisor'] }, '{ auditEntries { edges { node { seq } } } }')).toMatchObject({ code: 'FORBIDDEN' });
  });
});
