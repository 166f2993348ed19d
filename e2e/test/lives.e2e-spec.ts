import { beforeAll, describe, expect, it } from '@jest/globals';
import { pathOf, Scene, type TicketView } from '../src/scene/index.js';
import * as script from './lives.script.js';

const route = ['reviewed', 'assigned', 'contacted', 'tried', 'answered', 'result-told', 'confirmed', 'return-visited', 'supervisor-reviewed', 'archived'];

/** All lives at once: each test awaits its own. */
const start = (scene: Scene) => {
  const lives = {
    smooth: script.smooth(scene), northern: script.northern(scene), declined: script.declined(scene), expired: script.expired(scene), nobodyLeft: script.nobodyLeft(scene),
    exits: script.exits(scene), unconfirmed: script.unconfirmed(scene), silent: script.silent(scene), held: script.held(scene), cancelled: script.cancelled(scene),
    interrupted: script.interrupted(scene), progress: script.progress(scene), lateReview: script.lateReview(scene), remoteHelp: script.remoteHelp(scene), dissatisfied: script.dissatisfied(scene),
  };
  for (const life of Object.values(lives)) life.catch(() => undefined);
  return lives;
};

const dateIn = (zone: string, at = new Date()): string => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(at).replaceAll('-', '');

const commandsOf = ({ timeline }: TicketView): (string | null)[] => timeline.edges.map(({ node }) => node.command);

