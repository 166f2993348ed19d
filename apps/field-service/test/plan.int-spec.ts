import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { policyPackPublished } from '@mendline/contracts/facts';
import { newTicketId } from '@mendline/platform/ids';
import { aFact } from '@mendline/testing/facts';
import { approval, customer, engineer, key, openTicket, openVisit, owner, planOf, publishPack, sentFile, stock, submitted, supervisor } from './repair.scene.js';
import { type Bench, caller, look, openBench } from './support.js';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
  await publishPack(bench);
  await stock(bench, 'MB-200', 5);
  await stock(bench, 'FUSE-1', 500);
}, 30_000);
afterAll(() => bench.close());

const stateOf = async ({ planId, version }: { planId: string; version: number }) =>
  (await look<{ state: string }>(bench, 'select state from plan_versions where plan_id = $1 and version = $2', [planId, version]))[0]?.state;
const factsOf = (ticketId: string) => look<{ type: string; data: Record<string, unknown> }>(bench, `select type, envelope -> 'data' as data from fact_log where key = $1 order by position`, [ticketId]);
const small = { parts: [{ partNumber: 'FUSE-1', quantity: 2 }], inWarranty: true, quote: { currency: 'CNY', taxBasisPoints: 0, lines: [] } } as const;

describe('a plan', () => {
  it('[A8-1] [A8-2] [A8-4] is written with cause, measures, parts, times and a quote whose totals are computed once', async () => {
    const ticketId = await openTicket(bench);
    const { outcome } = await bench.drafts.draft(owner, planOf(ticketId, { explanation: '主板烧毁，约两小时', feasibility: 'worth it' }));
    expect(outcome).toEqual({ planId: `${ticketId}.p1`, version: 1 });
    expect(await bench.planLists.find(owner, ticketId, outcome)).toMatchObject({
      state: 'draft', net: 68_000, tax: 8_840, total: 76_840, approval: null, explanation: { text: '主板烧毁，约两小时', withheld: false }, feasibility: { text: 'worth it' },
    });
  });

  it('is one plan however often its key is sent, and another key makes another plan', async () => {
    const ticketId = await openTicket(bench);
    const report = planOf(ticketId);
    const answers = await Promise.all(Array.from({ length: 6 }, () => bench.drafts.draft(owner, report)));
    expect(new Set(answers.map(({ outcome }) => outcome.planId))).toEqual(new Set([`${ticketId}.p1`]));
    await expect(bench.drafts.draft(owner, { ...report, labourMinutes: 5 })).rejects.toMatchObject({ code: 'command.key-reused' });
    const others = await Promise.all(Array.from({ length: 4 }, () => bench.drafts.draft(owner, planOf(ticketId))));
    expect(others.map(({ outcome }) => outcome.planId).sort()).toEqual([2, 3, 4, 5].map((n) => `${ticketId}.p${n}`));
  });

  it('is changed by a next version, and the one before stays what it was', async () => {
    const ticketId = await openTicket(bench);
    const { outcome } = await bench.drafts.draft(owner, planOf(ticketId));
    const change = { ...planOf(ticketId, { labourMinutes: 60 }), planId: outcome.planId, basedOn: 1 };
    expect((await bench.drafts.change(owner, change)).outcome).toEqual({ ...outcome, version: 2 });
    await expect(bench.drafts.change(owner, { ...change, key: key() })).rejects.toMatchObject({ kind: 'conflict', code: 'plan.changed-meanwhile' });
    await expect(bench.drafts.change(owner, { ...change, key: key(), planId: `${ticketId}.p9` })).rejects.toMatchObject({ kind: 'not-found', code: 'plan.unknown' });
    const [versions] = await bench.planLists.ofTickets(owner, [ticketId]);
    expect(versions?.map(({ version, labourMinutes }) => [version, labourMinutes])).toEqual([[1, 120], [2, 60]]);
  });

  it('[A7-11] is refused with a part that the tenant does not keep, and nothing is left of it', async () => {
    const ticketId = await openTicket(bench);
    const unknown = planOf(ticketId, { parts: [{ partNumber: 'MOON-1', quantity: 1 }], quote: { currency: 'CNY', taxBasisPoints: 0, lines: [] } });
    await expect(bench.drafts.draft(owner, unknown)).rejects.toMatchObject({ kind: 'conflict', code: 'part.unknown', params: { partNumber: 'MOON-1' } });
    expect(await look(bench, 'select 1 from plan_versions where ticket_id = $1', [ticketId])).toEqual([]);
  });

  it('is the owner’s, a supervisor’s and on site the engineer’s; nobody else’s, and no other tenant’s', async () => {
    const { ticketId } = await openVisit(bench, small);
    for (const planner of [owner, supervisor, engineer]) await bench.drafts.draft(planner, planOf(ticketId, small));
    await expect(bench.drafts.draft(caller('p9'), planOf(ticketId, small))).rejects.toMatchObject({ kind: 'conflict', code: 'plan.not-planner' });
    await expect(bench.drafts.draft(caller('p1', { tenant: 'borealis' }), planOf(ticketId, small))).rejects.toMatchObject({ kind: 'not-found', code: 'ticket.unknown' });
    await expect(bench.drafts.draft(owner, planOf(newTicketId('cn1'), small))).rejects.toMatchObject({ kind: 'not-found', code: 'ticket.unknown' });
  });
});

