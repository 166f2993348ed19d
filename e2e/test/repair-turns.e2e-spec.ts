import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sideBySide, type RepairScene, type RepairView } from '../src/scene/index.js';
import * as complaints from './complaints.script.js';
import { devices } from './devices.script.js';
import { RepairRun } from './repair-run.js';
import * as script from './repair-turns.script.js';

const { bulk: bulkLife, ...turns } = script;
const firstTenant = { ...turns, ...complaints, devices };

describe('turns of repairs, and complaints beside them', () => {
  let run: RepairRun;
  let lives: ReturnType<typeof sideBySide<RepairScene, typeof firstTenant>>;
  let bulk: ReturnType<typeof bulkLife>;

  beforeAll(async () => {
    run = await RepairRun.open('turns');
    lives = sideBySide(run.first, firstTenant);
    ({ bulk } = sideBySide(run.second, { bulk: bulkLife }));
    run.checkAfter([...Object.values(lives), bulk]);
  });

  afterAll(() => run.witness.close());

  it('[A10-5] [A10-6] go back to the same owner when rejected, for another plan and another visit, until the customer is satisfied', async () => {
    const { again, owner, ticket } = await lives.reworked;
    expect(again).toMatchObject({ status: 'assigned', wait: 'contact', round: 1, ownerId: owner, currentPlan: null });
    expect(ticket).toMatchObject({ round: 1, status: 'archived' });
    expect(ticket.visits.map(({ outcome }) => outcome)).toEqual(['DONE', 'DONE']);
    expect(ticket.clocks.filter(({ target }) => target === 'repair').map(({ round }) => round).sort()).toEqual([0, 1]);
    await run.expectSound(ticket);
  });

  it('[C10] [A10-14] end at the limit of rework with a review that nobody leaves out', async () => {
    const { reached, ticket } = await lives.limit;
    expect(reached).toMatchObject({ status: 'closed-unconfirmed', wait: 'supervisor-review', round: 1 });
    expect((await run.path(ticket)).slice(-3)).toEqual(['closed-unconfirmed', 'supervisor-reviewed', 'archived']);
    await run.expectSound(ticket);
  });

  it('[A10-7] remind a silent customer, then end without an answer, and still visit', async () => {
    const { ended, ticket } = await lives.silent;
    expect(ended.wait).toBe('return-visit');
    expect((await run.transitions(ticket)).filter(({ command }) => command === 'pass-deadline').length).toBeGreaterThanOrEqual(3);
    expect((await run.path(ticket)).slice(-4)).toEqual(['closed-no-answer', 'return-visited', 'supervisor-reviewed', 'archived']);
    await run.expectSound(ticket);
  });

  it('[A7-11] [A7-12] give window, parts and visit back when they are cancelled with an engineer on the way', async () => {
    const ticket = await lives.cancelled;
    expect((await run.path(ticket)).slice(-2)).toEqual(['cancelled', 'archived']);
    const count = async (type: string): Promise<number> => (await run.witness.facts(ticket.id, type)).length;
    expect(await count('dispatch.visit.window-booked.v1')).toBe(1);
    expect(await count('dispatch.visit.window-released.v1')).toBe(1);
    expect(await count('field-service.part.reserved.v1')).toBe(1);
    expect(await count('field-service.part.released.v1')).toBe(1);
    expect(ticket.visits.map(({ state }) => state)).toEqual(['ABANDONED']);
    await run.expectSound(ticket);
  });

  it('are cancelled by a supervisor only once an engineer was there: whoever else does asks for it, once', async () => {
    const { again, ticket } = await lives.begun;
    expect(again).toBe('cancellation.requested');
    expect((await run.transitions(ticket)).map(({ command }) => command)).toEqual(expect.arrayContaining(['cancel', 'settle-cancel']));
    expect((await run.path(ticket)).at(-2)).toBe('cancelled');
    await run.expectSound(ticket);
  });

  it('[A7-1] [A7-12] tell engineer and supervisor of a new address in another region, whose engineer goes there instead', async () => {
    const { first, second, told, supervisorTold, arranged, ticket } = await lives.relocated;
    expect(told.map(({ rule }) => rule)).toContain('visit-elsewhere');
    expect(supervisorTold.map(({ rule }) => rule)).toContain('visit-elsewhere');
    expect(second.region).toBe(ticket.region);
    expect(second.personId).not.toBe(first.personId);
    expect(arranged).toMatchObject({ wait: 'visit-window', currentVisit: { engineerId: second.personId, from: null } });
    expect(ticket.visits).toMatchObject([{ engineerId: second.personId, outcome: 'DONE' }]);
    const booked = await run.witness.facts<{ engineerId: string }>(ticket.id, 'dispatch.visit.window-booked.v1');
    expect(booked.map(({ engineerId }) => engineerId)).toEqual([first.personId, second.personId]);
    await run.expectSound(ticket);
  });

  it('[A8-3] make another plan when the supervisor declines one, with a reason', async () => {
    const { withoutReason, declined, outdated, ticket } = await lives.planDeclined;
    expect(withoutReason).toBe('plan.reason-missing');
    expect(declined).toMatchObject({ status: 'tried', wait: 'plan' });
    expect(declined.plans).toMatchObject([{ version: 1, state: 'DECLINED' }]);
    expect(outdated).toMatch(/^(ticket\.command-not-allowed|plan\.not-current)$/);
    expect(ticket.clocks.map(({ target }) => target)).toEqual(expect.arrayContaining(['plan', 'approve-plan', 'next-plan']));
    await run.expectSound(ticket);
  });

  it('[A2-16] [A2-17] tell the technical team and the owner of an urgent one at once, with shorter clocks', async () => {
    const { registered, teamTold, ownerTold, ticket } = await lives.urgent;
    expect(teamTold).toEqual([expect.objectContaining({ rule: 'urgent-request', number: registered.number })]);
    expect(ownerTold.map(({ rule }) => rule)).toContain('urgent-owner');
    expect(ticket).toMatchObject({ urgent: true, priority: 'urgent' });
    await run.expectSound(ticket);
  });

  it('[C12] [A8-4] take the click of the customer alone, and another plan when he wants one', async () => {
    const { byStaff, ticket } = await lives.clicked;
    expect(byStaff).toBe('consent.evidence-not-own');
    expect(ticket.plans.map(({ state }) => state)).toEqual(['REFUSED', 'AGREED']);
    await run.expectSound(ticket);
  });

  it('[A7-12] go to another owner in bulk with a new epoch each, and their clocks go on', async () => {
    const { before, after, results, formerOwner, from, to, ended } = await bulk;
    expect([...results].map(({ state }) => state)).toEqual(['DONE', 'DONE', 'DONE']);
    expect(results.map(({ ticketId }) => ticketId).sort()).toEqual(before.map(({ id }) => id).sort());
    for (const [n, ticket] of after.entries()) {
      expect(before[n]).toMatchObject({ ownerId: from });
      expect(ticket).toMatchObject({ ownerId: to, status: 'assigned', epoch: (before[n]?.epoch ?? 0) + 1 });
      const dueOf = (seen: RepairView | undefined): unknown => seen?.clocks.find(({ target }) => target === 'contact')?.dueAt;
      if (before[n]?.priority === ticket.priority) expect(dueOf(ticket)).toBe(dueOf(before[n]));
    }
    // Who was of the ticket's region still sees it, and who helped from another one does not; neither may act.
    expect(['ticket.actor-not-allowed', 'ticket.unknown']).toContain(formerOwner);
    for (const ticket of ended) await run.expectSound(ticket);
  });

  it('[A10-13] [C19] are found by quality analysis when the same machine comes again with the same fault', async () => {
    const { first, second, found, ticket } = await lives.repeated;
    expect(found).toEqual([{ ticketId: second.id, previousTicketId: first.id, days: expect.any(Number) }]);
    expect(found[0]?.days).toBeLessThan(1);
    await run.expectSound(ticket);
  });

  it('[A3-13] are complained about: the repair comes first, meanwhile the clock of the answer stands still, and then the complaint is looked into', async () => {
    const { about, early, waiting, goingOn, linked, repaired, ticket } = await lives.service;
    const answerOf = ({ clocks }: RepairView): string | undefined => clocks.find(({ target }) => target === 'resolve')?.state;
    expect(waiting).toMatchObject({ status: 'opinion-given', wait: 'linked-ticket' });
    expect(early).toBe('ticket.linked-comes-first');
    expect(linked.links.map(({ relation, ticketId }) => `${relation} ${ticketId}`).sort()).toEqual([`caused-by ${about.id}`, `waits-for ${about.id}`]);
    expect([answerOf(waiting), answerOf(goingOn)].map((state) => state === 'paused')).toEqual([true, false]);
    expect(repaired.status).toBe('archived');
    expect(await run.path(ticket)).toEqual([
      'reviewed', 'assigned', 'contacted', 'opinion-given', 'investigated', 'handled', 'result-told', 'confirmed', 'return-visited', 'supervisor-reviewed', 'archived',
    ]);
    for (const sound of [ticket, repaired]) await run.expectSound(sound);
  });

  it('[A3-5] [A3-13] [A7-4] are complained about to another supervisor: who is meant neither acts nor gets it', async () => {
    const { accused, owner, byAccused, toAccused, ticket } = await lives.service;
    expect(owner.roles).toContain('supervisor');
    expect(owner.personId).not.toBe(accused.personId);
    expect([byAccused, toAccused]).toEqual(['ticket.unknown', 'complaint.about-owner']);
    expect((await run.witness.facts<{ step: string; responsibleIds: string[] }>(ticket.id, 'intake.ticket.complaint-handled.v1')).map(({ step }) => step)).toEqual(['registered', 'give-opinion', 'investigate', 'handle-complaint']);
  });

  it("[A3-14] [A6-16] are complained about for their quality: the general manager's part is his alone, by his own clock", async () => {
    const { managerTold, ownerTold, byManager, reported, ticket } = await lives.quality;
    expect(reported).toMatchObject({ status: 'reported', wait: 'containment' });
    expect(reported.clocks.map(({ target }) => target)).toEqual(expect.arrayContaining(['containment', 'resolve']));
    expect(byManager).toBe('ticket.actor-not-allowed');
    expect(managerTold.map(({ rule }) => rule)).toContain('facts-reported');
    expect(ownerTold.map(({ rule }) => rule)).toContain('contained');
    expect(await run.path(ticket)).toEqual(expect.arrayContaining(['reported', 'contained', 'result-told', 'archived']));
    await run.expectSound(ticket);
  });

  it('are one request for several devices: a ticket for each, one visit of one engineer for both, one word of the customer', async () => {
    const { request, engineer, early, confirmed, tickets, window } = await lives.devices;
    expect(early).toBe('request.not-all-told');
    expect(confirmed).toMatchObject(request.tickets.map(({ id }) => ({ ticketId: id, code: null })));
    expect(new Set([request.number, ...tickets.map(({ number }) => number)]).size).toBe(3);
    for (const ticket of tickets) {
      expect(ticket.visits).toMatchObject([{ engineerId: engineer.personId, outcome: 'DONE' }]);
      expect(await run.witness.facts(ticket.id, 'dispatch.visit.window-booked.v1')).toMatchObject([{ engineerId: engineer.personId, ...window }]);
      await run.expectSound(ticket);
    }
  });

  it('raise what is due and nothing twice', async () => {
    await run.expectNothingLost();
  });
});