describe('whole lives of consultations', () => {
  let scene: Scene;
  let lives: ReturnType<typeof start>;

  beforeAll(async () => {
    scene = await Scene.open('lives');
    lives = start(scene);
  });

  it('[A6-13] go over the whole route, in order, to the archive, and every clock stops', async () => {
    const { ticket } = await lives.smooth;
    expect(pathOf(ticket)).toEqual(route);
    expect(ticket).toMatchObject({ wait: null, outcomeCode: 'guided', round: 0 });
    expect(ticket.clocks.map(({ target }) => target).sort()).toEqual(['answer', 'contact', 'return-visit', 'review', 'supervisor-review', 'tell-result']);
    expect(ticket.clocks.filter(({ state }) => ['running', 'paused', 'breached'].includes(state))).toEqual([]);
  });

  it('[A2-14] [C1] number the first tenant by day and serial', async () => {
    const { registered, ticket } = await lives.smooth;
    const today = dateIn('Asia/Shanghai');
    expect(registered.number).toBe(ticket.number);
    expect(registered.number).toMatch(/^\d{8}\d{3,}$/);
    expect([today, dateIn('Asia/Shanghai', new Date(Date.now() - 600_000))]).toContain(registered.number.slice(0, 8));
  });

  it('[A2-15] [C1] number the second tenant by month, with a dash', async () => {
    const { number } = await lives.northern;
    expect(number).toMatch(/^\d{6}-\d{3,}$/);
    expect([dateIn('Europe/Oslo').slice(0, 6), dateIn('Europe/Oslo', new Date(Date.now() - 600_000)).slice(0, 6)]).toContain(number.slice(0, 6));
  });

  it('[A7-6] tell the owner of the assignment', async () => {
    const { notices, registered } = await lives.smooth;
    expect(notices.filter(({ rule }) => rule === 'assigned')).toEqual([expect.objectContaining({ number: registered.number, text: expect.stringContaining(registered.number) })]);
  });

  it('[A2-13] [A7-9] show the customer the progress by number, and nobody else', async () => {
    const { status, seenByAnother, accepted, number } = await lives.progress;
    expect(status).toBe('reviewed');
    expect(seenByAnother).toBe('ticket.unknown');
    expect(accepted).toEqual([expect.objectContaining({ rule: 'received', number })]);
  });

  it('[A7-8] ask the next one when an offer is declined, never the same again', async () => {
    const { first, second, ticket } = await lives.declined;
    expect(second).not.toBe(first);
    expect(ticket.offers.find(({ personId }) => personId === first)?.state).toBe('DECLINED');
  });

  it('[A7-8] ask the next one when an offer lapses', async () => {
    const { first, ticket } = await lives.expired;
    expect(ticket.offers.find(({ personId }) => personId === first)?.state).toBe('EXPIRED');
    expect(commandsOf(ticket)).toContain('pass-deadline');
  });

  it('[A7-2] [A7-3] ask only who knows the fault, neighbours with a remark, then leave it to a supervisor, who assigns it', async () => {
    const { queued, assigned, chosen } = await lives.nobodyLeft;
    const able = scene.team.withRole('specialist').filter((_, n) => n % 2 === 0).map(({ personId }) => personId);
    const asked = queued.offers.map(({ personId }) => personId);
    expect([...asked].sort()).toEqual([...able].sort());
    const neighbours = queued.offers.filter(({ personId }) => scene.team.byId(personId)?.region !== scene.team.regions[0]);
    expect(neighbours.length).toBeGreaterThan(0);
    for (const { reasons } of neighbours) expect(reasons.map(({ code }) => code.split(':')[0])).toContain('neighbour-region');
    expect(queued).toMatchObject({ status: 'reviewed', wait: 'supervisor-assignment' });
    expect(assigned).toMatchObject({ status: 'assigned', ownerId: chosen });
  });

  it('[A3-12] leave at the review as duplicate, out of scope or invalid, each with its reason, and the customer is told', async () => {
    const { duplicate, original, outOfScope, invalid, told } = await lives.exits;
    expect(pathOf(duplicate)).toEqual(['closed-duplicate', 'archived']);
    expect(duplicate.links).toContainEqual({ relation: 'duplicate-of', ticketId: original });
    expect(pathOf(outOfScope)).toEqual(['closed-out-of-scope', 'archived']);
    expect(pathOf(invalid)).toEqual(['closed-invalid', 'archived']);
    expect(told.map(({ rule }) => rule).sort()).toEqual(['ended', 'received']);
  });

  it('[A10-5] [A10-14] [C10] go back to the same owner when rejected, and at the limit to a mandatory review', async () => {
    const { reworked, limit, end, owner } = await lives.unconfirmed;
    expect(reworked).toMatchObject({ status: 'assigned', round: 1, ownerId: owner });
    expect(limit).toMatchObject({ status: 'closed-unconfirmed', wait: 'supervisor-review' });
    expect(pathOf(end).slice(-3)).toEqual(['closed-unconfirmed', 'supervisor-reviewed', 'archived']);
  });

  it('[A10-7] remind a silent customer, then end without an answer, and still visit', async () => {
    const { ended, end } = await lives.silent;
    expect(commandsOf(ended).filter((command) => command === 'pass-deadline')).toHaveLength(2);
    expect(ended.wait).toBe('return-visit');
    expect(pathOf(end).slice(-4)).toEqual(['closed-no-answer', 'return-visited', 'supervisor-reviewed', 'archived']);
  });

  it('[A9-10] stop on hold with a reason and an end, refuse work meanwhile, and go on by themselves', async () => {
    const { during, refused, after, expectedEnd } = await lives.held;
    expect(during).toMatchObject({ wait: 'hold-end', hold: { reason: 'customer', expectedEnd } });
    expect(during.clocks.find(({ target }) => target === 'contact')?.state).toBe('paused');
    expect(refused).toBe('ticket.on-hold');
    expect(after.wait).toBe('contact');
    expect(commandsOf(after)).not.toContain('resume');
  });

  it('end when they are cancelled', async () => {
    expect(pathOf(await lives.cancelled).slice(-2)).toEqual(['cancelled', 'archived']);
  });

  it('[A7-12] take another priority with earlier clocks, another owner with a new epoch, and links', async () => {
    const { before, urgent, handedOver, formerOwner, linked, other } = await lives.interrupted;
    const dueOf = (ticket: TicketView): number => Date.parse(ticket.clocks.find(({ target }) => target === 'contact')?.dueAt ?? '');
    expect(urgent.priority).toBe('urgent');
    expect(dueOf(urgent)).toBe(dueOf(before) - 10_000);
    expect(handedOver).toMatchObject({ epoch: before.epoch + 1, status: 'assigned' });
    expect(handedOver.ownerId).not.toBe(before.ownerId);
    // Who is of the ticket's region still sees it.
    expect(['ticket.actor-not-allowed', 'ticket.unknown']).toContain(formerOwner);
    expect(linked.links).toContainEqual({ relation: 'relates-to', ticketId: other });
  });

  it('[A6-1] raise a late review once for each level and recipient, with one notice each', async () => {
    const { ticket, told } = await lives.lateReview;
    const raised = ticket.escalations.filter(({ target }) => target === 'review');
    expect(raised.map(({ level }) => level).sort()).toEqual(expect.arrayContaining([1, 2]));
    const keys = raised.map(({ level, recipientId }) => `${level} ${recipientId}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { recipientId, raisedAt, dueAt } of raised) {
      expect(Date.parse(raisedAt)).toBeGreaterThanOrEqual(Date.parse(dueAt));
      const levels = raised.filter((other) => other.recipientId === recipientId).length;
      expect(told.get(recipientId)?.filter(({ rule }) => rule === 'late')).toHaveLength(levels);
    }
    expect(ticket.clocks.find(({ target }) => target === 'review')?.state).toBe('breached-and-stopped');
  });

  it('[A5-2] open a remote session only when the customer is reached, and keep its result', async () => {
    const { early, ticket, answered } = await lives.remoteHelp;
    expect(early).toMatch(/^(remote-session|ticket)\./);
    expect(ticket).toMatchObject({ status: 'tried', remoteSession: { state: 'CLOSED', result: 'SOLVED' } });
    expect(answered).toMatchObject({ status: 'answered', outcomeCode: 'guided' });
  });

  it('[A5-3] [A5-4] offer the list of checks, and keep each step with person, result and time', async () => {
    const { checks, ticket, seenByOthers, owner } = await lives.remoteHelp;
    expect(checks).toEqual(expect.arrayContaining(['power', 'software-settings']));
    const steps = ticket.remoteSession?.steps ?? [];
    expect(steps).toMatchObject([{ check: 'power', result: 'NO_EFFECT', note: null, byId: owner }, { check: 'software-settings', result: 'HELPED', note: 'factory settings', byId: owner }]);
    expect(seenByOthers.remoteSession?.steps.map(({ check, note }) => [check, note])).toEqual([['power', null], ['software-settings', null]]);
    for (const { at } of steps) expect(Date.now() - Date.parse(at)).toBeLessThan(600_000);
  });

  it('[A10-8] take a low satisfaction with its reason only', async () => {
    const { withoutReason, confirmed } = await lives.dissatisfied;
    expect(withoutReason).toBe('satisfaction.reason-missing');
    expect(confirmed).toMatchObject({ status: 'confirmed', satisfaction: 0 });
  });

  it('[A10-11] go back to handling when the return visit is not good', async () => {
    const { visitWithoutReason, again, end } = await lives.dissatisfied;
    expect(visitWithoutReason).toBe('return-visit.reason-missing');
    expect(again).toMatchObject({ status: 'assigned', round: 1 });
    expect(end.satisfaction).toBe(80);
    expect(pathOf(end).at(-1)).toBe('archived');
  });
});
