import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { csr, register } from './support/requests.js';
import { newKey, startIntake } from './support/running.intake.js';
import type { Caller, RunningIntake } from './support/running.intake.js';

const administrator: Caller = { roles: ['administrator'], personId: 'p_admin' };
const publishPolicyPack = 'mutation ($input: PublishPolicyPackInput!) { publishPolicyPack(input: $input) { state policyPack { pack version hash current } } }';
const policyPack = 'query ($code: String, $version: Int) { policyPack(code: $code, version: $version) { pack version current source publishedAt } }';
const command = 'query ($key: ID!) { command(key: $key) { commandId operation state code message ticketId occurredAt receivedAt settledAt } }';

jest.setTimeout(60_000);

let intake: RunningIntake;
let demo = '';

beforeAll(async () => {
  intake = await startIntake();
  demo = await readFile(new URL('../../../data/packs/demo.yaml', import.meta.url), 'utf8');
});

afterAll(() => intake.close());

const publish = (yaml: string, by: Caller = administrator, key = newKey()) => intake.ask(by, publishPolicyPack, { input: { key, yaml } });
const show = (variables: object = {}, by: Caller = csr) => intake.ask(by, policyPack, variables);

describe('policy packs', () => {
  it('get a version per content; the newest publication is the one of new tickets', async () => {
    const second = demo.replace('maxRounds: 1', 'maxRounds: 2');
    expect((await publish(demo)).data).toMatchObject({ publishPolicyPack: { state: 'DONE', policyPack: { pack: 'demo', version: 1, current: true } } });
    expect((await publish(second)).data).toMatchObject({ publishPolicyPack: { policyPack: { version: 2, current: true } } });
    expect((await show({ code: 'demo', version: 1 })).data).toMatchObject({ policyPack: { version: 1, current: false, source: demo } });
    const id = await register(intake);
    expect(await intake.sql('select pack, pack_version from tickets where id = $1', [id])).toEqual([{ pack: 'demo', pack_version: 2 }]);
    expect((await publish(demo)).data).toMatchObject({ publishPolicyPack: { policyPack: { version: 1, current: true } } });
    expect((await show()).data).toMatchObject({ policyPack: { pack: 'demo', version: 1, current: true } });
    expect((await show({ code: 'demo' })).data).toMatchObject({ policyPack: { version: 2, source: second } });
  });

  it('are facts and on the audit log, once per publication', async () => {
    const facts = await intake.sql<{ version: number }>(`select (envelope ->> 'aggregateversion')::int as version from fact_log where topic = 'intake.policy-pack.v1' and tenant_id = 'huaxin' order by 1`);
    expect(facts.map(({ version }) => version)).toEqual([1, 2]);
    const entries = await intake.sql<{ version: number }>(`select (detail ->> 'version')::int as version from audit_log where action = 'policy-pack.published' and tenant_id = 'huaxin' order by seq`);
    expect(entries.map(({ version }) => version)).toEqual([1, 1, 2, 1]);
  });

  it('with mistakes are refused whole, with every problem', async () => {
    const wrong = demo.replace('severity: 4', 'severity: 9').replace('defaultPriority: normal', 'defaultPriority: Normal');
    const answer = await publish(wrong);
    expect(answer).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'policy-pack.invalid' });
    expect(answer.message).toMatch(/priorities\.3\.severity: found 9.*defaultPriority: found "Normal"/);
    const { data } = await intake.ask(administrator, 'query ($yaml: String!) { policyPackProblems(yaml: $yaml) { path message } }', { yaml: wrong });
    expect(data).toMatchObject({ policyPackProblems: [{ path: 'priorities.3.severity' }, { path: 'defaultPriority' }] });
    expect((await show()).data).toMatchObject({ policyPack: { version: 1 } });
  });

  it('may extend what comes with the system and what the tenant has published; source and resolved form are kept, with the versions they were laid over', async () => {
    const own = 'pack: house\nextends: demo\ntitle: { zh: 本店, en: House }\nflow: { maxRounds: 5 }\n';
    const shown = 'query { policyPack(code: "house") { version source resolved parents { pack version } } }';
    expect((await publish(own)).data).toMatchObject({ publishPolicyPack: { policyPack: { pack: 'house', version: 1, current: true } } });
    const { data } = await intake.ask(csr, shown);
    expect(data).toMatchObject({ policyPack: { version: 1, source: own, parents: [{ pack: 'demo', version: 2 }], resolved: expect.stringMatching(/maxRounds: 5/) } });
    const facts = await intake.sql<{ rounds: number }>(`select (envelope #>> '{data,content,flow,maxRounds}')::int as rounds from fact_log where envelope #>> '{data,pack}' = 'house'`);
    expect(facts).toEqual([{ rounds: 5 }]);
    expect((await publish('pack: third\nextends: s4c\ntitle: { zh: 三, en: Third }\n')).data).toMatchObject({ publishPolicyPack: { policyPack: { pack: 'third' } } });
    expect((await intake.ask(csr, shown.replace('house', 'third'))).data).toMatchObject({ policyPack: { parents: [{ pack: 's4c', version: null }, { pack: 'project', version: null }, { pack: 'base', version: null }] } });
    await publish(demo);
  });

  it('that extend what is not there, or themselves, are refused with the path, in the caller\'s language', async () => {
    const own = 'pack: house\nextends: nowhere\n';
    expect((await publish(own)).message).toMatch(/extends: found nowhere; allowed: one of base, .*demo.*s2, .*third/);
    const inChinese = await intake.ask(administrator, 'query ($yaml: String!) { policyPackProblems(yaml: $yaml) { path message } }', { yaml: own.replace('nowhere', 'house') }, 'zh');
    expect(inChinese.data).toMatchObject({ policyPackProblems: [{ path: 'extends', message: expect.stringMatching(/^现为 house → house；允许：/) }] });
    const misspelt = 'pack: house\nextends: demo\ntitle: { zh: 本店, en: House }\nflow: { maxRound: 5 }\ntargets:\n  - { code: contact, clock: { duration: PT0S } }\n';
    expect((await publish(misspelt)).message).toMatch(/flow: unknown key maxRound; allowed: offerExpiry.*targets\.0\.clock\.duration: found "PT0S"; allowed: a duration above zero/);
  });

  it('[A1-4] are published by administrators, and seen by staff of the tenant', async () => {
    for (const roles of [['supervisor'], ['manager'], ['data-administrator']]) expect(await publish(demo, { roles, personId: 'p_1' })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await show({}, { roles: ['customer'], customerId: 'c_1' })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await show({ code: 'borealis' })).toMatchObject({ code: 'NOT_FOUND', reason: 'policy-pack.unknown' });
    expect(await show({ code: 'demo' }, { ...csr, tenant: 'borealis' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await show({ code: 'demo', version: 99 })).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('what became of a command', () => {
  it('is told to its sender and to those who look after it', async () => {
    const key = newKey();
    const id = await register(intake);
    await intake.ask(csr, 'mutation ($input: AddNoteInput!) { addNote(input: $input) { state } }', { input: { key, ticketId: id, visibility: 'INTERNAL', text: 'hello there' } });
    const expected = { commandId: key, operation: 'addNote', state: 'DONE', code: null, message: null, ticketId: id, settledAt: expect.any(String) };
    for (const by of [csr, { roles: ['supervisor'], personId: 'p_sup' }, administrator]) expect((await intake.ask(by, command, { key })).data).toEqual({ command: expect.objectContaining(expected) });
    for (const by of [{ ...csr, personId: 'p_csr2' }, { roles: ['customer'], customerId: 'p_csr' }, { ...csr, tenant: 'borealis' }, { ...administrator, tenant: 'borealis' }]) {
      expect(await intake.ask(by, command, { key })).toMatchObject({ code: 'NOT_FOUND', reason: 'command.unknown' });
    }
    expect(await intake.ask(csr, command, { key: 'none' })).toMatchObject({ code: 'NOT_FOUND', reason: 'command.unknown' });
  });

  it('is told with the refusal in the asker\'s language', async () => {
    const key = newKey();
    await publish('pack: Demo', administrator, key);
    const zh = (await intake.ask(administrator, command, { key }, 'zh')).data;
    expect(zh).toMatchObject({ command: { state: 'REJECTED', code: 'policy-pack.invalid', message: expect.stringMatching(/^策略包有误：pack: found "Demo"/) } });
    const en = (await intake.ask(administrator, command, { key }, 'en')).data;
    expect(en).toMatchObject({ command: { message: expect.stringMatching(/^The policy pack has mistakes: pack: found "Demo"/) } });
  });

  it('is PENDING while the engine is away, and the command is kept', async () => {
    const key = newKey();
    const id = await register(intake);
    const review = 'mutation ($input: ReviewTicketInput!) { reviewTicket(input: $input) { state userErrors { code } } }';
    const answer = await intake.ask({ roles: ['csr-leader'], personId: 'p_leader' }, review, { input: { key, ticketId: id, decision: 'ACCEPT' } });
    expect(answer.data).toEqual({ reviewTicket: { state: 'PENDING', userErrors: [] } });
    expect((await intake.ask({ roles: ['csr-leader'], personId: 'p_leader' }, command, { key })).data).toMatchObject({ command: { state: 'PENDING', operation: 'review', settledAt: null } });
    expect(await intake.sql(`select count(*)::int as n from outbox where kind = 'temporal.update' and key = $1 and delivered_at is null`, [id])).toEqual([{ n: 1 }]);
  });
});
