import { describe, expect, it } from '@jest/globals';
import type { CommandName } from './command.js';
import { initialFlow } from './flow.js';
import { roles } from './role.js';
import {
  complaintMilestones, decisionMilestones, fullRoutes, isAllowed, isClosedForCustomer, kindProblems, requiredClocks, requiredMilestones, ruleFor, stageOf, stagesOf, statusBefore, targetStatus, visitMilestones, visitProblems,
  waitGuards, waitOf, routeWithReview
} from './route.js';
import type { Route } from './route.js';
import { commandsAfterClosing, commonCommands, stages } from './stages.js';
import type { Stage } from './stages.js';
import { complaintKinds, isComplaint, milestones, ticketKinds, ticketStatuses, waits } from './status.js';
import type { TicketStatus } from './status.js';

const commandNames = [...new Set([...Object.values(stages).flatMap(({ commands }) => Object.keys(commands)), ...Object.keys(commonCommands)])] as CommandName[];

/** Every route there can be: the required milestones and any choice of the others that visits allow, in order; and what packs may leave of complaints. */
const usual = milestones.filter((milestone) => !complaintMilestones.includes(milestone));
const optional = usual.filter((milestone) => !requiredMilestones.includes(milestone));
const usualRoutes: Route[] = Array.from({ length: 2 ** optional.length }, (_, choice) =>
  usual.filter((milestone) => requiredMilestones.includes(milestone) || (choice >> optional.indexOf(milestone)) % 2 === 1),
).filter((route) => visitProblems(route).length === 0);
const complaintRoutes: Route[] = complaintKinds.flatMap((kind) =>
  [[], ['reviewed'], ['opinion-given'], ['return-visited', 'supervisor-reviewed']].map((left) => fullRoutes[kind].filter((milestone) => !left.includes(milestone))),
);
const routes = [...usualRoutes, ...complaintRoutes];

type Steps = ReadonlyMap<TicketStatus, readonly TicketStatus[]>;

/** Where each status may lead by any command. */
const stepsOf = (route: Route): Steps =>
  new Map(ticketStatuses.map((from) => [from, ticketStatuses.filter((to) => commandNames.some((name) => isAllowed(from, name, to, route)))]));

const lives: readonly (readonly [Route, Steps])[] = routes.map((route) => [route, stepsOf(route)]);

const reachableFrom = (start: TicketStatus, steps: Steps): Set<TicketStatus> => {
  const found = new Set<TicketStatus>([start]);
  for (const from of found) for (const to of steps.get(from) ?? []) found.add(to);
  return found;
};

