import { setTimeout as delay } from 'node:timers/promises';
import { checkRun } from '../checker/index.js';
import type { Operation, RunVerdict, TenantRules, TicketEvidence } from '../checker/index.js';
import type { Evidence } from '../demo/evidence.js';
import type { Team } from '../demo/people.js';
import type { Ledger } from './ledger.js';

/** A ticket of a run. */
export interface RunTicketId {
  readonly tenant: string;
  readonly id: string;
}

export interface FaultCheck {
  readonly evidence: Evidence;
  /** Base URLs of the services: each has to be there in the end. */
  readonly services: Readonly<Record<string, string>>;
  readonly ledger: Ledger;
  readonly teams: readonly Team[];
  readonly rules: Readonly<Record<string, TenantRules>>;
  readonly tickets: readonly RunTicketId[];
  readonly operations: readonly Operation[];
}

/** After healing, facts get this long to arrive everywhere, in milliseconds. */
const patienceMs = 90_000;
const pauseMs = 1_500;

const silent = async ([name, url]: readonly [string, string]): Promise<string[]> => {
  const ready = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(10_000) }).then(({ ok }) => ok, () => false);
  return ready ? [] : [`${name} is not ready`];
};

const look = async ({ evidence, services, ledger, teams, rules, tickets, operations }: FaultCheck): Promise<RunVerdict> => {
  const system = await evidence.ofSystem();
  const found: TicketEvidence[] = [];
  for (const team of teams) {
    const ids = tickets.filter(({ tenant }) => tenant === team.tenant).map(({ id }) => id);
    if (ids.length > 0) found.push(...(await evidence.ofTickets(team, ids)));
  }
  const recorded = await ledger.recordedCommands(tickets.map(({ id }) => id));
  const withRecord = found.map((ticket) => ({ ...ticket, recordedCommands: recorded.get(ticket.ticketId) ?? [] }));
  const verdict = checkRun({ operations, tickets: withRecord, system, rules });
  const unready = await Promise.all(Object.entries(services).map(silent));
  return { ...verdict, problems: [...verdict.problems, ...unready.flat()] };
};

/**
 * The verdict on a run with faults: looks until everything agrees or patience ends, so that only what stays wrong is a finding.
 * The record of transitions is read from the database: every answered command is in it once.
 */
export const judgeFaultRun = async (check: FaultCheck): Promise<RunVerdict> => {
  const until = Date.now() + patienceMs;
  for (;;) {
    const verdict = await look(check);
    if (verdict.problems.length === 0 || Date.now() > until) return verdict;
    await delay(pauseMs);
  }
};
