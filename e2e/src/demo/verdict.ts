import { setTimeout as delay } from 'node:timers/promises';
import { waits } from '@mendline/contracts/ticket';
import { checkRun } from '../checker/index.js';
import type { Operation, RunVerdict, SystemEvidence, TenantRules, TicketEvidence } from '../checker/index.js';
import type { Evidence } from './evidence.js';
import type { Team } from './people.js';
import type { RunTicket } from './simulation.js';
import { tallyOf, type Tally } from './tally.js';
import type { PlannedTurn } from './turn.book.js';
import { countTurns, hasHappened, turnProblems, type TurnCounts } from './turn.check.js';

/** What the check is made with. */
export interface CheckRequest {
  readonly evidence: Evidence;
  readonly teams: readonly Team[];
  readonly rules: Readonly<Record<string, TenantRules>>;
  readonly tickets: readonly RunTicket[];
  readonly operations: readonly Operation[];
  /** Turns that were planned for tickets of the run. */
  readonly planned: readonly PlannedTurn[];
  /** When the run began, in milliseconds. */
  readonly since: number;
}

/** The whole verdict on a run. */
export interface DemoVerdict extends RunVerdict, Tally, TurnCounts {
  /** Requests of several devices that were confirmed as one. */
  readonly severalDevices: number;
  readonly turnsPlanned: number;
  /** Planned turns that the facts show. */
  readonly turnsTaken: number;
  readonly ended: number;
  /** Not ended, by what they wait for; those on hold are counted apart. */
  readonly waiting: ReadonlyMap<string, number>;
  readonly held: number;
  readonly looks: number;
}

const mostLooks = 6;
const pauseMs = 2_500;
const named: readonly string[] = waits;

const atRest = (system: SystemEvidence): boolean => Object.values(system).every((count) => count === 0);

/** Facts travel: what is still under way gets some seconds to arrive. */
const restingSystem = async (evidence: Evidence, teams: readonly Team[]): Promise<SystemEvidence> => {
  for (let look = 1; ; look += 1) {
    const system = { ...(await evidence.ofSystem()), surplusWorkflows: await evidence.surplusWorkflows(teams) };
    if (atRest(system) || look >= mostLooks) return system;
    await delay(pauseMs);
  }
};

const unnamedWaits = (tickets: readonly TicketEvidence[]): string[] =>
  tickets.flatMap(({ rows: [row] }) => (row && row.status !== 'archived' && !named.includes(row.wait ?? '') ? [`${row.number}: ${row.status} waits for nothing that has a name`] : []));

/**
 * Looks at every ticket from every side. A ticket whose sides do not agree is looked at again: it may have gone on between two looks,
 * and quality analysis reads a little later. What is left after that is a finding.
 */
export const judge = async ({ evidence, teams, rules, tickets, operations, planned, since }: CheckRequest): Promise<DemoVerdict> => {
  const system = await restingSystem(evidence, teams);
  const found = new Map<string, TicketEvidence>();
  const lookAt = async (ids: ReadonlySet<string>): Promise<void> => {
    for (const team of teams) {
      const own = tickets.filter(({ tenant, id }) => tenant === team.tenant && ids.has(id)).map(({ id }) => id);
      if (own.length > 0) for (const ticket of await evidence.ofTickets(team, own)) found.set(ticket.ticketId, ticket);
    }
  };
  await lookAt(new Set(tickets.map(({ id }) => id)));
  for (let looks = 1; ; looks += 1) {
    const all = [...found.values()];
    const doubtful = all.filter((ticket) => checkRun({ operations: operations.filter(({ ticketId }) => ticketId === ticket.ticketId), tickets: [ticket], system: {}, rules }).problems.length > 0);
    if (doubtful.length === 0 || looks >= mostLooks) {
      const alerts = await Promise.all(teams.map((team) => evidence.alertsSince(team, since)));
      return verdictOf(all, { operations, rules, planned, system, looks, alerts: alerts.reduce((sum, count) => sum + count, 0) });
    }
    await delay(pauseMs);
    await lookAt(new Set(doubtful.map(({ ticketId }) => ticketId)));
  }
};

interface Judged extends Pick<CheckRequest, 'operations' | 'rules' | 'planned'> {
  readonly system: SystemEvidence;
  readonly looks: number;
  readonly alerts: number;
}

const verdictOf = (all: readonly TicketEvidence[], { operations, rules, planned, system, looks, alerts }: Judged): DemoVerdict => {
  const verdict = checkRun({ tickets: all, operations, rules, system });
  const rows = all.flatMap(({ rows: [row] }) => row ?? []);
  const taken = planned.filter((entry) => hasHappened(entry, all));
  const open = rows.filter(({ status }) => status !== 'archived');
  const waiting = new Map<string, number>();
  for (const { wait } of open) if (wait !== 'hold-end') waiting.set(wait ?? '', (waiting.get(wait ?? '') ?? 0) + 1);
  return {
    ...verdict,
    ...tallyOf(all, alerts),
    ...countTurns(all),
    severalDevices: taken.filter(({ turn }) => turn === 'several-devices').length,
    turnsPlanned: planned.length,
    turnsTaken: taken.length,
    problems: [...verdict.problems, ...unnamedWaits(all), ...turnProblems(planned, all, operations)],
    ended: rows.length - open.length,
    held: open.filter(({ wait }) => wait === 'hold-end').length,
    waiting,
    looks,
  };
};