describe('routes', () => {
  it('are as many as there are choices', () => {
    expect(usualRoutes).toHaveLength(64 * 5);
    expect(routes).toContainEqual(fullRoutes.consultation);
    expect(routes).toContainEqual(fullRoutes.repair);
    expect(routes).toContainEqual(usual);
    expect(routes).toContainEqual(requiredMilestones);
  });

  it('reach every stage of theirs, and every life can end', () => {
    const problems = lives.flatMap(([route, steps]) => {
      const found = reachableFrom('registered', steps);
      const missed = [...route, 'cancelled', 'closed-unconfirmed'].filter((status) => !found.has(status as TicketStatus));
      const endless = [...found].filter((from) => !reachableFrom(from, steps).has('archived'));
      return missed.length + endless.length > 0 ? [{ route: route.join(' '), missed, endless }] : [];
    });
    expect(problems).toEqual([]);
  });

  it('lead nowhere that they do not have', () => {
    const strays = lives.flatMap(([route, steps]) =>
      [...reachableFrom('registered', steps)].filter((status) => milestones.includes(status as never) && !route.includes(status as never) && status !== 'supervisor-reviewed'),
    );
    expect(strays).toEqual([]);
  });

  it('have all that plans and visits need, or none of it', () => {
    expect(visitProblems([...requiredMilestones, 'planned'])).toEqual(['dispatched', 'scheduled', 'arrived', 'solved']);
    expect(visitProblems([...requiredMilestones, 'consented'])).toEqual(visitMilestones);
    expect(visitProblems([...requiredMilestones, ...visitMilestones])).toEqual([]);
    expect(visitProblems(fullRoutes.consultation)).toEqual([]);
    for (const milestone of decisionMilestones) expect(visitProblems(fullRoutes.repair.filter((one) => one !== milestone))).toEqual([]);
  });

  it('say where planning and dispatching are, whatever they leave out', () => {
    const without = (...left: string[]): Route => fullRoutes.repair.filter((milestone) => !left.includes(milestone));
    expect([fullRoutes.repair, without('tried'), without('tried', 'contacted')].map((route) => targetStatus('planning', 'assigned', route))).toEqual(['tried', 'contacted', 'assigned']);
    expect([fullRoutes.repair, without('consented'), without('approved', 'consented')].map((route) => targetStatus('dispatching', 'arrived', route))).toEqual(['consented', 'approved', 'planned']);
    expect(statusBefore('planned', fullRoutes.consultation)).toBeNull();
    expect(targetStatus('planning', 'assigned', fullRoutes.consultation)).toBeNull();
  });

  it('[A3-13, A3-14] of complaints are handled as the handbook has it, and those of others are not', () => {
    for (const kind of ticketKinds) expect(kindProblems(kind, fullRoutes[kind])).toEqual({ missing: [], alien: [] });
    for (const kind of ticketKinds.filter((one) => !isComplaint(one))) expect(kindProblems(kind, milestones).alien).toEqual(complaintMilestones);
    expect(kindProblems('complaint-service', requiredMilestones)).toEqual({ missing: ['contacted', 'investigated', 'handled'], alien: [] });
    expect(kindProblems('complaint-quality', [...requiredMilestones, 'contacted', 'reported', 'tried'])).toEqual({ missing: ['contained'], alien: ['tried'] });
  });

  it('[A3-13] say that the work on a complaint waits for a linked ticket, and nothing before it', () => {
    const flow = { ...initialFlow, waitsFor: ['cn1_X'] };
    const waits = fullRoutes['complaint-service'].map((status) => waitOf(status, flow, fullRoutes['complaint-service']));
    expect(waits.map((wait) => wait === 'linked-ticket')).toEqual([false, false, false, false, true, true, true, false, false, false, false, false]);
  });

  it('[C10] lead an unconfirmed end to the mandatory review', () => {
    for (const route of routes) expect(stageOf('closed-unconfirmed', route)).toBe('supervisor-reviewed');
  });

  it('[A10-14] have a review before the archive where an escalation has made one mandatory, and only there', () => {
    const review = { target: 'contact', round: 0, lap: 0, level: 2, since: '2024-05-01T01:30:00.000Z' };
    for (const route of routes) {
      expect(routeWithReview(route, {})).toBe(route);
      expect(routeWithReview(route, { reviews: [review] }).slice(-2)).toEqual(['supervisor-reviewed', 'archived']);
      expect(routeWithReview(route, { reviews: [review] }).filter((milestone) => milestone !== 'supervisor-reviewed')).toEqual(route.filter((milestone) => milestone !== 'supervisor-reviewed'));
    }
    const short = ['registered', 'assigned', 'result-told', 'confirmed', 'archived'] as const;
    expect([stageOf('confirmed', short), stageOf('confirmed', routeWithReview(short, { reviews: [review] })), stageOf('closed-no-answer', routeWithReview(short, { reviews: [review] }))]).toEqual(['archived', 'supervisor-reviewed', 'supervisor-reviewed']);
  });

  it('[C21] close the matter with the confirmation, whatever follows', () => {
    expect(ticketStatuses.filter((status) => milestones.includes(status as never) && isClosedForCustomer(status))).toEqual([
      'confirmed', 'return-visited', 'supervisor-reviewed', 'archived',
    ]);
  });

  it('end at the archive only', () => {
    for (const route of routes) expect(ticketStatuses.filter((status) => stageOf(status, route) === null && (route.includes(status as never) || !milestones.includes(status as never)))).toEqual(['archived']);
  });
});