describe('whose word a plan needs', () => {
  it('[A8-3] [A8-5] [C12] is found by the matrix of the ticket’s pack and goes with the command, grounds kept', async () => {
    const ticketId = await openTicket(bench);
    const major = await submitted(bench, ticketId);
    expect(bench.deliveries.at(-1)?.command).toMatchObject({ name: 'plan', data: { ...major, approval: true, consent: true } });
    expect(await bench.planLists.find(owner, ticketId, major)).toMatchObject({ approvalGrounds: ['core-component'], consentGrounds: ['out-of-warranty', 'core-component'] });
    const minor = await submitted(bench, ticketId, small);
    expect(bench.deliveries.at(-1)?.command).toMatchObject({ name: 'plan', data: { ...minor, approval: false, consent: false } });
    expect([await stateOf(major), await stateOf(minor)]).toEqual(['superseded', 'submitted']);
    expect(approval.approve).toContain('core-component');
  });

  it('is everybody’s while the pack has not come here', async () => {
    const ticketId = await openTicket(bench, 'borealis');
    await stock(bench, 'FUSE-1', 0, { tenant: 'borealis' });
    const planner = caller('p1', { tenant: 'borealis' });
    const { outcome } = await bench.drafts.draft(planner, planOf(ticketId, small));
    await bench.planCommands.submit(planner, { key: key(), ticketId, ...outcome });
    expect(bench.deliveries.at(-1)?.command.data).toMatchObject({ approval: true, consent: true });
  });
});

describe('whether a supervisor approves at all', () => {
  it('is read from the routes of a pack, and open where it tells none', async () => {
    const publish = (version: number, more: object) =>
      bench.fold(aFact(policyPackPublished, { tenant: 'huaxin', subject: 'lean', version }, { pack: 'lean', version, content: { pack: 'lean', approval, ...more } }));
    await publish(1, { kinds: [{ kind: 'consultation', route: ['registered'] }, { kind: 'repair', route: ['planned', 'consented'] }] });
    await publish(2, { kinds: [{ kind: 'repair', route: ['planned', 'approved', 'consented'] }] });
    await publish(3, {});
    expect(await look(bench, `select supervised from pack_settings where pack = 'lean' order by version`)).toEqual([{ supervised: false }, { supervised: true }, { supervised: null }]);
  });
});

