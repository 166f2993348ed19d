import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sideBySide, type RepairScene, type RepairView } from '../src/scene/index.js';
import { RepairRun } from './repair-run.js';
import * as script from './repairs.script.js';

const { northern: northernLife, ...firstTenant } = script;

interface Closed {
  readonly visitId: string;
  readonly outcome: string;
}

describe('whole lives of repairs', () => {
  let run: RepairRun;
  let lives: ReturnType<typeof sideBySide<RepairScene, typeof firstTenant>>;
  let northern: ReturnType<typeof northernLife>;

  beforeAll(async () => {
    run = await RepairRun.open('repairs');
    lives = sideBySide(run.first, firstTenant);
    ({ northern } = sideBySide(run.second, { northern: northernLife }));
    run.checkAfter([...Object.values(lives), northern]);
  });

  afterAll(() => run.witness.close());

  const outcomes = async ({ id }: RepairView): Promise<readonly string[]> => (await run.witness.facts<Closed>(id, 'field-service.visit.closed.v1')).map(({ outcome }) => outcome);

  it('[A3-5] [A9-5] [A9-13] go over the route to the archive, and every clock stops', async () => {
    const { ticket, engineer } = await lives.smooth;
    expect(await run.path(ticket)).toEqual([
      'reviewed', 'assigned', 'contacted', 'tried', 'consented', 'dispatched', 'scheduled', 'arrived', 'solved', 'result-told', 'confirmed', 'return-visited', 'supervisor-reviewed', 'archived',
    ]);
    expect(ticket).toMatchObject({ wait: null, visitCount: 1, entitlement: { covered: true }, currentPlan: { ready: true, approval: false, consent: false } });
    expect(ticket.visits).toEqual([expect.objectContaining({ engineerId: engineer, state: 'CLOSED', outcome: 'DONE', testResult: 'NORMAL', acceptance: { satisfaction: 'satisfied' } })]);
    expect(ticket.clocks.map(({ target }) => target).sort()).toEqual(['arrival', 'contact', 'plan', 'repair', 'return-visit', 'review', 'supervisor-review', 'tell-result']);
    expect(ticket.clocks.filter(({ state }) => ['running', 'paused', 'breached'].includes(state))).toEqual([]);
    await run.expectSound(ticket);
  });

  it('[A7-6] [A7-10] tell the engineer of the visit and of its window', async () => {
    const { engineerTold } = await lives.smooth;
    expect(engineerTold.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['visit-offered', 'visit-window']));
  });

  it('[C9] wait for a supervisor where engineers are only proposed, with candidates and reasons in words', async () => {
    const { proposed, candidates, ticket } = await northern;
    expect(proposed.visitOffers).toEqual([]);
    expect(candidates.length).toBeGreaterThan(1);
    for (const { reasons } of candidates) for (const { words } of reasons) expect(words).toMatch(/\w/);
    expect(ticket.visits[0]?.engineerId).toBe(candidates[0]?.personId);
    expect(await run.path(ticket)).not.toContain('approved');
    await run.expectSound(ticket);
  });

  it('[A8-5] [A8-6] quote again on site what is more than was agreed, and work on only when the customer agrees', async () => {
    const { quoted, early, back, ticket } = await lives.quoteAgreed;
    expect(quoted).toMatchObject({ status: 'approved', wait: 'consent', currentVisit: { onSite: true }, currentPlan: { version: 2, ready: false } });
    expect(early).toBe('plan.not-decided');
    expect(back).toMatchObject({ status: 'arrived', wait: 'visit-work', currentPlan: { version: 2, ready: true } });
    expect(ticket.plans.map(({ version, state }) => [version, state])).toEqual([[1, 'SUPERSEDED'], [2, 'AGREED']]);
    expect(ticket.plans[1]).toMatchObject({ consentGrounds: ['out-of-warranty', 'parts'], quote: { total: 23_730 } });
    expect(ticket.visits).toMatchObject([{ outcome: 'DONE', partsUsed: [{ partNumber: 'FAN-12', quantity: 1 }] }]);
    await run.expectSound(ticket);
  });

  it('[A8-5] [C12] end when the customer declines the quote on site', async () => {
    const { quoted, ticket } = await lives.quoteDeclined;
    expect(quoted.wait).toBe('consent');
    expect((await run.path(ticket)).slice(-2)).toEqual(['closed-quote-declined', 'archived']);
    expect(await outcomes(ticket)).toEqual(['quote-declined']);
    await run.expectSound(ticket);
  });

  it('[A8-5] end when the customer declines the quote beforehand, with a reason', async () => {
    const { withoutReason, ticket } = await lives.quoteRefused;
    expect(withoutReason).toBe('consent.reason-missing');
    expect((await run.path(ticket)).slice(-2)).toEqual(['closed-quote-declined', 'archived']);
    expect(ticket).toMatchObject({ visitCount: 0, visits: [] });
    await run.expectSound(ticket);
  });

  it('[A9-10] [A9-17] wait on hold for a part that was ordered, and go there a second time with it', async () => {
    const { held, resumed, ticket, part } = await lives.secondVisit;
    expect(held).toMatchObject({ wait: 'hold-end', hold: { reason: 'parts' } });
    expect(held.clocks.find(({ target, lap }) => target === 'arrival' && lap === 1)?.state ?? 'none').toMatch(/paused|none/);
    expect(resumed.hold).toBeNull();
    expect(ticket.visits.map(({ outcome }) => outcome)).toEqual(['NEEDS_PARTS', 'DONE']);
    expect(ticket.visits[1]?.partsUsed).toEqual([{ partNumber: part, quantity: 1 }]);
    expect((await run.witness.facts<{ partNumber: string }>(ticket.id, 'field-service.part.ordered.v1')).map(({ partNumber }) => partNumber)).toContain(part);
    await run.expectSound(ticket);
  });

  it('[A6-7] go there again when the customer is absent, with a clock of its own for the second arrival', async () => {
    const { early, ticket } = await lives.customerAbsent;
    expect(early).toBe('visit.not-arrived');
    expect(await outcomes(ticket)).toEqual(['customer-absent', 'done']);
    expect(ticket.clocks.filter(({ target }) => target === 'arrival').map(({ lap }) => lap).sort()).toEqual([0, 1]);
    await run.expectSound(ticket);
  });

  it('[A7-3] [A7-8] ask a neighbouring region when the own engineers decline, and remark it on the ticket', async () => {
    const { first, helped, helper, ticket } = await lives.neighbour;
    const [region] = run.scene.team.regions;
    expect(run.scene.team.byId(first)?.region).toBe(region);
    expect(run.scene.team.byId(helper)?.region).not.toBe(region);
    const accepted = helped.visitOffers.find(({ personId }) => personId === helper);
    expect(accepted?.note).toMatchObject({ region, supportedBy: run.scene.team.byId(helper)?.region, cause: 'saturated', words: expect.stringMatching(/\w/) });
    const made = await run.witness.facts<{ note: { region: string } | null }>(ticket.id, 'dispatch.visit.offer-made.v1');
    expect(made.at(-1)?.note).toMatchObject({ region });
    await run.expectSound(ticket);
  });

  it('[A7-5] [C9] go to a supervisor with an alarm when no engineer takes the visit, who names one', async () => {
    const { queued, ticket } = await lives.nobodyLeft;
    const settled = queued.visitOffers.map(({ state }) => state);
    expect(settled).toContain('EXPIRED');
    expect(settled).toContain('DECLINED');
    expect(queued).toMatchObject({ status: 'consented', wait: 'supervisor-dispatch' });
    expect(await run.path(ticket)).toContain('dispatched');
    await run.expectSound(ticket);
  });

  it('[A8-3] ask a supervisor and then the customer about a core component', async () => {
    const { toApprove, toAgree, supervisorTold, ticket } = await lives.core;
    expect(toApprove).toMatchObject({ status: 'planned', wait: 'plan-approval', currentPlan: { approval: true, consent: true } });
    expect(toApprove.plans[0]?.approvalGrounds).toEqual(['core-component']);
    expect(supervisorTold.map(({ rule }) => rule)).toContain('plan-to-approve');
    expect(toAgree).toMatchObject({ status: 'approved', wait: 'consent' });
    expect(await run.path(ticket)).toEqual(expect.arrayContaining(['planned', 'approved', 'consented', 'dispatched']));
    await run.expectSound(ticket);
  });

  it('[A9-1] [A9-4] take a part of its plan only, each piece with its serial number', async () => {
    const { withoutSerial, beyond, ticket } = await lives.core;
    expect(withoutSerial).toBe('part.serials-missing');
    expect(beyond).toBe('part.beyond-plan');
    expect(ticket.visits[0]?.partsUsed).toEqual([{ partNumber: 'MB-200', quantity: 1 }]);
  });

  it('raise what is due and nothing twice', async () => {
    await run.expectNothingLost();
  });
});
