import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@mendline/testing';
import { aCommand } from '@mendline/testing/ticket';
import type { Life, Lives } from './support/lives.js';
import { leavesNothing, planOf, repairTargets, visitOf } from './support/repairs.js';
import { hours, startLives, stopLives } from './support/time-skipping.js';

let lives: Lives;

beforeAll(async () => {
  lives = await startLives({ targets: repairTargets, deadlineSeconds: { confirmation: 86_400, archive: 30 * 86_400 } });
}, 60_000);

afterAll(() => stopLives(lives));

const fields = () => lives.fieldService;

/** From the planning to the end of the visit, with a plan that needs no word. */
const repaired = async (life: Life, planId: string): Promise<void> => {
  await life.does('plan', { planId, approval: false, consent: false });
  await life.reaches('solved');
};

describe('a smooth repair', () => {
  it('[A7-4] goes from registration to the archive, with one owner and one engineer', async () => {
    const life = await (await lives.repair()).reaches('scheduled');
    for (const name of ['depart', 'call-ahead'] as const) await life.does(name);
    await life.reaches('supervisor-reviewed');
    await leavesNothing(lives, life);
    await life.does('archive');
    expect(await life.ended()).toMatchObject({ status: 'archived', ownerId: 'p_ming', epoch: 1, flow: { visits: 1, planReady: true, workBegun: true } });
    expect(life.recorded).toEqual([
      'review', 'propose-owner', 'accept-offer', 'contact', 'finish-remote', 'plan', 'approve-plan', 'consent', 'propose-engineer', 'accept-visit', 'agree-window', 'depart', 'call-ahead',
      'arrive', 'finish-visit', 'tell-result', 'confirm', 'return-visit', 'supervisor-review', 'archive',
    ]);
    expect(fields().plans.get(planOf(life))).toMatchObject({ state: 'agreed', parts: 'released' });
    expect(fields().visits.get(visitOf(life))).toMatchObject({ engineerId: 'p_lei', nodes: ['departed', 'called-ahead', 'arrived'], outcome: 'done' });
  }, 90_000);

  it('[A5-2] needs no visit when the remote session solves it', async () => {
    const life = await (await lives.repair()).reaches('contacted');
    expect(await life.send(life.fitting('finish-remote', { result: 'solved' }))).toMatchObject({ state: 'DONE', status: 'solved' });
    for (const name of ['tell-result', 'confirm'] as const) await life.does(name);
    expect(life.row).toMatchObject({ status: 'confirmed', flow: { plan: null, visit: null, visits: 0 } });
  }, 90_000);

  it('[A5-8] goes straight to the plan when the customer insists', async () => {
    const life = await (await lives.repair()).reaches('assigned');
    expect(await life.send(life.fitting('contact', { insists: true }))).toMatchObject({ state: 'DONE', status: 'tried' });
    await repaired(life, `${life.ticketId}.p`);
    expect(life.recorded).not.toContain('finish-remote');
    expect(fields().sessions.has(life.sessionId)).toBe(false);
  }, 90_000);
});

