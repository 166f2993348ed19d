import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { clocksMovedSignal, packMovedSignal, ticketStateQuery } from '@mendline/contracts/ticket';
import { eventually } from '@mendline/testing';
import { ApplicationFailure } from '@temporalio/common';
import type { Lives } from './support/lives.js';
import { days, minutes, startLives, stopLives } from './support/time-skipping.js';

let lives: Lives;

const targets = [
  { code: 'review', start: 'registered', stop: 'reviewed', seconds: 900, levels: [{ percent: 100, recipientId: 'p_leader' }, { percent: 200, recipientId: 'p_supervisor' }] },
  { code: 'assign', start: 'reviewed', stop: 'assigned', seconds: 1_800, levels: [{ percent: 100, recipientId: 'p_supervisor', raisePriority: 'urgent' }] },
  { code: 'contact', start: 'assigned', stop: 'contacted', seconds: 1_800, levels: [{ percent: 100, recipientId: 'p_supervisor' }] },
] as const;

beforeAll(async () => {
  lives = await startLives({ targets, deadlineSeconds: { 'offer-expiry': 7_200 } });
}, 60_000);

afterEach(() => {
  lives.dispatch.down = false;
  lives.dispatch.candidates = ['p_ming', 'p_hua'];
  lives.intake.down = false;
});

afterAll(() => stopLives(lives));

const raised = (ticketId: string): string[] => lives.intake.escalations(ticketId).map(({ clockId, percent, recipientId }) => `${clockId.split(':')[1]}@${percent} ${recipientId}`);

describe('clocks', () => {
  it('[A6-1] escalate level by level, each once, and soon after they are due', async () => {
    const life = await lives.ticket();
    await lives.env.sleep(minutes(16));
    await eventually(() => raised(life.ticketId).length === 1);
    await lives.env.sleep(days(1));
    expect(raised(life.ticketId)).toEqual(['review@100 p_leader', 'review@200 p_supervisor']);
    for (const { raisedMs, dueMs } of lives.intake.escalations(life.ticketId)) expect(raisedMs - dueMs).toBeLessThan(5_000);
  }, 90_000);

  it('raise nothing for what was done in time', async () => {
    const life = await (await lives.ticket()).reaches('reviewed');
    await life.until(({ flow }) => flow.offer !== null);
    await life.does('accept-offer');
    await life.does('contact');
    await lives.env.sleep(days(1));
    expect(raised(life.ticketId)).toEqual([]);
  }, 90_000);

  it('do not wait for a dispatch that is down, nor for a command that waits for it', async () => {
    const life = await (await lives.ticket()).reaches('reviewed');
    await life.until(({ flow }) => flow.offer !== null);
    lives.dispatch.down = true;
    const accepting = life.does('accept-offer');
    await lives.env.sleep(minutes(31));
    await eventually(() => raised(life.ticketId).length === 1);
    expect(life.row.status).toBe('reviewed');
    lives.dispatch.down = false;
    await lives.env.sleep(minutes(1));
    await accepting;
    expect(life.row.status).toBe('assigned');
    await life.until(({ priority }) => priority === 'urgent');
  }, 90_000);

  it('do what an escalation asks for, once, as a command', async () => {
    lives.dispatch.candidates = [];
    const life = await (await lives.ticket()).reaches('reviewed');
    await lives.env.sleep(minutes(31));
    await life.until(({ priority }) => priority === 'urgent');
    await life.does('link');
    expect(life.recorded.filter((name) => name === 'change-priority')).toHaveLength(1);
    expect(lives.intake.transitions(life.ticketId).find(({ command }) => command.name === 'change-priority')?.command.actor.kind).toBe('system');
  }, 90_000);

  it('are late but complete and in order when intake could not be asked for a while', async () => {
    const life = await lives.ticket();
    await lives.env.sleep(minutes(1));
    lives.intake.down = true;
    const calls = lives.intake.calls.length;
    const passing = lives.env.sleep(minutes(40));
    await eventually(() => lives.intake.calls.length > calls + 3);
    expect(raised(life.ticketId)).toEqual([]);
    lives.intake.down = false;
    await passing;
    await eventually(() => raised(life.ticketId).length === 2);
    expect(raised(life.ticketId)).toEqual(['review@100 p_leader', 'review@200 p_supervisor']);
  }, 40_000);

  it('look at once when they were computed anew outside their life, and go on from there', async () => {
    const life = await lives.ticket();
    const looks = (): number => lives.intake.calls.filter((call) => call === 'evaluateClocks').length;
    const before = looks();
    await lives.client.getHandle(life.workflowId).signal(clocksMovedSignal);
    await eventually(() => looks() > before);
    expect(raised(life.ticketId)).toEqual([]);
    await lives.env.sleep(minutes(16));
    await eventually(() => raised(life.ticketId).length === 1);
  }, 90_000);

  it('and the whole ticket go on by the pack that it follows, when they were told so', async () => {
    const life = await lives.ticket();
    const handle = lives.client.getHandle(life.workflowId);
    const { settings } = lives.intake.row(life.ticketId);
    lives.intake.changeElsewhere(life.ticketId, { settings: { ...settings, maxRounds: 7 } });
    await handle.signal(packMovedSignal);
    await eventually(async () => (await handle.query(ticketStateQuery))?.settings.maxRounds === 7);
    await lives.env.sleep(minutes(16));
    await eventually(() => raised(life.ticketId).length === 1);
  }, 90_000);

  it('survive an evaluation that fails for good', async () => {
    const life = await lives.ticket();
    const clocks = lives.intake.failClocksOnce(life.ticketId, ApplicationFailure.nonRetryable('pack.unknown', 'pack.unknown'));
    await lives.env.sleep(minutes(16));
    await eventually(() => clocks.failed);
    await lives.env.sleep(minutes(2));
    await eventually(() => raised(life.ticketId).length === 1);
  }, 90_000);

  it('go on after their run was lost, and raise nothing twice', async () => {
    const life = await lives.ticket();
    await lives.env.sleep(minutes(16));
    await eventually(() => raised(life.ticketId).length === 1);
    await lives.client.getHandle(life.workflowId).terminate('lost');
    await lives.env.sleep(minutes(60));
    expect(raised(life.ticketId)).toHaveLength(1);
    await life.startWorkflow();
    await eventually(() => raised(life.ticketId).length === 2);
    expect(raised(life.ticketId)).toEqual(['review@100 p_leader', 'review@200 p_supervisor']);
  }, 90_000);
});
