import { describe, expect, it } from '@jest/globals';
import { fullRoutes, requiredClocks } from '../ticket/route.js';
import type { Route } from '../ticket/route.js';
import type { TicketKind } from '../ticket/status.js';
import { ticketKinds } from '../ticket/status.js';
import { readPack } from './check.js';

const label = { zh: '词', en: 'word' };
const reasons = [{ code: 'other', label }];

const aTarget = (code: string, kind: TicketKind, start: string, stop: string) => ({
  code, label, kinds: [kind], start, stop, clock: { type: 'elapsed', duration: 'PT1H' }, source: 'project', escalations: [{ level: 1, at: { percent: 100 }, to: ['role:supervisor'] }],
});

/** Every clock that a route needs, the first of each choice, from the beginning to the confirmation. */
const guardsOf = (kind: TicketKind, route: Route) =>
  [...new Set(requiredClocks(route).map(([code]) => code ?? ''))].map((code) => aTarget(code, kind, 'registered', 'confirmed'));

const aPack = (kind: TicketKind, route: Route, targets: readonly object[] = guardsOf(kind, route)) => ({
  pack: 'small', title: label, zone: 'Asia/Shanghai',
  numbering: { schemes: [{ code: 'day', datePattern: 'YYYYMMDD', width: 3, reset: 'day', zone: 'Asia/Shanghai' }], byKind: { [kind]: 'day' } },
  priorities: [{ code: 'normal', label, severity: 3, colour: '#00aa00' }],
  defaultPriority: 'normal', channels: reasons, faultClasses: reasons,
  kinds: [{ kind, label, route }],
  flow: { offerExpiry: 'PT10M', maxRounds: 2, confirmation: { remindAfter: 'P1D', reminders: 2 }, returnVisitTries: 3, archiveAfter: 'P1D', maxBackdate: 'PT4H' },
  targets,
  reasons: { review: reasons, decline: reasons, rejection: reasons, cancellation: reasons, reassignment: reasons, improvement: reasons, planDecline: reasons, quoteDecline: reasons, visit: reasons, cancelDecline: reasons, finding: reasons, measure: reasons },
  outcomes: reasons,
  satisfaction: { levels: [{ code: 'good', label, score: 100 }, { code: 'bad', label, score: 0 }], reasonBelow: 50 },
  notices: [],
});

const problems = (kind: TicketKind, route: Route, targets?: readonly object[]): readonly string[] =>
  readPack(aPack(kind, route, targets)).problems.map(({ path, message }) => `${path}: ${message}`);

const without = (...left: readonly string[]): Route => fullRoutes.repair.filter((milestone) => !left.includes(milestone));