describe('plan and quote', () => {
  it('[A8-5] the repair goes on only once the customer has agreed, after the supervisor [A8-3, C12]', async () => {
    const life = await (await lives.repair()).reaches('tried');
    await life.does('plan', { approval: true, consent: true });
    expect(await life.send(life.fitting('consent'))).toEqual({ state: 'REJECTED', code: 'ticket.command-not-allowed' });
    await life.does('approve-plan');
    expect(fields().reserved(life.ticketId)).toEqual([]);
    await life.does('consent', { evidence: 'recorded-call' });
    await eventually(() => fields().reserved(life.ticketId).join() === planOf(life));
    expect(life.row.status).toBe('consented');
  }, 90_000);

  it('[A8-4] a declined quote is followed by another plan', async () => {
    const life = await (await lives.repair()).reaches('approved');
    await life.does('consent', { decision: 'decline', reasonCode: 'costly', then: 'other-plan' });
    expect(life.row).toMatchObject({ status: 'tried', flow: { planReady: false } });
    await life.does('plan', { consent: true });
    expect(life.row).toMatchObject({ status: 'approved', flow: { plan: { version: 2 } } });
    await life.does('consent');
    await eventually(() => fields().reserved(life.ticketId).join() === planOf(life, 2));
    expect([1, 2].map((version) => fields().plans.get(planOf(life, version))?.state)).toEqual(['superseded', 'agreed']);
  }, 90_000);

  it('[A8-5] a declined quote may end the ticket, and the archive follows by itself', async () => {
    const life = await (await lives.repair()).reaches('approved');
    await life.does('consent', { decision: 'decline', reasonCode: 'costly', then: 'close' });
    expect(life.row).toMatchObject({ status: 'closed-quote-declined', flow: { deadline: { kind: 'archive' } } });
    await leavesNothing(lives, life);
    expect(fields().plans.get(planOf(life))?.state).toBe('refused');
    await lives.env.sleep(hours(24 * 31));
    await life.until(({ status }) => status === 'archived');
  }, 90_000);

  it('[A8-6] a plan changed on site is approved and agreed again while the engineer stays', async () => {
    const life = await (await lives.repair()).reaches('arrived');
    const { visit } = life.row.flow;
    await life.does('plan', { approval: true, consent: true });
    expect(await life.send(life.fitting('finish-visit', { outcome: 'done' }))).toEqual({ state: 'REJECTED', code: 'plan.not-decided' });
    await life.does('approve-plan');
    await life.does('consent', { evidence: 'signature' });
    expect(life.row).toMatchObject({ status: 'arrived', flow: { visit, visits: 1, plan: { version: 2 } } });
    await eventually(() => fields().reserved(life.ticketId).join() === planOf(life, 2));
    await life.does('finish-visit');
    await leavesNothing(lives, life);
    expect(fields().visits.get(visitOf(life))?.outcome).toBe('done');
  }, 90_000);

  it('[A8-5] a quote declined on site ends visit and ticket', async () => {
    const life = await (await lives.repair()).reaches('arrived');
    await life.does('plan', { consent: true });
    await life.does('consent', { decision: 'decline', reasonCode: 'costly', then: 'close' });
    expect(life.row.status).toBe('closed-quote-declined');
    await eventually(() => fields().visits.get(visitOf(life))?.outcome === 'abandoned');
    await leavesNothing(lives, life);
  }, 90_000);

  it('field-service refuses its part with a code, and nothing is recorded', async () => {
    const life = await (await lives.repair()).reaches('tried');
    fields().refusal = 'plan.incomplete';
    const { seq } = life.row;
    expect(await life.send(life.fitting('plan'))).toEqual({ state: 'REJECTED', code: 'plan.incomplete' });
    fields().refusal = null;
    expect(life.row).toMatchObject({ seq, status: 'tried', flow: { plan: null } });
  }, 90_000);
});

describe('visits', () => {
  it('the next one follows when the customer is absent, at the door or inside', async () => {
    const life = await (await lives.repair()).reaches('scheduled');
    expect(await life.send(life.fitting('finish-visit', { outcome: 'done' }))).toEqual({ state: 'REJECTED', code: 'visit.not-arrived' });
    await life.does('finish-visit', { outcome: 'customer-absent', reasonCode: 'nobody' });
    await life.reaches('arrived');
    await life.does('finish-visit', { outcome: 'customer-absent', reasonCode: 'nobody' });
    await life.reaches('solved');
    expect([1, 2, 3].map((visit) => fields().visits.get(visitOf(life, visit))?.outcome)).toEqual(['customer-absent', 'customer-absent', 'done']);
    await leavesNothing(lives, life);
  }, 90_000);

  it('the next one goes on where the first had to stop: another window, the same plan and parts', async () => {
    const life = await (await lives.repair()).reaches('arrived');
    await life.does('finish-visit', { outcome: 'needs-return', reasonCode: 'drying' });
    expect(fields().reserved(life.ticketId)).toEqual([planOf(life)]);
    await life.reaches('solved');
    expect([1, 2].map((visit) => fields().visits.get(visitOf(life, visit))?.outcome)).toEqual(['needs-return', 'done']);
    expect(life.recorded.filter((name) => name === 'plan' || name === 'agree-window')).toEqual(['plan', 'agree-window', 'agree-window']);
    await leavesNothing(lives, life);
  }, 90_000);

  it('the next one is not asked of the engineer who lacked the skill', async () => {
    const life = await (await lives.repair()).reaches('arrived');
    await life.does('finish-visit', { outcome: 'wrong-skill', reasonCode: 'electronics' });
    await life.asked('p_wu');
    expect(life.row.flow.visit).toMatchObject({ visitId: visitOf(life, 2), excluded: ['p_lei'] });
  }, 90_000);
});

