import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { roles } from '@mendline/contracts/ticket';
import { newTicketId } from '@mendline/platform/ids';
import { type Caller, type RunningService, startService } from './running.service.js';
import { look } from './support.js';

let service: RunningService;
const ticketId = newTicketId('cn1');
const visitId = `${ticketId}.v1`;
const planId = `${ticketId}.p1`;
const file = { fileId: 'fil_none' };

const owner: Caller = { tenant: 'huaxin', roles: ['specialist'], personId: 'p1' };
const engineer: Caller = { tenant: 'huaxin', roles: ['engineer'], personId: 'e1' };
const supervisor: Caller = { tenant: 'huaxin', roles: ['supervisor'], personId: 's1' };
const customer: Caller = { tenant: 'huaxin', roles: ['customer'], customerId: 'c1' };
/** May do everything in a tenant that is not the one asked for. */
const stranger: Caller = { tenant: 'borealis', roles: roles.filter((role) => role !== 'customer' && role !== 'system'), personId: 'p_stranger' };

const upper = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1);
const mutation = (name: string, input: string = `${upper(name)}Input`, fields = ''): string =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { commandId state userErrors { code message } ${fields} } }`;
const plan = {
  causeCode: 'mainboard-burnt', measures: ['REPLACE_PART'], method: 'ON_SITE', parts: [{ partNumber: 'MB-200', quantity: 1 }], expectedMinutes: 120, inWarranty: false, explanation: '给李雷的说明',
  quote: { currency: 'CNY', taxBasisPoints: 1300, lines: [{ kind: 'PARTS', partNumber: 'MB-200', quantity: 1, unitPrice: 50000 }] },
};
let keys = 0;
const input = (more: object = {}) => ({ key: `repair-${(keys += 1)}-key`, ticketId, ...more });
const plansOfTicket = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Ticket { plans { id version state quote { total } explanation explanationWithheld feasibilityWithheld authorId } visits { id arrivedAt missing { code } } } } }';
const representation = { r: [{ __typename: 'Ticket', id: ticketId }] };

beforeAll(async () => {
  service = await startService();
  await look(service, `insert into ticket_copies (tenant_id, ticket_id, customer_id, owner_id, region, status) values ('huaxin', $1, 'c1', 'p1', '310000', 'tried')`, [ticketId]);
  await look(service, `insert into visits (tenant_id, visit_id, ticket_id, engineer_id, state, opened_at, departed_at, arrived_at) values ('huaxin', $1, $2, 'e1', 'open', now(), now() - interval '1 hour', now() - interval '30 min')`, [visitId, ticketId]);
  await look(service, `insert into parts (tenant_id, part_number, models, serialised) values ('huaxin', 'MB-200', '{}', false)`);
}, 60_000);
afterAll(() => service.close());

describe('plans and visits through GraphQL', () => {
  it('[A8-4] [A8-5] a plan is drafted, changed, and shown to its customer without what is the house’s', async () => {
    const drafted = await service.ask(owner, mutation('draftPlan', 'DraftPlanInput', 'plan { id version state quote { net tax total lines { amount } } }'), { input: input(plan) });
    expect(drafted.errors).toBeUndefined();
    expect(drafted.data?.['draftPlan']).toMatchObject({ state: 'DONE', plan: { id: planId, version: 1, state: 'DRAFT', quote: { net: 50_000, tax: 6_500, total: 56_500, lines: [{ amount: 50_000 }] } } });
    const changed = await service.ask(owner, mutation('changePlan', 'ChangePlanInput', 'plan { version }'), { input: input({ ...plan, planId, basedOn: 1, feasibility: '内部' }) });
    expect(changed.data?.['changePlan']).toMatchObject({ state: 'DONE', plan: { version: 2 } });
    await look(service, `update plan_versions set state = 'submitted', approval = true, consent = true where plan_id = $1 and version = 2`, [planId]);
    const { data } = await service.ask(customer, plansOfTicket, representation);
    expect(data?.['_entities']).toEqual([
      {
        plans: [{ id: planId, version: 2, state: 'SUBMITTED', quote: { total: 56_500 }, explanation: '给李雷的说明', explanationWithheld: false, feasibilityWithheld: false, authorId: null }],
        visits: [expect.objectContaining({ id: visitId })],
      },
    ]);
    for (const other of [{ ...customer, customerId: 'c2' }, { ...customer, tenant: 'borealis' }, stranger]) {
      expect((await service.ask(other, plansOfTicket, representation)).data?.['_entities']).toEqual([{ plans: [], visits: [] }]);
    }
  });

  it('keeps a command while the engine is down, and knows the plan’s flags by then', async () => {
    const { data } = await service.ask(owner, mutation('submitPlan', 'SubmitPlanInput', 'plan { approval consent consentGrounds }'), { input: input({ planId, version: 1 }) });
    expect(data?.['submitPlan']).toMatchObject({ state: 'PENDING', plan: { approval: true, consent: true, consentGrounds: ['matrix-unknown'] } });
  }, 20_000);

  it('[A9-2] [A9-4] [A9-5] [A9-13] a visit is recorded and tells what is missing, in words', async () => {
    const visit = 'visit { faultCode works { measure text } testResult missing { code message } checklist { item } acceptance { satisfaction } }';
    const located = await service.ask(engineer, mutation('recordFaultLocated', 'RecordFaultLocatedInput', visit), { input: input({ visitId, faultCode: 'no-power', causeCode: 'fuse' }) });
    expect(located.data?.['recordFaultLocated']).toMatchObject({ state: 'DONE', visit: { faultCode: 'no-power', missing: [{ code: 'visit.work-not-recorded', message: 'No work has been recorded yet.' }, {}, {}] } });
    const worked = await service.ask(engineer, mutation('recordWork', 'RecordWorkInput', visit), { input: input({ visitId, measure: 'REPLACE_PART', minutes: 20, text: '回电 13812345678' }) });
    expect(worked.data?.['recordWork']).toMatchObject({ visit: { works: [{ measure: 'REPLACE_PART', text: '回电 [电话]' }] } });
    const tested = await service.ask(engineer, mutation('recordFunctionTest', 'RecordFunctionTestInput', visit), { input: input({ visitId, result: 'NORMAL' }) });
    const { data } = await service.ask(engineer, '{ visitChecklist { code words } }');
    const items = (data?.['visitChecklist'] as { code: string }[]).map(({ code }) => ({ item: code, answer: 'DONE' }));
    const listed = await service.ask(engineer, mutation('recordChecklist', 'RecordChecklistInput', visit), { input: input({ visitId, items }) });
    expect([tested.errors, listed.errors]).toEqual([undefined, undefined]);
    expect(listed.data?.['recordChecklist']).toMatchObject({ visit: { testResult: 'NORMAL', missing: [] } });
    const day = await service.ask(engineer, 'query ($from: DateTime!) { myVisits(from: $from) { id } }', { from: new Date().toISOString() });
    expect(day.data?.['myVisits']).toEqual([{ id: visitId }]);
  });

  it('takes parts in and tells of every refusal in words, without anything being left', async () => {
    const keeper: Caller = { tenant: 'huaxin', roles: ['purchasing'], personId: 'k1' };
    const stocked = await service.ask(keeper, mutation('receiveParts', 'StockInput', 'stock { onHand reserved }'), { input: { key: 'receive-0001', region: '310000', partNumber: 'MB-200', quantity: 3 } });
    expect(stocked.data?.['receiveParts']).toMatchObject({ state: 'DONE', stock: { onHand: 3, reserved: 0 } });
    const unknown = await service.ask(keeper, mutation('receiveParts', 'StockInput'), { input: { key: 'receive-0002', region: '310000', partNumber: 'MOON-1', quantity: 3 } });
    expect(unknown.data?.['receiveParts']).toMatchObject({ state: 'REJECTED', userErrors: [{ code: 'part.unknown', message: 'There is no part MOON-1 in the catalogue.' }] });
    const notHis = await service.ask({ ...engineer, personId: 'e2' }, mutation('recordWork', 'RecordWorkInput'), { input: input({ visitId, measure: 'CLEAN', minutes: 1 }) });
    expect(notHis.data?.['recordWork']).toMatchObject({ state: 'REJECTED', userErrors: [{ code: 'visit.not-engineer', message: 'Only the engineer of the visit or a supervisor records it.' }] });
    expect(await look(service, `select 1 from visit_works where by_id = 'e2'`)).toEqual([]);
  });
});

describe('a character that no text may hold', () => {
  it.each<[string, Caller, string, object]>([
    ['a model', { tenant: 'huaxin', roles: ['purchasing'], personId: 'k1' }, mutation('setPart'), { input: { key: 'nul-part-0001', partNumber: 'NUL-1', models: ['HX\u0000'], serialised: false } }],
    ['a region', { tenant: 'huaxin', roles: ['purchasing'], personId: 'k1' }, 'query ($region: String) { partStocks(region: $region) { onHand } }', { region: '\u0000' }],
    ['a file', owner, 'mutation ($fileId: ID!) { requestFileDownload(fileId: $fileId) { url } }', { fileId: '\u0000' }],
    ['a ticket', owner, mutation('submitPlan'), { input: { key: 'nul-ticket-0001', ticketId: 'cn1_\u0000', planId, version: 1 } }],
  ])('in %s is the caller’s mistake, told in words', async (_, caller, document, variables) => {
    const { errors } = await service.ask(caller, document, variables);
    expect(errors?.[0]).toMatchObject({ message: 'The text contains characters that are not allowed.', extensions: { code: 'BAD_USER_INPUT', reason: 'input.text-invalid' } });
  });
});

const cases: readonly (readonly [string, string, object])[] = [
  ['draftPlan', 'DraftPlanInput', plan],
  ['changePlan', 'ChangePlanInput', { ...plan, planId }],
  ['submitPlan', 'SubmitPlanInput', { planId, version: 1 }],
  ['approvePlan', 'ApprovePlanInput', { planId, version: 1, decision: 'APPROVE' }],
  ['consentToPlan', 'ConsentToPlanInput', { planId, version: 1, decision: 'AGREE', evidence: 'SIGNATURE', file }],
  ['agreeVisitWindow', 'AgreeVisitWindowInput', { visitId, from: '2030-01-01T01:00:00Z', to: '2030-01-01T02:00:00Z' }],
  ['departToVisit', 'VisitInput', { visitId }],
  ['callAhead', 'VisitInput', { visitId }],
  ['arriveAtVisit', 'VisitInput', { visitId }],
  ['finishVisit', 'FinishVisitInput', { visitId, outcome: 'NEEDS_PARTS', reasonCode: 'no-part' }],
  ['recordFaultLocated', 'RecordFaultLocatedInput', { visitId, faultCode: 'a', causeCode: 'b' }],
  ['recordWork', 'RecordWorkInput', { visitId, measure: 'CLEAN', minutes: 1 }],
  ['recordPartUsed', 'RecordPartUsedInput', { visitId, partNumber: 'MB-200', quantity: 1 }],
  ['recordOldPart', 'RecordOldPartInput', { visitId, partNumber: 'MB-100', quantity: 1, disposition: 'SCRAPPED', signature: file }],
  ['recordFunctionTest', 'RecordFunctionTestInput', { visitId, result: 'NORMAL' }],
  ['recordPhoto', 'RecordPhotoInput', { visitId, kind: 'BEFORE', file }],
  ['recordAcceptance', 'RecordAcceptanceInput', { visitId, signedBy: 'CUSTOMER', signature: file, satisfaction: 'satisfied' }],
];

describe('another tenant’s ids', () => {
  it('are NOT_FOUND for every mutation', async () => {
    const answers = await Promise.all(cases.map(async ([name, type, more]) => [name, (await service.ask(stranger, mutation(name, type), { input: input(more) })).errors?.[0]?.extensions.code]));
    expect(answers).toEqual(cases.map(([name]) => [name, 'NOT_FOUND']));
  }, 30_000);
});

describe('the wrong caller or input', () => {
  const code = async (caller: Caller | null, name: string, type: string, more: object) => (await service.ask(caller, mutation(name, type), { input: input(more) })).errors?.[0]?.extensions;

  it.each(cases.filter(([name]) => name !== 'consentToPlan'))('no customer may %s, nor anybody without a token', async (name, type, more) => {
    expect(await code(customer, name, type, more)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await code(null, name, type, more)).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('[C12] another customer’s ticket is unknown, and staff do not click for him', async () => {
    const consent = { planId, version: 1, decision: 'AGREE', evidence: 'CLICK' };
    expect(await code({ ...customer, customerId: 'c2' }, 'consentToPlan', 'ConsentToPlanInput', consent)).toMatchObject({ code: 'NOT_FOUND', reason: 'ticket.unknown' });
    expect(await code(supervisor, 'consentToPlan', 'ConsentToPlanInput', consent)).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'consent.evidence-not-own' });
  });

  it.each<[string, Caller, string, string, object, string]>([
    ['a negative price', owner, 'draftPlan', 'DraftPlanInput', { ...plan, quote: { currency: 'CNY', lines: [{ kind: 'TRAVEL', quantity: 1, unitPrice: -1 }] } }, 'quote.amount-invalid'],
    ['a window that ends before it begins', engineer, 'agreeVisitWindow', 'AgreeVisitWindowInput', { visitId, from: '2030-01-01T02:00:00Z', to: '2030-01-01T01:00:00Z' }, 'visit.window-impossible'],
    ['a reason in free words', engineer, 'finishVisit', 'FinishVisitInput', { visitId, outcome: 'NEEDS_PARTS', reasonCode: "'; drop table visits; --" }, 'visit.reason-invalid'],
    ['less than no part', engineer, 'recordPartUsed', 'RecordPartUsedInput', { visitId, partNumber: 'MB-200', quantity: -1 }, 'part.quantity-invalid'],
  ])('%s is wrong input', async (_, caller, name, type, more, reason) => {
    expect(await code(caller, name, type, more)).toMatchObject({ code: 'BAD_USER_INPUT', reason });
  });
});