describe('guards', () => {
  it('keep every wait for a person from being forgotten', () => {
    for (const route of routes) {
      const unguarded = waitGuards(route).filter(({ clocks, deadline }) => clocks.length === 0 && deadline === null);
      expect(unguarded).toEqual([]);
    }
  });

  it('cover every wait that a ticket can have', () => {
    expect(new Set(waitGuards(milestones).map(({ wait }) => wait))).toEqual(new Set(waits));
    for (const [route, steps] of lives) {
      const guarded = waitGuards(route).map(({ wait }) => wait);
      for (const status of reachableFrom('registered', steps)) {
        const wait = waitOf(status, initialFlow, route);
        if (wait) expect(guarded).toContain(wait);
      }
    }
  });

  it('name the clocks that a pack must have', () => {
    expect(requiredClocks(fullRoutes.consultation)).toEqual([['review'], ['assign'], ['contact'], ['answer', 'plan'], ['answer'], ['tell-result', 'resolve'], ['return-visit'], ['supervisor-review']]);
    expect(requiredClocks(fullRoutes.repair)).toEqual([
      ['review'], ['assign'], ['contact'], ['answer', 'plan'], ['plan'], ['approve-plan'], ['consent'], ['dispatch'], ['arrival'], ['repair'], ['tell-result', 'resolve'], ['return-visit'], ['supervisor-review'],
    ]);
    expect(requiredClocks(fullRoutes['complaint-service'])).toEqual([['review'], ['assign'], ['contact'], ['opinion'], ['resolve'], ['tell-result', 'resolve'], ['return-visit'], ['supervisor-review']]);
    expect(requiredClocks(fullRoutes['complaint-quality'])).toContainEqual(['containment']);
    expect(requiredClocks(requiredMilestones)).toEqual([['assign'], ['tell-result', 'resolve'], ['supervisor-review']]);
  });

  it('know every stage of a route', () => {
    expect([...stagesOf(milestones)].sort()).toEqual((Object.keys(stages) as Stage[]).sort());
  });
});

describe('the table', () => {
  it('gives every command to a role that exists, and overrides only among these', () => {
    const rules = [...Object.values(stages).flatMap(({ commands }) => Object.values(commands)), ...Object.values(commonCommands)];
    for (const rule of rules) {
      expect(rule.by.length).toBeGreaterThan(0);
      expect(rule.by.filter((role) => !roles.includes(role))).toEqual([]);
      expect((rule.override ?? []).filter((role) => !rule.by.includes(role))).toEqual([]);
      expect(rule.override === undefined || rule.relation !== undefined).toBe(true);
    }
  });

  it('says for every deadline where it leads, and leads nowhere else', () => {
    for (const [stage, { deadline, onDeadline }] of Object.entries(stages)) {
      expect([stage, onDeadline.length > 0]).toEqual([stage, deadline !== null]);
      for (const target of onDeadline) expect(commonCommands['pass-deadline']?.to).toContain(target);
    }
  });

  it('knows no rule once archived, and only the named common ones once the matter is closed', () => {
    for (const name of commandNames) {
      expect(ruleFor('archived', name, milestones)).toBeNull();
      if (ruleFor('cancelled', name, milestones)) expect([...commandsAfterClosing, 'archive']).toContain(name);
    }
  });

  it('tells the three states of the search for an engineer apart', () => {
    const visit = { visitId: 'v', offer: null, asked: 0, excluded: [], queue: null, engineerId: null, window: null, onSite: false };
    const flow = { ...initialFlow, visit };
    expect(waitOf('consented', flow, fullRoutes.repair)).toBe('engineer-search');
    expect(waitOf('consented', { ...flow, visit: { ...visit, offer: { offerId: 'o', personId: 'p' } } }, fullRoutes.repair)).toBe('visit-offer-answer');
    expect(waitOf('consented', { ...flow, visit: { ...visit, queue: 'supervisor' } }, fullRoutes.repair)).toBe('supervisor-dispatch');
  });

  it('tells the three states of the owner search apart', () => {
    const offer = { offerId: 'o', personId: 'p' };
    expect(waitOf('reviewed', initialFlow, milestones)).toBe('owner-search');
    expect(waitOf('reviewed', { ...initialFlow, offer }, milestones)).toBe('offer-answer');
    expect(waitOf('reviewed', { ...initialFlow, queue: 'supervisor' }, milestones)).toBe('supervisor-assignment');
    const hold = { reason: 'parts', since: '2024-05-01T00:00:00.000Z', expectedEnd: '2024-05-02T00:00:00.000Z' } as const;
    expect(waitOf('reviewed', { ...initialFlow, offer, hold }, milestones)).toBe('hold-end');
    expect(waitOf('archived', initialFlow, milestones)).toBeNull();
  });
});
