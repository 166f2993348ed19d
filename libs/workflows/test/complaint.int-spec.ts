import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitOf } from '@mendline/contracts/ticket';
import { eventually } from '@mendline/testing';
import { awaited } from './support/fitting.js';
import type { Life, Lives } from './support/lives.js';
import { hours, startLives, stopLives } from './support/time-skipping.js';

const targets = [
  { code: 'resolve', start: 'registered', stop: 'result-told', seconds: 3 * 86_400, pauseOn: ['linked-ticket'], levels: [{ percent: 100, recipientId: 'p_manager' }] },
  { code: 'containment', start: 'reported', stop: 'contained', seconds: 2 * 86_400, levels: [{ percent: 100, recipientId: 'p_gm' }] },
] as const;

let lives: Lives;

beforeAll(async () => {
  lives = await startLives({ targets });
}, 90_000);

afterAll(() => stopLives(lives));

const waitsFor = (life: Life): string | null => waitOf(life.row.status, life.row.flow, life.row.settings.route);
const escalated = (life: Life): string[] => lives.intake.escalations(life.ticketId).map(({ clockId, recipientId }) => `${clockId.split(':').at(-2)} to ${recipientId}`);

describe('a service complaint', () => {
  it('[A3-13] is called about, waits for the needed service, is looked into, handled and answered', async () => {
    const life = await (await lives.complaint()).reaches('contacted');
    await life.does('link', { relation: 'waits-for', ticketId: awaited });
    await life.does('give-opinion');
    expect(waitsFor(life)).toBe('linked-ticket');
    expect(await life.send(life.fitting('investigate'))).toEqual({ state: 'REJECTED', code: 'ticket.linked-comes-first' });
    await lives.env.sleep(hours(100));
    expect(escalated(life)).toEqual([]);
    await life.does('linked-ended', { ticketId: awaited });
    await life.reaches('archived');
    await life.ended();
    expect(life.recorded).toEqual([
      'review', 'propose-owner', 'accept-offer', 'contact', 'link', 'give-opinion', 'linked-ended', 'investigate', 'handle-complaint', 'tell-result', 'confirm', 'return-visit', 'supervisor-review',
      'archive',
    ]);
    expect(escalated(life)).toEqual([]);
  }, 90_000);

  it('[A3-13] is offered to nobody whom it is about', async () => {
    const life = await lives.complaint('complaint-service', { flow: { accused: ['p_ming'] } });
    await life.does('review');
    await life.until(({ flow }) => flow.offer?.personId === 'p_hua');
    const other = await lives.complaint('complaint-service', { flow: { accused: ['p_ming', 'p_hua'] } });
    await other.does('review');
    await other.until(({ flow }) => flow.queue === 'supervisor');
    expect(await other.send(other.fitting('assign', { ownerId: 'p_ming' }))).toEqual({ state: 'REJECTED', code: 'complaint.about-owner' });
    await other.does('assign', { ownerId: 'p_lei' });
  }, 90_000);

  it('goes on waiting in a run that begins anew', async () => {
    const life = await (await lives.complaint()).reaches('opinion-given');
    const runId = async (): Promise<string> => (await lives.client.getHandle(life.workflowId).describe()).runId;
    const first = await runId();
    await life.does('link', { relation: 'waits-for', ticketId: awaited });
    await eventually(async () => (await runId()) !== first);
    expect(await life.send(life.fitting('investigate'))).toEqual({ state: 'REJECTED', code: 'ticket.linked-comes-first' });
    await life.does('linked-ended', { ticketId: awaited });
    await life.does('investigate');
  }, 90_000);
});

describe('a quality complaint', () => {
  it("[A3-14, A6-16] gives the general manager's part a clock of its own, and is answered within the whole", async () => {
    const life = await (await lives.complaint('complaint-quality')).reaches('reported');
    await lives.env.sleep(hours(49));
    await eventually(() => escalated(life), (seen) => seen.includes('containment to p_gm'));
    await lives.env.sleep(hours(24));
    await eventually(() => escalated(life), (seen) => seen.includes('resolve to p_manager'));
    await life.does('contain', { inProcess: 'blocked', inStock: 'corrected', responsibleIds: ['p_lei'] });
    expect(life.row).toMatchObject({ status: 'contained', flow: { accused: ['p_lei'] } });
    await life.reaches('confirmed');
  }, 90_000);
});

describe('a return visit', () => {
  it('[A10-15] that finds the service bad leads to a complaint, once, also when intake was away for a while', async () => {
    const life = await (await lives.ticket()).reaches('confirmed');
    const complaints = lives.intake.complaints.size;
    lives.intake.failOpenings = 2;
    await life.does('return-visit', { result: 'ng', reasonCode: 'attitude', complaint: 'complaint-service' });
    expect(life.row.status).toBe('return-visited');
    await eventually(() => lives.intake.complaints.size === complaints + 1);
    expect([...lives.intake.complaints.values()].at(-1)).toEqual({ ticketId: life.ticketId, kind: 'complaint-service' });
    expect(lives.intake.failOpenings).toBe(0);
    await life.reaches('archived');
    await life.ended();
    expect(lives.intake.complaints.size).toBe(complaints + 1);
  }, 90_000);
});