describe('ends of a repair', () => {
  it('[A10-5] is planned and done again when the customer rejects, until it is confirmed', async () => {
    const life = await (await lives.repair()).reaches('result-told');
    await life.does('reject');
    expect(life.row).toMatchObject({ status: 'assigned', ownerId: 'p_ming', flow: { round: 1, plan: null, visit: null } });
    await leavesNothing(lives, life);
    await life.does('contact', { insists: true });
    await repaired(life, `${life.ticketId}.q`);
    for (const name of ['tell-result', 'confirm'] as const) await life.does(name);
    expect(life.row).toMatchObject({ status: 'confirmed', flow: { visits: 2, plan: { planId: `${life.ticketId}.q` } } });
    await leavesNothing(lives, life);
  }, 90_000);

  it('[C10] ends unconfirmed at the limit, with a mandatory review', async () => {
    const life = await (await lives.repair({ settings: { maxRounds: 0 } })).reaches('result-told');
    expect(await life.send(aCommand('reject'))).toMatchObject({ state: 'DONE', status: 'closed-unconfirmed' });
    await life.does('supervisor-review');
    expect(life.row.status).toBe('supervisor-reviewed');
  }, 90_000);

  it('[A10-11] comes back from a return visit that finds it not good, and keeps no part of the first plan', async () => {
    const life = await (await lives.repair()).reaches('confirmed');
    expect(await life.send(aCommand('return-visit', { result: 'ng', reasonCode: 'noise' }))).toMatchObject({ state: 'DONE', status: 'assigned' });
    await leavesNothing(lives, life);
  }, 90_000);

  it('cancelled after the dispatch gives back window, visit and parts, in reverse order of their making', async () => {
    const life = await (await lives.repair()).reaches('scheduled');
    await eventually(() => fields().visits.has(visitOf(life)));
    const before = { field: fields().calls.length, dispatch: lives.dispatch.calls.length };
    await life.does('cancel');
    await leavesNothing(lives, life);
    expect(fields().calls.slice(before.field)).toEqual(['abandonVisit', 'releaseParts']);
    expect(lives.dispatch.calls.slice(before.dispatch)).toEqual(['releaseWindow']);
    expect(fields().visits.get(visitOf(life))?.outcome).toBe('abandoned');
  }, 90_000);

  it('gives everything back in order also when the owners were away and the run is gone', async () => {
    const life = await (await lives.repair()).reaches('dispatched');
    const { dispatch } = lives;
    await life.does('agree-window');
    Object.assign(dispatch, { down: true });
    Object.assign(fields(), { down: true });
    await life.does('cancel');
    expect(life.row.flow.owed.map(({ step }) => step)).toEqual(['release-window', 'abandon-visit', 'release-parts']);
    await lives.client.getHandle(life.workflowId).terminate('lost');
    Object.assign(dispatch, { down: false });
    Object.assign(fields(), { down: false });
    await life.startWorkflow();
    await leavesNothing(lives, life);
  }, 90_000);
});
