import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { TransitionRecord } from '@mendline/contracts/intake';
import type { CommandAnswer } from '@mendline/contracts/ticket';
import { clocksMovedSignal } from '@mendline/contracts/ticket';
import { eventually } from '@mendline/testing';
import { aCommand, aCommandBy, aTicketId, people } from '@mendline/testing/ticket';
import { ApplicationFailure } from '@temporalio/common';
import { Worker } from '@temporalio/worker';
import { bundleWorkflows } from '../scripts/bundler.js';
import { aFitting } from './support/fitting.js';
import { Life } from './support/lives.js';
import type { Lives } from './support/lives.js';
import { days, startLives, stopLives } from './support/time-skipping.js';

let lives: Lives;

/** Something is due within the week, so that no run is renewed before the ticket waits for its archive. */
const targets = [{ code: 'done', start: 'registered', stop: 'confirmed', seconds: 5 * 86_400, levels: [{ percent: 100, recipientId: 'p_supervisor' }] }] as const;

beforeAll(async () => {
  lives = await startLives({ targets, deadlineSeconds: { confirmation: 86_400, archive: 30 * 86_400 } });
}, 60_000);

afterEach(() => {
  lives.intake.beforeRecording = () => undefined;
});

afterAll(() => stopLives(lives));

const runOf = async (life: Life): Promise<string> => (await lives.client.getHandle(life.workflowId).describe()).runId;

