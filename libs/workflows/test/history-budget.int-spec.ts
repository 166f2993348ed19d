import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CommandName } from '@mendline/contracts/ticket';
import { eventually } from '@mendline/testing';
import { aCommand, people } from '@mendline/testing/ticket';
import { aFitting } from './support/fitting.js';
import type { Life, Lives } from './support/lives.js';
import { startLivesOnServer } from './support/real-server.js';
import { stopLives } from './support/time-skipping.js';

/** Events that one command may cost: docs/architecture.md, "Temporal". */
const onlyIntake = 9;
const withAnotherOwner = 16;
/** What a further part or owed step of another owner may cost beside the first. */
const furtherStep = 6;

const targets = [
  { code: 'review', start: 'registered', stop: 'reviewed', seconds: 900, levels: [{ percent: 100, recipientId: 'p_leader' }] },
  { code: 'assign', start: 'reviewed', stop: 'assigned', seconds: 1_800, levels: [{ percent: 100, recipientId: 'p_supervisor' }] },
  { code: 'contact', start: 'assigned', stop: 'contacted', seconds: 1_200, levels: [{ percent: 100, recipientId: 'p_supervisor' }] },
  { code: 'answer', start: 'contacted', stop: 'answered', seconds: 3_000, levels: [{ percent: 100, recipientId: 'p_supervisor' }] },
  { code: 'done', start: 'registered', stop: 'archived', seconds: 86_400, levels: [{ percent: 100, recipientId: 'p_supervisor' }] },
] as const;

let lives: Lives;

beforeAll(async () => {
  lives = await startLivesOnServer({ targets });
}, 90_000);

afterAll(() => stopLives(lives));

const events = async (life: Life): Promise<number> => (await lives.client.getHandle(life.workflowId).describe()).historyLength;

const costOf = async (life: Life, give: () => Promise<unknown>): Promise<number> => {
  const before = await events(life);
  await give();
  return (await events(life)) - before;
};

/** Waits until a life has written nothing for a while: owed steps are paid beside the commands. */
const settled = (life: Life): Promise<boolean> =>
  eventually(async () => {
    const before = await events(life);
    await new Promise((resolve) => setTimeout(resolve, 150));
    return (await events(life)) === before;
  });

const otherOwners: CommandName[] = ['accept-offer', 'contact', 'finish-remote'];

describe('history budget', () => {
  it('is kept by every command of a whole life', async () => {
    const life = await lives.ticket();
    await life.until(() => lives.intake.calls.includes('loadTicket'));
    const costs: Record<string, number> = {};
    const give = async (name: CommandName): Promise<void> => {
      await settled(life);
      costs[name] = await costOf(life, () => life.does(name));
    };
    await life.does('review');
    await life.until(({ flow }) => flow.offer !== null);
    for (const name of ['accept-offer', 'link', 'change-priority', 'contact'] as const) await give(name);
    const soon = { receivedAt: new Date().toISOString(), expectedEnd: new Date(Date.now() + 3_600_000).toISOString() };
    costs['hold'] = await costOf(life, () => life.send(aCommand('hold', { expectedEnd: soon.expectedEnd }, { receivedAt: soon.receivedAt })));
    for (const name of ['resume', 'finish-remote', 'answer', 'tell-result', 'reject'] as const) await give(name);
    for (const name of ['contact', 'finish-remote', 'answer', 'tell-result', 'confirm', 'return-visit', 'supervisor-review'] as const) await give(name);
    const over = Object.entries(costs).filter(([name, cost]) => cost > (otherOwners.includes(name as CommandName) ? withAnotherOwner : onlyIntake));
    expect(over).toEqual([]);
    expect(Math.min(...Object.values(costs))).toBeGreaterThanOrEqual(5);
  }, 60_000);

  it('is kept by every command of a repair, by its parts and owed steps', async () => {
    const over: unknown[] = [];
    const give = async (life: Life, name: CommandName, steps: number, data: object = {}): Promise<void> => {
      await settled(life);
      const cost = await costOf(life, async () => {
        await life.does(name, data);
        await settled(life);
      });
      if (cost > withAnotherOwner + furtherStep * (steps - 1)) over.push({ name, steps, cost });
    };
    const life = await (await lives.repair()).reaches('tried');
    await give(life, 'plan', 1, { approval: true, consent: true });
    await give(life, 'approve-plan', 1);
    await life.does('consent');
    await life.asked();
    await give(life, 'accept-visit', 2);
    await give(life, 'agree-window', 2);
    for (const name of ['depart', 'call-ahead'] as const) await give(life, name, 1);
    await give(life, 'assign-engineer', 2);
    await give(life, 'agree-window', 2);
    await give(life, 'arrive', 1);
    await give(life, 'plan', 2, { approval: true });
    await give(life, 'approve-plan', 2);
    await give(life, 'finish-visit', 3);
    await give(await (await lives.repair()).reaches('scheduled'), 'cancel', 3);
    expect(over).toEqual([]);
  }, 60_000);

  it('is kept by the last word on a plan and the search for an engineer together', async () => {
    const life = await (await lives.repair()).reaches('approved');
    await settled(life);
    const cost = await costOf(life, async () => {
      await life.does('consent');
      await life.asked();
      await settled(life);
    });
    expect(cost).toBeLessThanOrEqual(withAnotherOwner + furtherStep + withAnotherOwner);
  }, 60_000);

  it('is kept by review and search together', async () => {
    const life = await lives.ticket();
    const cost = await costOf(life, async () => {
      await life.does('review');
      await life.until(({ flow }) => flow.offer !== null);
      await life.does('link');
    });
    expect(cost).toBeLessThanOrEqual(onlyIntake + withAnotherOwner + onlyIntake);
  }, 60_000);

  it('is not touched by a first delivery that is refused', async () => {
    const life = await (await lives.ticket()).reaches('assigned');
    const refused = [aCommand('confirm', {}, { first: true }), aCommand('contact', {}, { first: true, actor: people.hua }), { ...aFitting('contact', life.row), first: true, epoch: 99 }];
    const cost = await costOf(life, async () => {
      for (const command of refused) expect(await life.send(command)).toMatchObject({ state: 'REJECTED' });
    });
    expect(cost).toBe(0);
  }, 60_000);
});
