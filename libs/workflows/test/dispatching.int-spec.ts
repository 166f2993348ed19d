import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@mendline/testing';
import { aCommand } from '@mendline/testing/ticket';
import type { Life, Lives } from './support/lives.js';
import { hours, minutes, startLives, stopLives } from './support/time-skipping.js';

let lives: Lives;

const targets = [{ code: 'dispatch', start: 'consented', stop: 'dispatched', seconds: 3_600, levels: [{ percent: 100, recipientId: 'p_supervisor' }] }] as const;

beforeAll(async () => {
  lives = await startLives({ targets, deadlineSeconds: { 'visit-offer-expiry': 600 } });
}, 60_000);

beforeEach(() => {
  Object.assign(lives.dispatch, { down: false, refusal: null, engineers: ['p_lei', 'p_wu'] });
});

afterAll(() => stopLives(lives));

const visitOf = (life: Life, visit = 1): string => `${life.ticketId}.v${visit}`;
const outcomes = (life: Life, visit = 1): unknown => lives.dispatch.outcomes(visitOf(life, visit));
const consented = async (): Promise<Life> => (await lives.repair()).reaches('consented');
const queued = (life: Life): Promise<unknown> => life.until(({ flow }) => flow.visit?.queue === 'supervisor');

describe('finding the engineer', () => {
  it('[A7-8] asks the next one when one declines, and never the same again', async () => {
    const life = await consented();
    await life.asked('p_lei');
    await life.does('decline-visit');
    await life.asked('p_wu');
    await life.does('accept-visit');
    expect(life.row).toMatchObject({ status: 'dispatched', ownerId: 'p_ming', flow: { visit: { engineerId: 'p_wu' } } });
    expect(outcomes(life)).toEqual(['declined', 'accepted']);
    expect(lives.fieldService.visits.get(visitOf(life))).toMatchObject({ engineerId: 'p_wu' });
  }, 90_000);

  it('[A7-8] asks the next one when an offer expires; too late is too late', async () => {
    const life = await consented();
    await life.asked('p_lei');
    const late = life.fitting('accept-visit');
    await lives.env.sleep(minutes(11));
    await life.asked('p_wu');
    expect(await life.send(late)).toEqual({ state: 'REJECTED', code: 'ticket.actor-not-allowed' });
    await eventually(() => lives.dispatch.outcomes(visitOf(life))[0] === 'expired');
  }, 90_000);

  it('[A7-5] gives the visit to the supervisor when nobody is left', async () => {
    lives.dispatch.engineers = ['p_lei'];
    const life = await consented();
    await life.asked('p_lei');
    await life.does('decline-visit');
    await queued(life);
    await life.does('assign-engineer', { engineerId: 'p_wu' });
    expect(life.row).toMatchObject({ status: 'dispatched', flow: { visit: { engineerId: 'p_wu', queue: null, asked: 2 } } });
  }, 90_000);

  it('[C9] only proposes, or asks nothing at all, where supervisors send engineers', async () => {
    const [proposing, manual] = await Promise.all((['propose', 'manual'] as const).map((dispatchMode) => lives.repair({ settings: { dispatchMode } })));
    for (const life of [proposing, manual]) {
      if (!life) throw new Error('no life');
      await life.reaches('consented');
      await queued(life);
      expect(outcomes(life)).toEqual([]);
      await life.does('assign-engineer');
      expect(life.row.status).toBe('dispatched');
    }
    expect([proposing, manual].map((life) => life && lives.dispatch.ranked.get(visitOf(life)))).toEqual([['p_lei', 'p_wu'], undefined]);
  }, 90_000);

  it.each(['cancel', 'assign-engineer', 'plan'] as const)('withdraws the offer that comes late, after a %s during the search', async (name) => {
    const life = await (await lives.repair()).reaches('approved');
    lives.dispatch.slow();
    const asked = lives.dispatch.calls.length;
    await life.does('consent');
    await eventually(() => lives.dispatch.calls.slice(asked).includes('proposeEngineer'));
    await life.does(name);
    lives.dispatch.release();
    await eventually(() => lives.dispatch.calls.slice(asked).includes('settleOffer:withdrawn'));
    await eventually(() => lives.dispatch.outcomes(visitOf(life)).every((outcome) => outcome === 'withdrawn'));
  }, 90_000);

  it('waits for a dispatch that is down, while its clock goes on, and goes on by itself', async () => {
    const life = await (await lives.repair()).reaches('approved');
    lives.dispatch.down = true;
    await life.does('consent');
    await lives.env.sleep(hours(1) + minutes(1));
    await eventually(() => lives.intake.escalations(life.ticketId).length === 1);
    expect(life.row.flow.visit).toMatchObject({ offer: null, queue: null });
    lives.dispatch.down = false;
    await lives.env.sleep(minutes(1));
    await life.asked('p_lei');
  }, 90_000);

  it('has a clock of its own for every visit of a round', async () => {
    const life = await (await lives.repair()).reaches('scheduled');
    lives.dispatch.engineers = [];
    await life.does('finish-visit', { outcome: 'customer-absent', reasonCode: 'nobody' });
    await queued(life);
    await lives.env.sleep(hours(1) + minutes(1));
    await eventually(() => lives.intake.escalations(life.ticketId).map(({ clockId }) => clockId).join() === `${life.ticketId}:dispatch:0:1`);
  }, 90_000);
});

describe('the engineer’s time', () => {
  it('[A7-10] is kept for one visit at a time: an overlap is refused and nothing recorded', async () => {
    const [first, second] = [await (await lives.repair()).reaches('scheduled'), await (await lives.repair()).reaches('dispatched')];
    const { window } = first.row.flow.visit ?? {};
    const { seq } = second.row;
    expect(await second.send(second.fitting('agree-window', window ?? {}))).toEqual({ state: 'REJECTED', code: 'visit.overlap' });
    expect(second.row).toMatchObject({ seq, status: 'dispatched', flow: { visit: { window: null } } });
    expect(await second.send(second.fitting('agree-window', { from: window?.to ?? '', to: window?.from ?? '' }))).toEqual({ state: 'REJECTED', code: 'visit.window-impossible' });
    await second.does('agree-window');
    expect(lives.fieldService.visits.get(visitOf(second))?.window).toEqual(second.row.flow.visit?.window);
  }, 90_000);

  it('[A7-12] is freed when a supervisor sends another engineer before the arrival', async () => {
    const life = await (await lives.repair()).reaches('scheduled');
    const former = life.fitting('arrive');
    await life.does('assign-engineer', { engineerId: 'p_wu' });
    await eventually(() => !lives.dispatch.bookings.has(visitOf(life)));
    expect(life.row).toMatchObject({ status: 'dispatched', flow: { visits: 1, visit: { engineerId: 'p_wu', window: null } } });
    expect(lives.fieldService.visits.get(visitOf(life))).toMatchObject({ engineerId: 'p_wu', window: null });
    await life.does('agree-window');
    expect(await life.send(former)).toEqual({ state: 'REJECTED', code: 'ticket.actor-not-allowed' });
    expect(await life.send(aCommand('assign-engineer', { engineerId: 'p_wu' }))).toEqual({ state: 'REJECTED', code: 'visit.same-engineer' });
    await life.reaches('solved');
    await eventually(() => !lives.dispatch.bookings.has(visitOf(life)));
  }, 90_000);

  it('answers the acceptance when the visit is there to be used', async () => {
    const life = await (await lives.repair()).reaches('dispatched');
    expect(lives.fieldService.visits.get(visitOf(life))).toMatchObject({ engineerId: 'p_lei', outcome: null });
  }, 90_000);
});
