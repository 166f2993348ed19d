import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Lives } from './support/lives.js';
import { startLives, stopLives } from './support/time-skipping.js';

let lives: Lives;

beforeAll(async () => {
  lives = await startLives();
}, 60_000);

afterAll(() => stopLives(lives));

describe('a smooth life', () => {
  it('goes from registration to the archive', async () => {
    const life = await lives.ticket();
    await life.reaches('supervisor-reviewed');
    expect(life.row.flow.deadline).toMatchObject({ kind: 'archive' });
    expect(await life.ended()).toMatchObject({ status: 'archived', ownerId: 'p_ming', epoch: 1 });
    expect(life.recorded).toEqual([
      'review', 'propose-owner', 'accept-offer', 'contact', 'finish-remote', 'answer', 'tell-result', 'confirm', 'return-visit', 'supervisor-review', 'pass-deadline',
    ]);
    expect(lives.dispatch.outcomes(life.ticketId)).toEqual(['accepted']);
    expect(lives.fieldService.sessions.get(life.sessionId)).toBe('solved');
  }, 90_000);

  it('leaves out what the route leaves out', async () => {
    const life = await lives.ticket({ settings: { route: ['registered', 'assigned', 'result-told', 'confirmed', 'archived'] } });
    await life.until(({ flow }) => flow.offer !== null);
    for (const name of ['accept-offer', 'tell-result', 'confirm', 'archive'] as const) await life.does(name);
    await life.ended();
    expect(life.recorded).toEqual(['propose-owner', 'accept-offer', 'tell-result', 'confirm', 'archive']);
  }, 90_000);

  it('[A5-2] answers the contact when the remote session is there to be used', async () => {
    const life = await (await lives.ticket()).reaches('contacted');
    expect(lives.fieldService.sessions.get(life.sessionId)).toBe('open');
  }, 90_000);
});
