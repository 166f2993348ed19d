import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@mendline/testing';
import { aCommand, aCommandBy, people } from '@mendline/testing/ticket';
import type { Life, Lives } from './support/lives.js';
import { hours, minutes, startLives, stopLives } from './support/time-skipping.js';

let lives: Lives;

const targets = [
  { code: 'answer', start: 'contacted', stop: 'answered', seconds: 7_200, pauseOn: ['customer'], levels: [{ percent: 100, recipientId: 'p_supervisor' }] },
] as const;

beforeAll(async () => {
  lives = await startLives({ targets, deadlineSeconds: { confirmation: 86_400, archive: 30 * 86_400 } });
}, 60_000);

afterAll(() => stopLives(lives));

const inHours = async (count: number): Promise<string> => new Date((await lives.env.currentTimeMs()) + hours(count)).toISOString();

const holdFor = async (life: Life, count: number): Promise<void> => {
  const receivedAt = await inHours(0);
  const answer = await life.send(aCommand('hold', { expectedEnd: await inHours(count) }, { receivedAt, occurredAt: receivedAt }));
  expect(answer).toMatchObject({ state: 'DONE' });
};

describe('interrupts', () => {
  it('[A9-10] holds a ticket, pauses the clocks that list the reason, and goes on by itself at the expected end', async () => {
    const life = await (await lives.ticket()).reaches('contacted');
    await holdFor(life, 48);
    expect(await life.send(aCommand('finish-remote', { sessionId: life.sessionId }))).toEqual({ state: 'REJECTED', code: 'ticket.on-hold' });
    await lives.env.sleep(hours(47));
    expect(lives.intake.escalations(life.ticketId)).toEqual([]);
    await lives.env.sleep(hours(2));
    await life.until(({ flow }) => flow.hold === null);
    expect(lives.intake.escalations(life.ticketId)).toEqual([]);
    await lives.env.sleep(hours(2));
    await eventually(() => lives.intake.escalations(life.ticketId).length === 1);
    await life.does('finish-remote');
  }, 90_000);

  it('gives the confirmation its whole time again after a hold that ended early', async () => {
    const life = await (await lives.ticket()).reaches('result-told');
    await lives.env.sleep(hours(20));
    await holdFor(life, 48);
    await life.does('resume');
    await lives.env.sleep(hours(20));
    expect(life.row.flow).toMatchObject({ reminders: 0, hold: null });
    await lives.env.sleep(hours(5));
    await life.until(({ flow }) => flow.reminders === 1);
  }, 90_000);

  it('stops the search during a hold and starts a new one after it', async () => {
    lives.dispatch.slow();
    const life = await (await lives.ticket()).reaches('reviewed');
    const receivedAt = await inHours(0);
    await life.send(aCommandBy(people.csr, 'hold', { reason: 'customer', expectedEnd: await inHours(3) }, { receivedAt }));
    lives.dispatch.release();
    expect(life.row.flow).toMatchObject({ offer: null, asked: 1 });
    await lives.env.sleep(hours(3) + minutes(1));
    await life.until(({ flow }) => flow.offer !== null);
    expect(life.row.flow.offer?.offerId).toBe(`${life.ticketId}.o1`);
    expect(lives.dispatch.outcomes(life.ticketId).filter((outcome) => outcome === null)).toHaveLength(1);
  }, 90_000);

  it('changes the urgency and the owner in any stage', async () => {
    const life = await (await lives.ticket()).reaches('tried');
    expect(await life.send(aCommand('change-priority', { priority: 'urgent' }))).toMatchObject({ state: 'DONE' });
    expect(await life.send(aCommand('hand-over', { ownerId: 'p_hua' }))).toMatchObject({ state: 'DONE' });
    expect(life.row).toMatchObject({ status: 'tried', priority: 'urgent', ownerId: 'p_hua', epoch: 2 });
    expect(await life.send(aCommand('answer'))).toEqual({ state: 'REJECTED', code: 'ticket.actor-not-allowed' });
    const outdated = aCommandBy(people.hua, 'answer', { outcomeCode: 'explained' }, { epoch: 1 });
    expect(await life.send(outdated)).toEqual({ state: 'REJECTED', code: 'ticket.stale-epoch' });
    expect(await life.send(aCommandBy(people.hua, 'answer', { outcomeCode: 'explained' }, { epoch: 2 }))).toMatchObject({ state: 'DONE' });
  }, 90_000);

  it('abandons the open remote session when the ticket is cancelled', async () => {
    const life = await (await lives.ticket()).reaches('contacted');
    await life.does('cancel');
    await eventually(() => lives.fieldService.sessions.get(life.sessionId) === 'abandoned');
  }, 90_000);

  it('is not ended by a cancel request to its workflow', async () => {
    const life = await (await lives.ticket()).reaches('contacted');
    await lives.client.getHandle(life.workflowId).cancel();
    await life.does('finish-remote');
    await life.does('answer');
    expect(life.row.status).toBe('answered');
  }, 90_000);
});