describe('a policy pack', () => {
  it.each(ticketKinds)('is read with the whole route of a %s', (kind) => {
    expect(problems(kind, fullRoutes[kind])).toEqual([]);
  });

  it('[C9] has engineers sent by the rule unless it says otherwise', () => {
    expect(readPack(aPack('repair', fullRoutes.repair)).pack?.flow.dispatchMode).toBe('auto');
    const flow = { ...aPack('repair', fullRoutes.repair).flow, dispatchMode: 'lottery' };
    expect(readPack({ ...aPack('repair', fullRoutes.repair), flow }).problems).toMatchObject([{ path: 'flow.dispatchMode' }]);
  });

  it('[C21] may leave out what nothing else needs', () => {
    for (const route of [without('approved'), without('consented'), without('approved', 'consented', 'tried', 'return-visited')]) expect(problems('repair', route)).toEqual([]);
  });

  it.each(['planned', 'dispatched', 'scheduled', 'arrived', 'solved'])('is refused when a route has visits and no %s', (milestone) => {
    expect(problems('repair', without(milestone))).toContain(`kinds.0.route: needs ${milestone}`);
  });

  it('is refused when a wait has no escalating clock', () => {
    const targets = guardsOf('repair', fullRoutes.repair);
    const needs = (code: string) => problems('repair', fullRoutes.repair, targets.filter((target) => target.code !== code));
    for (const code of ['approve-plan', 'consent', 'dispatch', 'arrival', 'repair']) expect(needs(code)).toEqual([`kinds.0.route: a wait of this route needs an escalating target with code ${code}`]);
    const silent = targets.map((target) => (target.code === 'arrival' ? { ...target, escalations: [] } : target));
    expect(problems('repair', fullRoutes.repair, silent)).toHaveLength(1);
  });

  it('[A10-14] opens a review by a level of a clock that ends before the matter is closed, and whose review has a clock of its own', () => {
    const level = { level: 1, at: { percent: 150 }, to: ['role:supervisor'], actions: [{ action: 'open-review' }] };
    const opening = (code: string, route: Route, targets = guardsOf('repair', route)) => problems('repair', route, targets.map((target) => (target.code === code ? { ...target, escalations: [level] } : target)));
    const route = without('return-visited', 'supervisor-reviewed');
    expect(opening('contact', fullRoutes.repair)).toEqual([]);
    const later = guardsOf('repair', fullRoutes.repair).map((target) => (target.code === 'return-visit' ? { ...target, stop: 'return-visited' } : target));
    expect(opening('return-visit', fullRoutes.repair, later)[0]).toMatch(/^targets\.\d+\.escalations\.0\.actions\.0: .*ends at return-visited/);
    const unguarded = guardsOf('repair', route).map((target) => (target.code === 'supervisor-review' ? { ...target, start: 'answered' } : target));
    expect(opening('contact', route, unguarded).join()).toMatch(/actions\.0: .*a target supervisor-review of repair that starts on its route/);
  });

  it('may give a clock another start for another kind, and not twice for one', () => {
    const targets = guardsOf('repair', fullRoutes.repair);
    const other = aTarget('repair', 'consultation', 'registered', 'confirmed');
    expect(problems('repair', fullRoutes.repair, [...targets, other])).toEqual([]);
    expect(problems('repair', fullRoutes.repair, [...targets, { ...other, kinds: ['consultation', 'repair'] }])).toEqual([`targets.${targets.length}.code: repair is there twice for a kind`]);
  });

  it('names the reasons for declined plans, declined quotes and unfinished visits where a kind has visits', () => {
    const { planDecline: _left, ...reasonsLeft } = aPack('repair', fullRoutes.repair).reasons;
    expect(readPack({ ...aPack('repair', fullRoutes.repair), reasons: reasonsLeft }).problems).toMatchObject([{ path: 'reasons.planDecline' }]);
    const { planDecline: _other, ...consulted } = aPack('consultation', fullRoutes.consultation).reasons;
    expect(readPack({ ...aPack('consultation', fullRoutes.consultation), reasons: consulted }).problems).toEqual([]);
  });

  it('[A3-13, A3-14] has complaints handled as the handbook has it, with findings and measures, and by roles that may', () => {
    const route = fullRoutes['complaint-quality'];
    expect(problems('complaint-quality', route.filter((milestone) => milestone !== 'contained'))).toContain('kinds.0.route: needs contained');
    expect(problems('consultation', [...fullRoutes.consultation.slice(0, -5), 'handled', ...fullRoutes.consultation.slice(-5)])).toContain('kinds.0.route: handled is not for consultation');
    const pack = aPack('complaint-quality', route);
    expect(readPack({ ...pack, reasons: { ...pack.reasons, measure: [] } }).problems).toMatchObject([{ path: 'reasons.measure' }]);
    const withKind = (given: object) => readPack({ ...pack, kinds: [{ ...pack.kinds[0], ...given }] }).problems;
    expect(withKind({ owners: ['customer-relations'], actors: { contained: ['quality-manager'] } })).toEqual([]);
    expect(withKind({ owners: ['finance'] })).toMatchObject([{ path: 'kinds.0.owners.0' }]);
    expect(withKind({ actors: { handled: ['quality-manager'] } })).toMatchObject([{ path: 'kinds.0.actors.handled' }]);
    expect(withKind({ actors: { assigned: ['supervisor'] } })).not.toEqual([]);
  });

  it('tells of commands that there are', () => {
    const notice = { code: 'gone', on: 'transitioned', by: ['depart'], to: ['customer'], text: label };
    expect(readPack({ ...aPack('repair', fullRoutes.repair), notices: [notice] }).problems).toEqual([]);
    expect(readPack({ ...aPack('repair', fullRoutes.repair), notices: [{ ...notice, by: ['leave'] }] }).problems).toMatchObject([{ path: 'notices.0.by.0' }]);
  });

  it('[A8-5] asks the customer by link where his consent is waited for, if it asks by link at all', () => {
    const asking = (route: Route, notice: object) =>
      readPack({ ...aPack('repair', route), notices: [{ code: 'plan-to-agree', on: 'transitioned', to: ['customer'], link: 'consent', text: label, ...notice }] }).problems;
    expect(asking(fullRoutes.repair, { at: ['approved'] })).toEqual([]);
    expect(asking(without('approved'), { at: ['planned'] })).toEqual([]);
    expect(asking(without('approved'), { by: ['plan'] })).toEqual([]);
    expect(asking(without('approved', 'consented'), { at: ['approved'] })).toEqual([]);
    expect(asking(without('approved'), { at: ['approved'] })).toMatchObject([{ path: 'notices.0.at', message: expect.stringMatching(/^found \["approved"\]; allowed: planned/), zh: expect.stringContaining('planned') }]);
    expect(asking(fullRoutes.repair, { at: ['planned'] })).toMatchObject([{ path: 'notices.0.at', message: expect.stringContaining('allowed: approved') }]);
  });

  it('takes one of several clocks for a wait: a remote try is guarded by the answer or by the plan', () => {
    const targets = guardsOf('repair', fullRoutes.repair).filter(({ code }) => code !== 'answer');
    expect(targets.map(({ code }) => code)).toContain('plan');
    expect(problems('repair', fullRoutes.repair, targets)).toEqual([]);
    expect(problems('repair', fullRoutes.repair, targets.filter(({ code }) => code !== 'plan'))).toEqual([
      'kinds.0.route: a wait of this route needs an escalating target with code answer or plan',
      'kinds.0.route: a wait of this route needs an escalating target with code plan',
    ]);
  });

  it('takes the clock of several that begins on the route, wherever it stands', () => {
    const route = without('consented');
    const targets = guardsOf('repair', route).filter(({ code }) => code !== 'answer');
    const off = aTarget('answer', 'repair', 'consented', 'confirmed');
    expect(problems('repair', route, [off, ...targets])).toEqual([]);
    const late = targets.map((target) => (target.code === 'arrival' ? { ...target, start: 'consented' } : target));
    expect(problems('repair', route, late)).toEqual([`targets.${late.findIndex(({ code }) => code === 'arrival')}.start: consented is not on the route of repair`]);
    const queued = targets.map((target) => (target.code === 'dispatch' ? { ...target, start: 'dispatch-queued' } : target));
    expect(problems('repair', route, queued)).toEqual([]);
  });
});