describe('delivery of commands', () => {
  it('gives copies of one command one effect and one answer', async () => {
    const life = await (await lives.ticket()).reaches('tried');
    const command = aFitting('answer', life.row);
    const answers = await Promise.all(Array.from({ length: 20 }, () => life.send(command)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set([JSON.stringify({ state: 'DONE', status: 'answered', seq: life.row.seq })]));
    expect(life.recorded.filter((name) => name === 'answer')).toHaveLength(1);
  }, 90_000);

  it('keeps the answer of a command when its run was lost', async () => {
    const life = await (await lives.ticket()).reaches('tried');
    const answer = aFitting('answer', life.row);
    const link = aCommand('link');
    const before = [await life.send(answer), await life.send(link)];
    await lives.client.getHandle(life.workflowId).terminate('lost');
    expect([await life.send(answer), await life.send(link)]).toEqual(before);
    expect(life.recorded.filter((name) => name === 'answer' || name === 'link')).toHaveLength(2);
    await life.does('tell-result');
  }, 90_000);

  it('keeps the answer of a first delivery whose task was lost after the recording', async () => {
    const life = await (await lives.ticket()).reaches('tried');
    const answer = { ...aFitting('answer', life.row), first: true };
    const before = await life.send(answer);
    await lives.client.getHandle(life.workflowId).terminate('lost');
    expect(await life.send(answer)).toEqual(before);
    expect(life.recorded.filter((name) => name === 'answer')).toHaveLength(1);
  }, 90_000);

  it('loads the row again when somebody else has written it', async () => {
    const life = await (await lives.ticket()).reaches('tried');
    lives.intake.changeElsewhere(life.ticketId, { priority: 'urgent' });
    expect(await life.send(aFitting('answer', life.row))).toMatchObject({ state: 'DONE', status: 'answered' });
    expect(life.row.priority).toBe('urgent');
    lives.intake.changeElsewhere(life.ticketId, { status: 'confirmed' });
    expect(await life.send(aFitting('tell-result', life.row))).toEqual({ state: 'REJECTED', code: 'ticket.command-not-allowed' });
  }, 90_000);

  it('has no part done by memory alone: another owner begins nothing that the row then refuses', async () => {
    const life = await (await lives.ticket()).reaches('contacted');
    const { sessionId } = life;
    const before = lives.fieldService.sessions.get(sessionId);
    lives.intake.changeElsewhere(life.ticketId, { ownerId: people.hua.personId, epoch: 9 });
    expect(await life.send(aCommand('finish-remote', { sessionId }))).toEqual({ state: 'REJECTED', code: 'ticket.actor-not-allowed' });
    expect([before, lives.fieldService.sessions.get(sessionId)]).toEqual(['open', 'open']);
    expect(await life.send(aCommandBy(people.hua, 'finish-remote', { sessionId, result: 'solved' }))).toMatchObject({ state: 'DONE' });
  }, 90_000);

  it('lets nothing that was decided before come between the part of another owner and its recording', async () => {
    const life = await (await lives.ticket()).reaches('contacted');
    const { sessionId } = life;
    const frozen: TransitionRecord[] = [];
    lives.intake.beforeRecording = (record) => {
      frozen.push(record);
      throw ApplicationFailure.nonRetryable('frozen', 'process.frozen');
    };
    expect(await life.send(aCommand('hand-over', { ownerId: people.hua.personId ?? '' }))).toEqual({ state: 'REJECTED', code: 'process.frozen' });
    const late: unknown[] = [];
    lives.intake.beforeRecording = async () => {
      lives.intake.beforeRecording = () => undefined;
      for (const record of frozen) late.push(await lives.intake.recordTransition(record));
    };
    expect(await life.send(aCommand('finish-remote', { sessionId, result: 'solved' }))).toMatchObject({ state: 'DONE', status: 'tried' });
    expect(late).toEqual([expect.objectContaining({ answer: null })]);
    expect([life.row.ownerId, lives.fieldService.sessions.get(sessionId)]).toEqual([people.ming.personId, 'solved']);
  }, 90_000);

  it('decides anew what another pack has overtaken, after a step that only the server grants', async () => {
    const life = await (await lives.ticket()).reaches('tried');
    const timers = async (): Promise<number> => ((await lives.client.getHandle(life.workflowId).fetchHistory()).events ?? []).filter(({ timerStartedEventAttributes: timer }) => timer?.startToFireTimeout?.nanos === 1_000_000).length;
    const before = await timers();
    lives.intake.beforeRecording = () => {
      lives.intake.beforeRecording = () => undefined;
      lives.intake.moveElsewhere(life.ticketId, { maxRounds: 7 });
    };
    expect(await life.send(aFitting('answer', life.row))).toMatchObject({ state: 'DONE', status: 'answered' });
    expect([life.recorded.filter((name) => name === 'answer').length, life.row.fence, await timers()]).toEqual([1, lives.intake.transitions(life.ticketId).at(-1)?.fence, before + 1]);
  }, 90_000);

  it('decides by the row that is fenced off, whatever memory says of its pack', async () => {
    const life = await (await lives.repair()).reaches('arrived');
    lives.intake.moveElsewhere(life.ticketId, { route: life.row.settings.route.filter((milestone) => milestone !== 'consented') });
    await life.does('finish-visit', { outcome: 'needs-parts', reasonCode: 'pump' });
    expect(life.row.status).toBe('approved');
  }, 90_000);

  it('refuses nothing by memory alone: a row that went on without the workflow decides', async () => {
    const life = await (await lives.ticket()).reaches('tried');
    lives.intake.changeElsewhere(life.ticketId, { status: 'answered' });
    expect(await life.send(aFitting('tell-result', life.row))).toMatchObject({ state: 'DONE', status: 'result-told' });
    expect(await life.send(aCommand('archive'))).toEqual({ state: 'REJECTED', code: 'ticket.command-not-allowed' });
  }, 90_000);

  it('refuses a first delivery before anything is written', async () => {
    const life = await (await lives.ticket()).reaches('tried');
    const accepted = async (): Promise<number> => {
      const { events } = await lives.client.getHandle(life.workflowId).fetchHistory();
      return (events ?? []).filter((event) => event.workflowExecutionUpdateAcceptedEventAttributes).length;
    };
    const before = { accepted: await accepted(), calls: lives.intake.calls.length };
    expect(await life.send(aCommand('confirm', {}, { first: true }))).toEqual({ state: 'REJECTED', code: 'ticket.command-not-allowed' });
    expect({ accepted: await accepted(), calls: lives.intake.calls.length }).toEqual(before);
  }, 90_000);

  it('takes a command that arrives while another is being recorded after it', async () => {
    const life = await (await lives.ticket()).reaches('tried');
    let second: Promise<CommandAnswer> | undefined;
    lives.intake.beforeRecording = () => {
      second ??= life.send(aCommand('tell-result'));
    };
    const first = await life.send({ ...aFitting('answer', life.row), first: true });
    lives.intake.beforeRecording = () => undefined;
    const answers = [first, await second];
    expect(answers).toMatchObject([{ state: 'DONE', status: 'answered' }, { state: 'DONE', status: 'result-told' }]);
  }, 90_000);

  it('and its clocks leave a history that replays, though both were due in one task', async () => {
    const life = await (await lives.ticket()).reaches('tried');
    const handle = lives.client.getHandle(life.workflowId);
    // While the answer is recorded, a look at the clocks is asked for and the next command arrives: the next task takes up both.
    let next: Promise<CommandAnswer> | undefined;
    lives.intake.beforeRecording = async () => {
      if (next) return;
      await handle.signal(clocksMovedSignal);
      next = life.send(aCommand('tell-result'));
      await new Promise((resolve) => setTimeout(resolve, 300));
    };
    await life.send(aFitting('answer', life.row));
    lives.intake.beforeRecording = () => undefined;
    expect(await next).toMatchObject({ state: 'DONE', status: 'result-told' });
    await Worker.runReplayHistory({ workflowBundle: { code: await bundleWorkflows('source', { encodeFailures: false }) }, replayName: 'both' }, await handle.fetchHistory());
  }, 90_000);

  it('answers a broken rule that intake finds with its code, and records nothing', async () => {
    const life = await (await lives.ticket()).reaches('tried');
    lives.intake.beforeRecording = () => {
      throw ApplicationFailure.nonRetryable('person.unknown', 'person.unknown');
    };
    expect(await life.send(aCommand('hand-over', { ownerId: 'p_gone' }))).toEqual({ state: 'REJECTED', code: 'person.unknown' });
    lives.intake.beforeRecording = () => undefined;
    await life.does('answer');
  }, 90_000);

  it('answers a ticket that has no row', async () => {
    const life = new Life(lives, aTicketId(), 'huaxin');
    expect(await life.send(aCommand('link'))).toEqual({ state: 'REJECTED', code: 'ticket.unknown' });
    await lives.client.getHandle(life.workflowId).result();
  }, 90_000);

  it('ends a run for an archived row at once', async () => {
    const life = await (await lives.ticket()).reaches('archived');
    await lives.client.getHandle(life.workflowId).result();
    const calls = lives.intake.calls.length;
    await (await life.startWorkflow()).result();
    expect(lives.intake.calls.slice(calls)).toEqual(['loadTicket']);
  }, 90_000);

  it('begins a fresh run before a long wait, and only one', async () => {
    const life = await lives.ticket();
    const first = await runOf(life);
    await life.reaches('supervisor-reviewed');
    await eventually(async () => (await runOf(life)) !== first);
    const second = await runOf(life);
    await lives.env.sleep(days(6));
    expect(await runOf(life)).toBe(second);
    await lives.env.sleep(days(25));
    await life.until(({ status }) => status === 'archived');
  }, 90_000);

  it('answers commands cleanly that race with a fresh run', async () => {
    const life = await lives.ticket();
    await life.reaches('return-visited');
    const review = life.does('supervisor-review');
    const links = Array.from({ length: 8 }, async (_, i) => {
      await new Promise((resolve) => setTimeout(resolve, i * 15));
      return life.send(aCommand('link'));
    });
    await review;
    for (const answer of await Promise.all(links)) expect(answer).toMatchObject({ state: 'DONE' });
    expect(life.recorded.filter((name) => name === 'link')).toHaveLength(8);
  }, 90_000);

  it('answers commands cleanly that race with the archive', async () => {
    const life = await (await lives.ticket()).reaches('supervisor-reviewed');
    const archiving = life.does('archive');
    const links = Array.from({ length: 8 }, async (_, i) => {
      await new Promise((resolve) => setTimeout(resolve, i * 10));
      return life.send(aCommand('link'));
    });
    await archiving;
    const answers = await Promise.all(links);
    const done = answers.filter(({ state }) => state === 'DONE');
    expect(answers.filter(({ state }) => state === 'REJECTED')).toEqual(Array.from({ length: 8 - done.length }, () => ({ state: 'REJECTED', code: 'ticket.archived' })));
    expect(life.recorded.filter((name) => name === 'link')).toHaveLength(done.length);
    expect(life.row.status).toBe('archived');
  }, 90_000);
});
