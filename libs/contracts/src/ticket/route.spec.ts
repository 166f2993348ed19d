import { describe, expect, it } from '@jest/globals';
import type { CommandName } from './command.js';
import { initialFlow } from './flow.js';
import { roles } from './role.js';
import { isAllowed, isClosedForCustomer, requiredClocks, requiredMilestones, ruleFor, stageOf, stagesOf, waitGuards, waitOf } from './route.js';
import type { Route } from './route.js';
import { commandsAfterClosing, commonCommands, stages } from './stages.js';
import type { Stage } from './stages.js';
import { milestones, ticketStatuses, waits } from './status.js';
import type { TicketStatus } from './status.js';

const commandNames = [...new Set([...Object.values(stages).flatMap(({ commands }) => Object.keys(commands)), ...Object.keys(commonCommands)])] as CommandName[];

/** Every route there can be: the required milestones and any choice of the others, in order. */
const optional = milestones.filter((milestone) => !requiredMilestones.includes(milestone));
const routes: Route[] = Array.from({ length: 2 ** optional.length }, (_, choice) =>
  milestones.filter((milestone) => requiredMilestones.includes(milestone) || (choice >> optional.indexOf(milestone)) % 2 === 1),
);

const reachable = (route: Route): Set<TicketStatus> => {
  const found = new Set<TicketStatus>(['registered']);
  for (const from of found) {
    for (const to of ticketStatuses) {
      if (commandNames.some((name) => isAllowed(from, name, to, route))) found.add(to);
    }
  }
  return found;
};

describe('routes', () => {
  it('are as many as there are choices', () => {
    expect(routes).toHaveLength(64);
    expect(routes).toContainEqual(milestones);
    expect(routes).toContainEqual(requiredMilestones);
  });

  it.each(routes.map((route): [string, Route] => [route.join(' '), route]))('%s: every stage is reached and every life can end', (_name, route) => {
    const found = reachable(route);
    expect(route.filter((milestone) => !found.has(milestone))).toEqual([]);
    expect(found).toContain('cancelled');
    expect(found).toContain('closed-unconfirmed');
    for (const from of found) {
      if (from !== 'archived') expect([from, [...reachableFrom(from, route)].includes('archived')]).toEqual([from, true]);
    }
  });

  it('[C10] lead an unconfirmed end to the mandatory review', () => {
    for (const route of routes) expect(stageOf('closed-unconfirmed', route)).toBe('supervisor-reviewed');
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

const reachableFrom = (start: TicketStatus, route: Route): Set<TicketStatus> => {
  const found = new Set<TicketStatus>([start]);
  for (const from of found) {
    for (const to of ticketStatuses) if (commandNames.some((name) => isAllowed(from, name, to, route))) found.add(to);
  }
  return found;
};

describe('guards', () => {
  it('keep every wait for a person from being forgotten', () => {
    for (const route of routes) {
      const unguarded = waitGuards(route).filter(({ clock, deadline }) => clock === null && deadline === null);
      expect(unguarded).toEqual([]);
    }
  });

  it('cover every wait that a ticket can have', () => {
    expect(new Set(waitGuards(milestones).map(({ wait }) => wait))).toEqual(new Set(waits));
    for (const route of routes) {
      const guarded = waitGuards(route).map(({ wait }) => wait);
      for (const status of reachable(route)) {
        const wait = waitOf(status, initialFlow, route);
        if (wait) expect(guarded).toContain(wait);
      }
    }
  });

  it('name the clocks that a pack must have', () => {
    expect(requiredClocks(milestones)).toEqual(['review', 'assign', 'contact', 'answer', 'tell-result', 'return-visit', 'supervisor-review']);
    expect(requiredClocks(requiredMilestones)).toEqual(['assign', 'tell-result', 'supervisor-review']);
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
