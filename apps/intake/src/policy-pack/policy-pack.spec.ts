import { readFileSync } from 'node:fs';
import { describe, expect, it, jest } from '@jest/globals';
import type { PackProblem } from '@mendline/contracts/policy-pack';
import { readPackSource } from './pack.source.js';

jest.setTimeout(90_000);

const sourceOf = (name: string): string => readFileSync(new URL(`../../../../data/packs/${name}.yaml`, import.meta.url), 'utf8');
const demo = sourceOf('demo');

/** The demonstration's pack with one mistake; the text to replace must be there. */
const problemsOf = async (from: string, to: string): Promise<readonly PackProblem[]> => {
  expect(demo).toContain(from);
  return (await readPackSource(demo.replace(from, to))).problems;
};

describe('packs of the demonstration', () => {
  it.each(['demo', 'borealis'])('%s is valid', async (name) => {
    expect(await readPackSource(sourceOf(name))).toMatchObject({ pack: { pack: name }, problems: [] });
  });
});

describe('mistakes in a pack are told with the place, what is there and what is allowed', () => {
  it.each([
    ['a milestone that does not exist', 'contacted, tried', 'contakted, tried', 'kinds.0.route.3', /found "contakted"; allowed: one of registered, .*contacted/],
    ['a duration that is none', 'offerExpiry: PT12S', 'offerExpiry: 12 s', 'flow.offerExpiry', /found "12 s"; allowed: an ISO 8601 duration such as PT15M/],
    ['a duration of zero', 'offerExpiry: PT12S', 'offerExpiry: PT0S', 'flow.offerExpiry', /found "PT0S"; allowed: a duration above zero/],
    ['a zone that does not exist', 'zone: Asia/Shanghai\nnumbering', 'zone: Asia/Shanghi\nnumbering', 'zone', /found "Asia\/Shanghi"; allowed: an IANA time zone/],
    ['a role that does not exist', "to: ['role:supervisor'] }", "to: ['role:boss'] }", 'targets.0.escalations.0.to.0', /found "role:boss"; allowed: one of owner, .*role:\(.*supervisor/],
    ['a misspelt key', 'maxRounds: 1', 'maxRounds: 1\n  maxRound: 1', 'flow', /unknown key maxRound; allowed: offerExpiry, maxRounds/],
    ['a misspelt key in a clock', 'duration: PT15S, byPriority', 'duration: PT15S, byPrio', 'targets.0.clock', /unknown key byPrio; allowed: type, duration, byPriority/],
    ['a missing translation', "en: Demonstration }", '}', 'title.en', /found nothing; allowed: a value of type string/],
    ['a severity off the scale', 'severity: 4', 'severity: 9', 'priorities.3.severity', /found 9; .*4/],
    ['a kind of clock that does not exist', 'type: elapsed, duration: PT15S, byPriority', 'type: elaps, duration: PT15S, byPriority', 'targets.0.clock.type', /found "elaps"; allowed: one of elapsed, business, half-working-day, working-days, wall-time, month-day, appointment, offset, weekly-plan, years/],
    ['a clock for the 0th day after', 'clock: { type: elapsed, duration: PT15S, byPriority: { urgent: PT10S } }', "clock: { type: wall-time, at: '17:00', zone: Asia/Shanghai, days: 0 }", 'targets.0.clock.days', /found 0; allowed: /],
    ['working time of no calendar', 'clock: { type: elapsed, duration: PT15S, byPriority: { urgent: PT10S } }', 'clock: { type: business, duration: PT8H }', 'targets.0.clock.calendar', /found nothing; allowed: a value of type string/],
    ['half working days of more than a century', 'clock: { type: elapsed, duration: PT15S, byPriority: { urgent: PT10S } }', 'clock: { type: half-working-day, duration: P100D, halves: 1000, calendar: office }', 'targets.0.clock', /clock\.beyond-horizon/],
    ['two levels of one ordinal', 'level: 2, at: { percent: 200 }', 'level: 1, at: { percent: 200 }', 'targets.0.escalations', /clock\.levels-not-unique/],
    ['a clock for a priority that does not exist', 'source: A6-1 (S2), shortened', 'clockByPriority: { medium: { type: elapsed, duration: PT1H } }\n    source: A6-1 (S2), shortened', 'targets.0.clockByPriority.medium', /medium is none of urgent, high, normal, low/],
    ['a level without an instant', 'at: { offset: \'-PT14S\' }', 'at: { ofset: \'-PT14S\' }', 'targets.1.escalations.0.at', /found \{"ofset":"-PT14S"\}; allowed: percent .*, or offset/],
    ['an unknown priority', 'defaultPriority: normal', 'defaultPriority: medium', 'defaultPriority', /medium is none of urgent, high, normal, low/],
    ['milestones out of order', 'registered, reviewed, assigned', 'registered, assigned, reviewed', 'kinds.0.route', /milestones keep the order/],
    ['a wait that nobody watches', 'code: return-visit\n', 'code: return-visited\n', 'kinds.0.route', /needs an escalating target with code return-visit/],
    ['a route that comes back to where it was', 'registered, reviewed, assigned, contacted', 'registered, reviewed, assigned, reviewed, contacted', 'kinds.0.route', /found reviewed → assigned → reviewed; allowed: no circle/],
    ['a negative duration', 'offerExpiry: PT12S', 'offerExpiry: -PT12S', 'flow.offerExpiry', /found "-PT12S"; allowed: a duration above zero/],
    ['a clock of zero', 'duration: PT15S, byPriority', 'duration: PT0S, byPriority', 'targets.0.clock.duration', /found "PT0S"; allowed: a duration above zero/],
    ['a clock due beyond 100 years', 'duration: PT15S, byPriority', 'duration: P36526D, byPriority', 'targets.0.clock.duration', /found "P36526D"; allowed: at most 100 years/],
    ['a chain that reaches nobody: no owner before the assignment', "to: ['role:supervisor'] }", 'to: [owner] }', 'targets.0.escalations.0.to', /found \["owner"\]; allowed: somebody who can be there before reviewed/],
    ['a notice to nobody', 'on: registered, to: [customer]', 'on: registered, to: []', 'notices.2.to', /found \[\]; allowed: somebody/],
  ])('%s', async (_, from, to, path, message) => {
    expect(await problemsOf(from, to)).toEqual(expect.arrayContaining([{ path, message: expect.stringMatching(message), zh: expect.stringMatching(/[\u4e00-\u9fff]/) }]));
  });

  it('broken YAML, by its line', async () => {
    expect(await problemsOf('defaultPriority: normal', 'defaultPriority: [normal')).toMatchObject([{ path: expect.stringMatching(/^line \d+$/) }]);
    expect((await readPackSource('')).problems).toMatchObject([{ path: '', message: expect.stringMatching(/found null; allowed/) }]);
  });

  it('a bomb of aliases is refused, not resolved', async () => {
    const bomb = `a: &a [1,1,1,1,1,1,1,1,1]\n${'bcdefghi'.split('').map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[i]}`).join(',')}]`).join('\n')}`;
    expect((await readPackSource(bomb)).problems).toMatchObject([{ path: 'aliases' }]);
  });

  it('a text that is too long is refused unread', async () => {
    await expect(readPackSource('x'.repeat(300_000))).rejects.toThrow(expect.objectContaining({ code: 'policy-pack.too-large' }));
  });
});