describe('the version that is decided on', () => {
  const step = (ticketId: string, ref: { planId: string; version: number }) => ({ tenantId: 'huaxin', ticketId, ...ref, commandId: key() });

  it('is one per ticket; submitting again is success, an ended one is refused', async () => {
    const ticketId = await openTicket(bench);
    const first = await submitted(bench, ticketId);
    expect(await Promise.all([1, 2, 3].map(() => bench.activities.submitPlan(step(ticketId, first))))).toEqual(Array.from({ length: 3 }, () => ({ refusal: null })));
    await submitted(bench, ticketId, small);
    expect(await bench.activities.submitPlan(step(ticketId, first))).toEqual({ refusal: 'plan.superseded' });
    const unknown = { refusal: 'plan.unknown' };
    expect(await bench.activities.submitPlan(step(newTicketId('cn1'), first))).toEqual(unknown);
    expect(await bench.activities.submitPlan({ ...step(ticketId, first), tenantId: 'borealis' })).toEqual(unknown);
    const { outcome } = await bench.drafts.draft(owner, planOf(ticketId));
    expect(await bench.activities.submitPlan(step(ticketId, outcome))).toEqual({ refusal: 'plan.incomplete' });
    expect((await factsOf(ticketId)).filter(({ type }) => type.endsWith('submitted.v1'))).toHaveLength(2);
  });

  it('that needed nobody’s word is over once its parts were given back: another round makes another version', async () => {
    const ticketId = await openTicket(bench);
    const plan = { tenantId: 'huaxin', ticketId, ...(await submitted(bench, ticketId, small)) };
    await bench.activities.reserveParts(plan);
    expect(await bench.activities.submitPlan({ ...plan, commandId: key() })).toEqual({ refusal: null });
    await bench.activities.releaseParts(plan);
    expect(await bench.activities.submitPlan({ ...plan, commandId: key() })).toEqual({ refusal: 'plan.superseded' });
  });

  it('[A8-3] [C12] is approved, then agreed by the customer with evidence; both are kept, no text is in a fact', async () => {
    const ticketId = await openTicket(bench);
    const plan = await submitted(bench, ticketId);
    const approve = { key: key(), ticketId, ...plan, decision: 'approve', comment: '同意，客户李雷' } as const;
    await bench.planCommands.approve(supervisor, approve);
    expect(await bench.activities.settlePlan({ ...step(ticketId, plan), commandId: approve.key, decision: 'approved' })).toEqual({ refusal: null });
    const file = await sentFile(bench, ticketId);
    const agree = { key: key(), ticketId, ...plan, decision: 'agree', evidence: 'signature', file } as const;
    await bench.planCommands.consent(caller('p1'), agree);
    expect(bench.deliveries.at(-1)?.command).toMatchObject({ name: 'consent', data: { ...plan, decision: 'agree', evidence: 'signature', then: null } });
    expect(JSON.stringify(bench.deliveries.at(-1))).not.toContain(file.sha256);
    const other = await sentFile(bench, ticketId);
    await expect(bench.planCommands.consent(caller('p1'), { ...agree, file: other })).rejects.toMatchObject({ kind: 'conflict', code: 'command.key-reused' });
    expect(await look(bench, 'select state from files where file_id = any($1) order by state', [[file.fileId, other.fileId]])).toEqual([{ state: 'attached' }, { state: 'stored' }]);
    expect(await bench.activities.settlePlan({ ...step(ticketId, plan), commandId: agree.key, decision: 'agreed' })).toEqual({ refusal: null });
    const shown = await bench.planLists.find(owner, ticketId, plan);
    expect({ ...shown, decisions: shown?.decisions.toSorted((a, b) => (a.decision > b.decision ? -1 : 1)) }).toMatchObject({
      state: 'agreed',
      decisions: [{ decision: 'approved', byId: 's1', evidence: null }, { decision: 'agreed', byId: 'p1', evidence: 'signature', fileId: file.fileId, fileSha256: file.sha256 }],
    });
    expect((await factsOf(ticketId)).map(({ type, data }) => [type, data['total'], data['decision']])).toEqual([
      ['field-service.plan.submitted.v1', 76_840, undefined], ['field-service.plan.settled.v1', 76_840, 'approved'], ['field-service.plan.settled.v1', 76_840, 'agreed'],
    ]);
    expect(await look(bench, `select 1 from fact_log where envelope::text like '%李雷%'`)).toEqual([]);
  });

  it('is decided once: the same again is success, anything else refused as a value', async () => {
    const ticketId = await openTicket(bench);
    const plan = await submitted(bench, ticketId);
    const settle = (decision: 'approved' | 'declined' | 'agreed' | 'refused') => bench.activities.settlePlan({ ...step(ticketId, plan), decision });
    expect(await settle('declined')).toEqual({ refusal: null });
    expect(await settle('declined')).toEqual({ refusal: null });
    for (const late of ['approved', 'agreed', 'refused'] as const) expect(await settle(late)).toEqual({ refusal: 'plan.not-current' });
    expect(await bench.activities.settlePlan({ ...step(ticketId, { ...plan, version: 7 }), decision: 'approved' })).toEqual({ refusal: 'plan.unknown' });
  });

  it('[C12] takes the customer’s own click; staff bring a signature or a recorded call; everybody else’s ticket is unknown', async () => {
    const ticketId = await openTicket(bench);
    const plan = await submitted(bench, ticketId);
    const agree = { ticketId, ...plan, decision: 'agree' } as const;
    const consent = (who: Parameters<typeof bench.planCommands.consent>[0], more: object) => bench.planCommands.consent(who, { key: key(), ...agree, ...more });
    expect(await consent(customer('c1'), { evidence: 'click' })).toMatchObject({ state: 'DONE' });
    await expect(consent(owner, { evidence: 'click' })).rejects.toMatchObject({ kind: 'invalid', code: 'consent.evidence-not-own' });
    await expect(consent(owner, { evidence: 'recorded-call' })).rejects.toMatchObject({ kind: 'invalid', code: 'consent.evidence-missing' });
    await expect(consent(customer('c1'), {})).rejects.toMatchObject({ kind: 'invalid', code: 'consent.evidence-missing' });
    await expect(consent(owner, { evidence: 'signature', file: { fileId: 'fil_none' } })).rejects.toMatchObject({ kind: 'not-found', code: 'file.not-found' });
    await expect(consent(owner, { evidence: 'recorded-call', file: await sentFile(bench, ticketId) })).rejects.toMatchObject({ kind: 'conflict', code: 'file.purpose-mismatch' });
    await expect(consent(owner, { evidence: 'signature', file: await sentFile(bench, 'cn1_other') })).rejects.toMatchObject({ kind: 'conflict', code: 'file.other-owner' });
    expect(await look(bench, `select 1 from commands where ticket_id = $1 and operation = 'consentToPlan'`, [ticketId])).toHaveLength(1);
    const unknown = { kind: 'not-found', code: 'ticket.unknown' };
    await expect(consent(customer('c2'), { evidence: 'click' })).rejects.toMatchObject(unknown);
    await expect(consent(customer('c1', 'borealis'), { evidence: 'click' })).rejects.toMatchObject(unknown);
    await expect(bench.planCommands.approve(supervisor, { key: key(), ticketId, planId: plan.planId, version: 9, decision: 'approve' })).rejects.toMatchObject({ kind: 'not-found', code: 'plan.unknown' });
  });
});

