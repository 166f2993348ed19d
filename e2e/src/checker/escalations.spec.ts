import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readPack } from '@mendline/contracts/policy-pack';
import type { PolicyPack } from '@mendline/contracts/policy-pack';
import { parse } from 'yaml';
import { checkEscalations } from './escalations.check.js';
import { HistoryBuilder, second } from './history.builder.js';
import type { StaffMember } from './recipient.js';
import { readHistory } from './timeline.js';

const id = 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ';
const staff: StaffMember[] = [
  { id: 'boss', roles: ['manager'], region: null, managerId: null },
  { id: 'sup', roles: ['supervisor'], region: null, managerId: 'boss' },
  { id: 'lead', roles: ['csr-leader'], region: null, managerId: 'boss' },
  { id: 'spec', roles: ['specialist'], region: 'east', managerId: 'sup' },
];
const ticket = (): HistoryBuilder => new HistoryBuilder(id);

/* The pack: review 15 s (urgent 10 s) then 30 s; contact 20 s (urgent 10 s) and 150 %; answer 45 s; both from assignment. */
describe('escalations due by the separate calculation', () => {
  let pack: PolicyPack;
  beforeAll(async () => {
    const reading = readPack(parse(await readFile(new URL('../../../data/packs/demo.yaml', import.meta.url), 'utf8')));
    if (!reading.pack) throw new Error(JSON.stringify(reading.problems));
    pack = reading.pack;
  });
  const check = (built: HistoryBuilder, now: number) => checkEscalations(pack, staff, readHistory(id, built.entries), Date.parse(second(now)));

  it('are none for a life in time', () => {
    const built = ticket().registered(0).to('reviewed', 14).to('assigned', 20, { ownerId: 'spec' }).to('contacted', 39).to('tried', 50).to('answered', 64);
    expect(check(built, 65)).toEqual({ due: 0, raised: 0, corrected: 0, problems: [] });
  });

  it('count a stop at the due instant as on time, and one a millisecond later as late', () => {
    expect(check(ticket().registered(0).to('reviewed', 15), 60)).toMatchObject({ due: 0, problems: [] });
    const late = check(ticket().registered(0).to('reviewed', 15.001), 60);
    expect(late.problems).toEqual([`missing: ${id}:review:0 level 1 to sup, due ${second(15)}`]);
  });

  it('go to each recipient of each level that was passed', () => {
    const built = ticket().registered(0).to('reviewed', 31).escalated('review', 1, 'sup', 15).escalated('review', 2, 'boss', 30);
    expect(check(built, 60)).toEqual({ due: 2, raised: 2, corrected: 0, problems: [] });
  });

  it('go to the owner and the owner’s manager', () => {
    const built = ticket().registered(0).to('reviewed', 1).to('assigned', 10, { ownerId: 'spec' })
      .escalated('contact', 1, 'spec', 30).escalated('contact', 1, 'sup', 30).to('contacted', 35);
    expect(check(built, 36)).toEqual({ due: 2, raised: 2, corrected: 0, problems: [] });
  });

  it('stand still in a hold for a reason that the target lists, and not for another', () => {
    const held = (reason: string): HistoryBuilder =>
      ticket().registered(0).to('reviewed', 1).to('assigned', 10, { ownerId: 'spec' })
        .to('assigned', 20, { command: 'hold', reasonCode: reason, wait: 'hold-end' }).to('assigned', 50, { command: 'resume' }).to('contacted', 55);
    expect(check(held('customer'), 56)).toMatchObject({ due: 0, problems: [] });
    expect(check(held('parts'), 56).problems.map((problem) => problem.slice(0, 8))).toEqual(['missing:', 'missing:', 'missing:']);
  });

  it('follow a priority: nobody becomes late before the change', () => {
    const built = ticket().registered(0).to('reviewed', 1).to('assigned', 10, { ownerId: 'spec' }).to('assigned', 22, { command: 'change-priority', priority: 'urgent' })
      .escalated('contact', 1, 'spec', 22).escalated('contact', 1, 'sup', 22).to('contacted', 24, { priority: 'urgent' });
    expect(check(built, 25)).toEqual({ due: 2, raised: 2, corrected: 0, problems: [] });
  });

  it('begin anew in another round and in the supervisor’s queue', () => {
    const built = ticket().registered(0).to('reviewed', 1).to('reviewed', 5, { wait: 'supervisor-assignment' }).escalated('assign', 1, 'sup', 6)
      .to('assigned', 10, { ownerId: 'spec' }).to('contacted', 12).to('tried', 13).to('answered', 14).to('result-told', 15).to('assigned', 20, { round: 1 })
      .escalated('contact', 1, 'spec', 40, 40.2, 1).escalated('contact', 1, 'sup', 40, 40.2, 1).to('contacted', 41);
    expect(check(built, 42)).toEqual({ due: 3, raised: 3, corrected: 0, problems: [] });
  });

  it('end with the route: what cannot be reached any more is not late', () => {
    expect(check(ticket().registered(0).to('reviewed', 1).to('assigned', 5, { ownerId: 'spec' }).to('cancelled', 9), 900)).toMatchObject({ due: 0 });
    const silent = ticket().registered(0).to('reviewed', 1).to('assigned', 5).to('contacted', 6).to('tried', 7).to('answered', 8).to('result-told', 9).to('closed-no-answer', 33);
    expect(check(silent.escalated('return-visit', 1, 'lead', 58), 70)).toMatchObject({ due: 1, raised: 1, problems: [] });
  });

  const repair = (): HistoryBuilder => {
    const built = ticket();
    built.registered(0, 'normal', 'repair').to('reviewed', 1, { kind: 'repair', command: 'review' }).to('assigned', 2, { ownerId: 'spec', command: 'assign' });
    return built.to('tried', 3).to('consented', 4, { command: 'plan' }).to('dispatched', 5, { command: 'accept-visit' }).to('scheduled', 6, { command: 'agree-window' });
  };

  it('of visits begin again with the next visit, as the next lap', () => {
    const again = repair().to('arrived', 10, { command: 'arrive' }).to('consented', 20, { command: 'finish-visit' }).to('dispatched', 100, { command: 'accept-visit' });
    expect(check(again, 159)).toMatchObject({ due: 0, problems: [] });
    again.escalated('arrival', 1, 'spec', 160, 160.2, 0, 1).escalated('arrival', 1, 'sup', 160, 160.2, 0, 1);
    expect(check(again.to('arrived', 165, { command: 'arrive' }), 166)).toEqual({ due: 2, raised: 2, corrected: 0, problems: [] });
  });

  it('of plans are over when the plan is jumped over, decided, or made on site again', () => {
    const solved = ticket().registered(0, 'normal', 'repair').to('reviewed', 1, { kind: 'repair' }).to('assigned', 2, { ownerId: 'spec' }).to('contacted', 3).to('solved', 4, { command: 'finish-remote' });
    expect(check(solved.to('result-told', 5), 900).problems.some((problem) => problem.includes(':plan:'))).toBe(false);
    const declined = repair().to('arrived', 10, { command: 'arrive' }).to('planned', 20, { command: 'plan' }).to('tried', 34, { command: 'approve-plan' });
    expect(check(declined.escalated('next-plan', 1, 'spec', 64).escalated('next-plan', 1, 'sup', 64), 70)).toEqual({ due: 2, raised: 2, corrected: 0, problems: [] });
  });

  it('[C9] of the queue for an engineer begin with the queue, again for each visit', () => {
    const queued = repair().to('arrived', 10, { command: 'arrive' }).to('consented', 20, { command: 'finish-visit', wait: 'engineer-search' })
      .to('consented', 30, { command: 'propose-engineer', wait: 'supervisor-dispatch' }).escalated('dispatch', 1, 'sup', 31);
    expect(check(queued.to('dispatched', 40, { command: 'assign-engineer', wait: 'visit-window' }), 41)).toEqual({ due: 1, raised: 1, corrected: 0, problems: [] });
  });

  it('[A3-13] of a complaint stand still while tickets that come first are under way, where the target lists that', () => {
    const complaint = (): HistoryBuilder => ticket().registered(0, 'normal', 'complaint-service').to('reviewed', 1, { kind: 'complaint-service' }).to('assigned', 2, { ownerId: 'sup' }).to('contacted', 3)
      .to('opinion-given', 10).to('opinion-given', 20, { command: 'link', wait: 'linked-ticket' }).tied('waits-for', 'a').to('opinion-given', 30, { command: 'link', wait: 'linked-ticket' }).tied('waits-for', 'b');
    const goingOn = complaint().to('opinion-given', 70, { command: 'linked-ended', wait: 'linked-ticket' }).to('opinion-given', 120, { command: 'linked-ended', wait: 'investigation' });
    expect(check(goingOn, 189)).toEqual({ due: 0, raised: 0, corrected: 0, problems: [] });
    goingOn.escalated('resolve', 1, 'sup', 190).escalated('resolve', 1, 'boss', 190);
    expect(check(goingOn, 196)).toEqual({ due: 2, raised: 2, corrected: 0, problems: [] });
    const opinionOwed = ticket().registered(0, 'normal', 'complaint-service').to('reviewed', 1, { kind: 'complaint-service' }).to('assigned', 2, { ownerId: 'sup' }).to('contacted', 3).to('contacted', 4, { command: 'link' }).tied('waits-for');
    expect(check(opinionOwed, 70).problems.every((problem) => problem.includes(':opinion:'))).toBe(true);
    expect(check(opinionOwed, 70).problems).not.toEqual([]);
    const relates = complaint().tied('relates-to', 'c').to('opinion-given', 40, { command: 'linked-ended', wait: 'linked-ticket' }).to('opinion-given', 41, { command: 'linked-ended', wait: 'investigation' });
    expect(check(relates, 110).problems).toEqual([]);
    expect(check(relates, 120).problems.map((problem) => problem.slice(0, 8))).toEqual(['missing:', 'missing:']);
  });

  it('[A6-1] are none for a review in time that ends in an exit', () => {
    expect(check(ticket().registered(0).to('closed-invalid', 15, { command: 'review' }), 900)).toMatchObject({ due: 0, problems: [] });
    expect(check(ticket().registered(0).to('closed-invalid', 16, { command: 'review' }).escalated('review', 1, 'sup', 15), 900)).toMatchObject({ due: 1, problems: [] });
  });

  it('leave out those that were corrected by what was recorded later', () => {
    const built = ticket().registered(0).escalated('review', 1, 'sup', 15)
      .to('reviewed', 10, { effectiveAt: second(10), recordedAt: second(18) }).corrected('review', 1, 'sup', 18);
    expect(check(built, 60)).toEqual({ due: 0, raised: 0, corrected: 1, problems: [] });
  });

  it('are told when missing, not due, twice, early, or of another instant', () => {
    const twice = ticket().registered(0).to('reviewed', 16).escalated('review', 1, 'sup', 15).escalated('review', 1, 'sup', 15);
    expect(check(twice, 60).problems).toEqual([`twice: ${id}:review:0 level 1 to sup`]);
    const wrong = ticket().registered(0).to('reviewed', 16).escalated('review', 1, 'sup', 14, 13);
    expect(check(wrong, 60).problems).toEqual([expect.stringContaining('other instant'), expect.stringContaining('early')]);
    const invented = ticket().registered(0).to('reviewed', 2).escalated('review', 1, 'sup', 15);
    expect(check(invented, 60).problems).toEqual([`not due: ${id}:review:0 level 1 to sup`]);
  });
});
