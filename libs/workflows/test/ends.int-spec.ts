import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aCommand } from '@mendline/testing/ticket';
import type { Life, Lives } from './support/lives.js';
import { hours, startLives, stopLives } from './support/time-skipping.js';

let lives: Lives;

beforeAll(async () => {
  lives = await startLives({ deadlineSeconds: { confirmation: 86_400, archive: 3_600 } });
}, 60_000);

afterAll(() => stopLives(lives));

/** From the owner's hand to the next word of the customer. */
const handled = async (life: Life): Promise<void> => {
  for (const name of ['contact', 'finish-remote', 'answer', 'tell-result'] as const) await life.does(name);
};

describe('ends of a life', () => {
  it.each([
    ['duplicate-of', 'closed-duplicate'],
    ['out-of-scope', 'closed-out-of-scope'],
    ['invalid', 'closed-invalid'],
  ] as const)('review as %s ends it, and the archive follows by itself', async (decision, end) => {
    const life = await lives.ticket();
    const review = aCommand('review', { decision, reasonCode: 'known', duplicateOf: 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ' });
    expect(await life.send(review)).toMatchObject({ state: 'DONE', status: end });
    expect(await life.ended()).toMatchObject({ status: 'archived' });
    expect(life.recorded).toEqual(['review', 'pass-deadline']);
  }, 90_000);

  it('[A10-5] is handled again when the customer rejects, and at the limit ends unconfirmed with a mandatory review [C10]', async () => {
    const life = await lives.ticket({ settings: { maxRounds: 2 } });
    await life.reaches('result-told');
    for (const round of [1, 2]) {
      expect(await life.send(aCommand('reject'))).toMatchObject({ state: 'DONE', status: 'assigned' });
      expect(life.row).toMatchObject({ ownerId: 'p_ming', epoch: 1, flow: { round } });
      await handled(life);
    }
    expect(await life.send(aCommand('reject'))).toMatchObject({ state: 'DONE', status: 'closed-unconfirmed' });
    await lives.env.sleep(hours(48));
    expect(life.row.status).toBe('closed-unconfirmed');
    await life.does('supervisor-review');
    expect(await life.ended()).toMatchObject({ status: 'archived' });
    const sessions = [0, 1, 2].map((round) => lives.fieldService.sessions.get(`${life.ticketId}.r${round}`));
    expect(sessions).toEqual(['solved', 'solved', 'solved']);
  }, 90_000);

  it('reminds a silent customer and ends without an answer, then the return visit follows', async () => {
    const life = await lives.ticket({ settings: { confirmationReminders: 2 } });
    await life.reaches('result-told');
    await lives.env.sleep(hours(25));
    await life.until(({ flow }) => flow.reminders === 1);
    await lives.env.sleep(hours(24));
    await life.until(({ flow }) => flow.reminders === 2);
    await lives.env.sleep(hours(24));
    await life.until(({ status }) => status === 'closed-no-answer');
    await life.does('return-visit');
    expect(life.row.status).toBe('return-visited');
    expect(life.recorded.filter((name) => name === 'pass-deadline')).toHaveLength(3);
  }, 90_000);

  it('takes a confirmation between two reminders', async () => {
    const life = await (await lives.ticket()).reaches('result-told');
    await lives.env.sleep(hours(25));
    await life.until(({ flow }) => flow.reminders === 1);
    await life.does('confirm');
    await lives.env.sleep(hours(72));
    expect(life.row.status).toBe('confirmed');
  }, 90_000);

  it('[A10-11] returns to handling when the return visit finds it not good', async () => {
    const life = await (await lives.ticket()).reaches('confirmed');
    expect(await life.send(aCommand('return-visit', { result: 'ng', reasonCode: 'noise' }))).toMatchObject({ state: 'DONE', status: 'assigned' });
    await handled(life);
    await life.does('confirm');
    expect(life.row).toMatchObject({ status: 'confirmed', flow: { round: 1 } });
  }, 90_000);

  it('lets the return visit be after three calls that reached nobody', async () => {
    const life = await (await lives.ticket({ settings: { returnVisitTries: 3 } })).reaches('confirmed');
    const statuses: string[] = [];
    for (let call = 1; call <= 3; call += 1) {
      await life.send(aCommand('return-visit', { reached: false, result: null }));
      statuses.push(life.row.status);
    }
    expect(statuses).toEqual(['confirmed', 'confirmed', 'return-visited']);
  }, 90_000);

  it('takes nothing any more once archived', async () => {
    const life = await (await lives.ticket()).reaches('archived');
    await life.ended();
    expect(await life.send(aCommand('link'))).toEqual({ state: 'REJECTED', code: 'ticket.archived' });
  }, 90_000);
});
