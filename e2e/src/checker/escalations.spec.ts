import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readPack } from '@mendline/contracts/policy-pack';
import type { PolicyPack } from '@mendline/contracts/policy-pack';
import { parse } from 'yaml';
import { checkEscalations } from './escalations.check.js';
import { HistoryBuilder, second } from './history.builder.js';
import type { Duty, StaffMember } from './recipient.js';
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

  /** The pack with other words in the chain of the review's clock. */
  const withChain = (...chain: object[]): PolicyPack => ({ ...pack, targets: pack.targets.map((target) => (target.code === 'review' ? { ...target, escalations: chain as typeof target.escalations } : target)) });
  const checkBy = (other: PolicyPack, built: HistoryBuilder, now: number, people = staff, duties: Duty[] = []) => checkEscalations(other, people, readHistory(id, built.entries), Date.parse(second(now)), duties);
  const level = (to: string[], actions: object[] = []) => ({ level: 1, at: { percent: 100 }, to, actions });

  it('[A1-4] [A1-7] go up the manager chain, to a department, and to who is on call when they are raised', () => {
    const people: StaffMember[] = [...staff.map((person) => (person.id === 'boss' ? { ...person, managerId: 'head' } : person)), { id: 'head', roles: ['manager'], region: null, managerId: null, department: 'tech' }];
    const duties = [['early', -9, 16], ['late', 16, 99]].map(([personId, from, to]) => ({ roster: 'night', personId: String(personId), from: Date.parse(second(Number(from))), to: Date.parse(second(Number(to))) }));
    const told = (to: string[], raised: number, ...who: string[]) => {
      const built = ticket().registered(0).to('registered', 0, { command: 'change-priority', ownerId: 'spec' });
      for (const one of who) built.escalated('review', 1, one, 15, raised);
      return checkBy(withChain(level(to)), built.to('reviewed', 30), 60, people, duties).problems;
    };
    expect(told(['owner-manager-2'], 15.2, 'boss')).toEqual([]);
    expect(told(['owner-manager-3'], 15.2, 'head')).toEqual([]);
    expect(told(['role:manager@tech'], 15.2, 'head')).toEqual([]);
    expect([told(['on-call:night'], 15.2, 'early'), told(['on-call:night'], 17, 'late'), told(['on-call:night'], 17, 'early')].map(({ length }) => length)).toEqual([0, 0, 2]);
    // Nobody is on call by that roster: the next higher role.
    expect(told(['on-call:day'], 15.2, 'sup')).toEqual([]);
  });

  it('[A10-14] open a review once per level, and its clock begins where the route had none', () => {
    const short = { ...withChain(level(['role:supervisor'], [{ action: 'open-review' }])), kinds: pack.kinds.map((kind) => ({ ...kind, route: kind.route.filter((milestone) => milestone !== 'return-visited' && milestone !== 'supervisor-reviewed') })) };
    const late = (): HistoryBuilder => ticket().registered(0).escalated('review', 1, 'sup', 15);
    expect(checkBy(short, late(), 60).problems.filter((problem) => problem.includes('reviews'))).toEqual(['reviews not opened: 1']);
    const opened = late().to('registered', 16, { command: 'open-review' }).to('reviewed', 17).to('assigned', 18, { ownerId: 'spec' }).to('contacted', 19).to('tried', 20).to('answered', 21).to('result-told', 22).to('confirmed', 23);
    const [missing = ''] = checkBy(short, opened, 3_600).problems;
    expect(missing).toContain(`${id}:supervisor-review:0 level 1`);
    expect(checkBy(short, late().to('registered', 16, { command: 'open-review' }).to('registered', 17, { command: 'open-review' }).to('reviewed', 18), 19).problems).toContain('reviews opened: 2 instead of 1');
    const given = ticket().registered(0).to('reviewed', 1).to('assigned', 2, { ownerId: 'spec' }).to('assigned', 3, { command: 'reassign', actorKind: 'system', ownerId: 'sup' });
    expect(checkBy(short, given, 4).problems).toEqual(['given away by escalations: 1 times']);
  });

  it('are those of the new kind from the change on: what it lacks is over, what both have goes on, the rest begins', () => {
    const turned = (): HistoryBuilder => ticket().registered(0).to('reviewed', 1).to('assigned', 2, { ownerId: 'spec' }).to('contacted', 3).to('tried', 4).to('tried', 10, { command: 'change-kind', kind: 'repair', wait: 'plan' });
    expect(check(turned(), 13)).toMatchObject({ due: 0, problems: [] });
    const problems = checkBy(pack, turned(), 600).problems.join();
    expect(problems).toContain(':plan:0');
    expect(problems).not.toContain(':answer:');
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

  it('[C3] are due in earnest when a clock is late after all whose lateness was taken back', () => {
    const held = (): HistoryBuilder =>
      ticket().registered(0).to('reviewed', 1).to('assigned', 10, { ownerId: 'spec' }).escalated('contact', 1, 'spec', 30).escalated('contact', 1, 'sup', 30)
        .to('assigned', 20, { command: 'hold', reasonCode: 'customer', wait: 'hold-end', recordedAt: second(32) }).corrected('contact', 1, 'spec', 32).corrected('contact', 1, 'sup', 32)
        .to('assigned', 40, { command: 'resume' });
    expect(check(held().to('contacted', 60), 70).problems.map((problem) => problem.slice(0, 8))).toEqual(['missing:', 'missing:']);
    const again = held().escalated('contact', 1, 'spec', 50).escalated('contact', 1, 'sup', 50).to('contacted', 60);
    expect(check(again, 70)).toEqual({ due: 2, raised: 2, corrected: 2, problems: [] });
  });

  it('stay what they were when more time is given later and has passed as well', () => {
    const built = (levelDueAt: number): HistoryBuilder =>
      ticket().registered(0, 'urgent').to('reviewed', 1, { priority: 'urgent' }).to('assigned', 10, { ownerId: 'spec', recordedAt: second(35) })
        .escalated('contact', 1, 'spec', levelDueAt, 35).escalated('contact', 1, 'sup', levelDueAt, 35).escalated('contact', 2, 'boss', levelDueAt + 5, 35)
        .to('assigned', 45, { command: 'change-priority', priority: 'normal' }).to('contacted', 46);
    expect(check(built(20), 54)).toMatchObject({ due: 3, raised: 3, problems: [] });
    expect(check(built(30), 54).problems.map((problem) => problem.slice(0, 13))).toEqual(['other instant', 'other instant', 'other instant']);
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
