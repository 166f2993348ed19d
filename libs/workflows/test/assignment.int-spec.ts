import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { proposalKeyOf } from '@mendline/contracts/dispatch';
import { eventually } from '@mendline/testing';
import { aCommand, aCommandBy, people } from '@mendline/testing/ticket';
import type { Life, Lives } from './support/lives.js';
import { minutes, startLives, stopLives } from './support/time-skipping.js';

let lives: Lives;

beforeAll(async () => {
  lives = await startLives({ deadlineSeconds: { 'offer-expiry': 600 } });
}, 60_000);

beforeEach(() => {
  Object.assign(lives.dispatch, { down: false, refusal: null, candidates: ['p_ming', 'p_hua'] });
});

afterAll(() => stopLives(lives));

const offeredTo = async (life: Life, personId: string): Promise<void> => {
  await life.until(({ flow }) => flow.offer?.personId === personId);
};

const reviewed = async (): Promise<Life> => (await lives.ticket()).reaches('reviewed');

const openOffers = (life: Life): unknown[] => lives.dispatch.outcomes(life.ticketId).filter((outcome) => outcome === null);

describe('finding the owner', () => {
  it('[A7-8] asks the next candidate when one declines, and never the same again', async () => {
    const life = await reviewed();
    await offeredTo(life, 'p_ming');
    await life.does('decline-offer');
    await offeredTo(life, 'p_hua');
    const { offer } = life.row.flow;
    expect(await life.send(aCommandBy(people.hua, 'accept-offer', { offerId: offer?.offerId ?? '' }))).toMatchObject({ state: 'DONE', status: 'assigned' });
    expect(life.row).toMatchObject({ ownerId: 'p_hua', epoch: 1 });
    expect(lives.dispatch.outcomes(life.ticketId)).toEqual(['declined', 'accepted']);
  }, 90_000);

  it('[A7-8] takes an answer that comes before the ticket has heard of its offer', async () => {
    lives.dispatch.slow();
    const asked = lives.dispatch.calls.length;
    const life = await reviewed();
    await eventually(() => lives.dispatch.calls.slice(asked).includes('proposeOwner'));
    const answer = life.send(aCommand('accept-offer', { offerId: proposalKeyOf(life.ticketId, life.row.flow.asked) }));
    await Promise.race([answer, eventually(() => life.hasTaken('accept-offer'))]);
    lives.dispatch.release();
    expect(await answer).toMatchObject({ state: 'DONE', status: 'assigned' });
    expect(life.row).toMatchObject({ ownerId: 'p_ming', flow: { offer: null } });
    expect(lives.dispatch.outcomes(life.ticketId)).toEqual(['accepted']);
  }, 90_000);

  it('asks the next candidate when an offer expires; too late is too late', async () => {
    const life = await reviewed();
    await offeredTo(life, 'p_ming');
    const late = aCommand('accept-offer', { offerId: life.row.flow.offer?.offerId ?? '' });
    await lives.env.sleep(minutes(11));
    await offeredTo(life, 'p_hua');
    expect(await life.send(late)).toEqual({ state: 'REJECTED', code: 'ticket.actor-not-allowed' });
    await eventually(() => lives.dispatch.outcomes(life.ticketId)[0] === 'expired');
  }, 90_000);

  it('gives the ticket to the supervisor when nobody is left, who assigns by hand or starts afresh', async () => {
    lives.dispatch.candidates = ['p_ming'];
    const life = await reviewed();
    await offeredTo(life, 'p_ming');
    await life.does('decline-offer');
    await life.until(({ flow }) => flow.queue === 'supervisor');
    expect(await life.send(aCommand('reassign', { ownerId: null }))).toMatchObject({ state: 'DONE' });
    await offeredTo(life, 'p_ming');
    await life.does('decline-offer');
    await life.until(({ flow }) => flow.queue === 'supervisor');
    expect(await life.send(aCommand('assign', { ownerId: 'p_hua' }))).toMatchObject({ state: 'DONE', status: 'assigned' });
    expect(life.row).toMatchObject({ ownerId: 'p_hua', flow: { queue: null, asked: 4 } });
  }, 90_000);

  it('withdraws an open offer when the ticket is cancelled', async () => {
    const life = await reviewed();
    await offeredTo(life, 'p_ming');
    await life.does('cancel');
    await eventually(() => lives.dispatch.outcomes(life.ticketId)[0] === 'withdrawn');
    expect(life.row).toMatchObject({ status: 'cancelled', flow: { offer: null } });
  }, 90_000);

  it.each(['cancel', 'assign'] as const)('withdraws the offer that comes late, after a %s during the search', async (name) => {
    lives.dispatch.slow();
    const asked = lives.dispatch.calls.length;
    const life = await reviewed();
    await eventually(() => lives.dispatch.calls.slice(asked).includes('proposeOwner'));
    await life.does(name);
    lives.dispatch.release();
    await eventually(() => lives.dispatch.calls.slice(asked).includes('settleOffer:withdrawn'));
    expect(life.row.flow.offer).toBeNull();
    expect(openOffers(life)).toEqual([]);
  }, 90_000);

  it('refuses with the code of dispatch, and records nothing', async () => {
    const life = await reviewed();
    await offeredTo(life, 'p_ming');
    lives.dispatch.refusal = 'offer.expired';
    const before = life.row.seq;
    expect(await life.send(aCommand('accept-offer', { offerId: life.row.flow.offer?.offerId ?? '' }))).toEqual({ state: 'REJECTED', code: 'offer.expired' });
    expect(life.row).toMatchObject({ seq: before, status: 'reviewed' });
  }, 90_000);

  it('waits for a dispatch that is down and goes on by itself; commands go on meanwhile', async () => {
    lives.dispatch.down = true;
    const life = await reviewed();
    await life.does('link');
    expect(await life.send(aCommand('change-priority'))).toMatchObject({ state: 'DONE' });
    expect(life.row.flow.offer).toBeNull();
    lives.dispatch.down = false;
    await lives.env.sleep(minutes(1));
    await offeredTo(life, 'p_ming');
  }, 90_000);

  it('pays what it owes to dispatch when it is back, and field-service does not wait for it', async () => {
    const life = await reviewed();
    await offeredTo(life, 'p_ming');
    lives.dispatch.down = true;
    await life.does('assign');
    await life.does('contact');
    expect(lives.fieldService.sessions.get(life.sessionId)).toBe('open');
    expect(lives.dispatch.outcomes(life.ticketId)).toEqual([null]);
    lives.dispatch.down = false;
    await lives.env.sleep(minutes(1));
    await eventually(() => lives.dispatch.outcomes(life.ticketId)[0] === 'withdrawn');
  }, 90_000);

  it('ends only when an archived ticket has paid, and then owes nothing any more', async () => {
    const life = await reviewed();
    await offeredTo(life, 'p_ming');
    lives.dispatch.down = true;
    await life.does('cancel');
    await life.does('archive');
    expect(life.row.flow.owed).toHaveLength(1);
    lives.dispatch.down = false;
    await lives.env.sleep(minutes(1));
    expect(await life.ended()).toMatchObject({ status: 'archived', flow: { owed: [] } });
    expect(lives.dispatch.outcomes(life.ticketId)).toEqual(['withdrawn']);
  }, 90_000);

  it('withdraws a late offer also when the run that asked for it is gone', async () => {
    lives.dispatch.slow();
    const asked = lives.dispatch.calls.length;
    const life = await reviewed();
    await eventually(() => lives.dispatch.calls.slice(asked).includes('proposeOwner'));
    lives.dispatch.down = true;
    await life.does('cancel');
    await lives.client.getHandle(life.workflowId).terminate('lost');
    lives.dispatch.release();
    lives.dispatch.down = false;
    const afterRestart = lives.dispatch.calls.length;
    await life.startWorkflow();
    await eventually(() => lives.dispatch.calls.slice(afterRestart).includes('settleOffer:withdrawn'));
    expect(openOffers(life)).toEqual([]);
  }, 90_000);
});
