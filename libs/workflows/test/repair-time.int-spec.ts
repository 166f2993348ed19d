import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aCommand } from '@mendline/testing/ticket';
import type { Lives } from './support/lives.js';
import { leavesNothing, planOf, repairTargets, visitOf } from './support/repairs.js';
import { hours, startLives, stopLives } from './support/time-skipping.js';

/** Each with a server of its own: the hours that pass here pass for every life on a server, with all its offers and reminders. */
let lives: Lives;

beforeEach(async () => {
  lives = await startLives({ targets: repairTargets, deadlineSeconds: { confirmation: 86_400, archive: 30 * 86_400 } });
}, 60_000);

afterEach(() => stopLives(lives));

describe('a repair over hours and days', () => {
  it('[A9-10] a second one follows for a part, with a hold that pauses the clock and ends by itself', async () => {
    const life = await (await lives.repair()).reaches('arrived');
    await life.does('finish-visit', { outcome: 'needs-parts', reasonCode: 'pump' });
    expect(life.row).toMatchObject({ status: 'consented', flow: { visits: 2, visit: { visitId: visitOf(life, 2) } } });
    // The test server hangs when a search is cancelled in the task that brings its answer: https://github.com/temporalio/sdk-java/issues/2391
    await life.asked();
    const now = await lives.env.currentTimeMs();
    const [receivedAt, expectedEnd] = [now, now + hours(72)].map((ms) => new Date(ms).toISOString()) as [string, string];
    expect(await life.send(aCommand('hold', { reason: 'parts', expectedEnd }, { receivedAt, occurredAt: receivedAt }))).toMatchObject({ state: 'DONE' });
    expect(lives.fieldService.reserved(life.ticketId)).toEqual([planOf(life)]);
    await lives.env.sleep(hours(71));
    expect(lives.intake.escalations(life.ticketId)).toEqual([]);
    await lives.env.sleep(hours(1));
    await life.until(({ flow }) => flow.hold === null);
    await life.reaches('arrived');
    await life.does('finish-visit');
    expect([1, 2].map((visit) => lives.fieldService.visits.get(visitOf(life, visit))?.outcome)).toEqual(['needs-parts', 'done']);
    await leavesNothing(lives, life);
  }, 90_000);

  it('reminds a silent customer and ends without an answer', async () => {
    const life = await (await lives.repair({ settings: { confirmationReminders: 1 } })).reaches('result-told');
    await lives.env.sleep(hours(25));
    await life.until(({ flow }) => flow.reminders === 1);
    await lives.env.sleep(hours(24));
    await life.until(({ status }) => status === 'closed-no-answer');
  }, 90_000);

  it('is cancelled by a supervisor’s word alone once the engineer is there: asked for, brought up again, declined, granted', async () => {
    const life = await (await lives.repair()).reaches('arrived');
    expect(await life.send(aCommand('cancel'))).toMatchObject({ state: 'DONE', status: 'arrived' });
    expect(await life.send(life.fitting('finish-visit'))).toEqual({ state: 'REJECTED', code: 'ticket.cancel-requested' });
    await lives.env.sleep(hours(2.5));
    await life.until(({ flow }) => flow.cancelRequest?.passed === 2);
    await life.does('settle-cancel', { decision: 'decline', reasonCode: 'nearly-done' });
    await life.does('cancel');
    expect(await life.send(aCommand('settle-cancel', { decision: 'grant' }))).toMatchObject({ state: 'DONE', status: 'cancelled' });
    await leavesNothing(lives, life);
  }, 90_000);
});