describe('who sees what of a plan', () => {
  it('[A11-5] its customer the quote and what was written for him; of the house’s words nobody but who works by them', async () => {
    const ticketId = await openTicket(bench);
    const plan = await submitted(bench, ticketId, { explanation: '给客户李雷的说明', feasibility: '内部：李雷 13812345678' });
    const { outcome: draft } = await bench.drafts.draft(owner, planOf(ticketId, { explanation: 'next' }));
    const [own] = await bench.planLists.ofTickets(customer('c1'), [ticketId]);
    expect(own).toMatchObject([{ total: 76_840, forCustomer: true, explanation: { text: '给客户李雷的说明' }, feasibility: { text: null } }]);
    for (const stranger of [customer('c2'), customer('c1', 'borealis'), caller('p1', { tenant: 'borealis' })]) expect(await bench.planLists.ofTickets(stranger, [ticketId])).toEqual([[]]);
    expect(await bench.planLists.find(supervisor, ticketId, plan)).toMatchObject({ feasibility: { text: '内部：李雷 [电话]' } });
    expect(await bench.planLists.find(supervisor, ticketId, draft)).toMatchObject({ explanation: { text: null, withheld: true } });
    expect(await bench.planLists.find(caller('q1', { roles: ['quality-manager'] }), ticketId, plan)).toMatchObject({ explanation: { text: null, withheld: true }, feasibility: { text: null, withheld: true }, total: 76_840 });
    expect(await bench.planLists.ofTickets(caller('p9', { dataScope: 'own' }), [ticketId])).toEqual([[]]);
    for (const table of ['plan_versions', 'plan_decisions', 'commands', 'fact_log', 'outbox']) {
      expect(await look(bench, `select 1 from ${table} t where t::text like '%李雷%'`)).toEqual([]);
    }
  });
});
