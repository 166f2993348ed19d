import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@mendline/testing';
import { aCommand, aCommandBy, people } from '@mendline/testing/ticket';
import type { Life, Lives } from './support/lives.js';
import { startLives, stopLives } from './support/time-skipping.js';

let lives: Lives;

beforeAll(async () => {
  lives = await startLives({ deadlineSeconds: { confirmation: 86_400, archive: 3_600 } });
}, 60_000);

afterAll(() => stopLives(lives));

/** From the owner's hand over the customer's word to the review, after which the archive follows by itself. */
const goesOn = async (life: Life): Promise<void> => {
  for (const name of ['contact', 'finish-remote', 'answer', 'tell-result', 'confirm', 'return-visit', 'supervisor-review'] as const) await life.does(name);
};

describe('turns of a life', () => {
  it('[A7-8] waits in the queue of its department, is claimed by the first of two, and goes its way to the archive', async () => {
    const life = await lives.ticket({ settings: { queueFirst: true } });
    await life.does('review');
    expect(life.row.flow.queue).toBe('department');
    expect(await life.send(aCommand('claim', {}, { epoch: 0 }))).toMatchObject({ state: 'DONE', status: 'assigned' });
    expect(await life.send(aCommandBy(people.hua, 'claim', {}, { epoch: 0 }))).toEqual({ state: 'REJECTED', code: 'claim.taken' });
    await goesOn(life);
    expect(await life.ended()).toMatchObject({ status: 'archived', ownerId: 'p_ming', epoch: 1 });
    expect(lives.dispatch.outcomes(life.ticketId)).toEqual([]);
  }, 90_000);

  it('[A3-12] becomes a repair after the remote session, keeps owner and finished stages, and is repaired on site', async () => {
    const life = await (await lives.ticket()).reaches('tried');
    await life.does('change-kind');
    expect(life.row).toMatchObject({ kind: 'repair', status: 'tried', ownerId: 'p_ming', epoch: 1 });
    expect(await life.send(aCommand('answer'))).toEqual({ state: 'REJECTED', code: 'ticket.command-not-allowed' });
    await life.reaches('archived');
    expect(await life.ended()).toMatchObject({ kind: 'repair', status: 'archived', flow: { visits: 1 } });
  }, 90_000);

  it('ends as a duplicate of another, with its remote session given up', async () => {
    const life = await (await lives.ticket()).reaches('contacted');
    const { sessionId } = life;
    await life.does('merge');
    expect(life.row.status).toBe('closed-duplicate');
    await eventually(() => lives.fieldService.sessions.get(sessionId) === 'abandoned');
    expect(await life.ended()).toMatchObject({ status: 'archived' });
  }, 90_000);

  it('[C10] is taken up again before the archive, in a further round with a session of its own, and by nobody after it', async () => {
    const life = await (await lives.ticket()).reaches('return-visited');
    await life.does('reopen');
    expect(life.row).toMatchObject({ status: 'assigned', ownerId: 'p_ming', flow: { round: 1 } });
    await goesOn(life);
    expect(await life.ended()).toMatchObject({ status: 'archived', flow: { round: 1 } });
    expect([0, 1].map((round) => lives.fieldService.sessions.get(`${life.ticketId}.r${round}`))).toEqual(['solved', 'solved']);
    expect(await life.send(aCommand('reopen'))).toEqual({ state: 'REJECTED', code: 'ticket.archived' });
  }, 90_000);
});
