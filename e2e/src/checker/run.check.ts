import type { PolicyPack } from '@mendline/contracts/policy-pack';
import type { Route } from '@mendline/contracts/ticket';
import { checkEscalations } from './escalations.check.js';
import type { Operation } from './operation.log.js';
import type { Duty, StaffMember } from './recipient.js';
import { checkQualityAgainstFacts, checkRowAgainstFacts } from './ticket.check.js';
import type { QualityRow, TicketRow } from './ticket.check.js';
import type { TicketHistory } from './timeline.js';

/** One ticket from every side. */
export interface TicketEvidence {
  readonly tenant: string;
  readonly ticketId: string;
  /** Rows of that id: one. */
  readonly rows: readonly TicketRow[];
  readonly history: TicketHistory;
  readonly quality: readonly QualityRow[];
  /** Command ids in the record of transitions, where it could be looked at. */
  readonly recordedCommands?: readonly string[];
  /** When its timeline was read, in milliseconds. */
  readonly readAt: number;
}

/** What the system says of itself once it has come to rest. Absent = could not be asked. */
export interface SystemEvidence {
  readonly waitingCommands?: number;
  readonly waitingOutbox?: number;
  readonly unpublishedFacts?: number;
  readonly deadLetters?: number;
  readonly consumerLag?: number;
  readonly ticketsWithoutWorkflow?: number;
  readonly failingWorkflowTasks?: number;
  /** Running lives of no open ticket. */
  readonly surplusWorkflows?: number;
}

export interface TenantRules {
  readonly pack: PolicyPack;
  readonly staff: readonly StaffMember[];
  /** Who is on call by the rosters that its pack names. */
  readonly duties?: readonly Duty[];
}

export interface RunEvidence {
  readonly operations: readonly Operation[];
  readonly tickets: readonly TicketEvidence[];
  readonly system: SystemEvidence;
  readonly rules: Readonly<Record<string, TenantRules>>;
}

export interface RunVerdict {
  readonly problems: readonly string[];
  readonly lost: number;
  readonly duplicates: number;
  readonly escalationsDue: number;
  readonly escalationsRaised: number;
  readonly escalationsCorrected: number;
}

const routeOf = (pack: PolicyPack, kind: string): Route => pack.kinds.find((own) => own.kind === kind)?.route ?? [];

const numbersTwice = (tickets: readonly TicketEvidence[]): string[] => {
  const seen = new Map<string, string>();
  return tickets.flatMap(({ tenant, ticketId, rows }) => {
    const name = `${tenant}/${rows[0]?.number ?? ticketId}`;
    const other = seen.get(name);
    seen.set(name, ticketId);
    return other === undefined || other === ticketId ? [] : [`number ${name} is both ${other} and ${ticketId}`];
  });
};

/** Commands that answer a new ticket. */
const registrations: readonly string[] = ['registerTicket', 'splitTicket'];

/** Commands that are plain transactions of their owner: they leave no transition. */
const withoutTransition: readonly string[] = [
  ...registrations, 'addNote', 'recordRemoteStep', 'draftPlan', 'changePlan', 'recordFaultLocated', 'recordWork', 'recordPartUsed', 'recordOldPart', 'recordFunctionTest', 'recordChecklist',
  'recordPhoto', 'recordAcceptance', 'changeContact',
];

/** Every command that was answered `ok` left its trace once; one without a known outcome at most once. */
const commandProblems = (operations: readonly Operation[], ticket: TicketEvidence): string[] => {
  const { recordedCommands } = ticket;
  if (!recordedCommands) return [];
  const mine = operations.filter((operation) => operation.ticketId === ticket.ticketId && !withoutTransition.includes(operation.type));
  const times = (opId: string): number => recordedCommands.filter((id) => id === opId).length;
  return mine.flatMap(({ opId, type, result, code }) => {
    const recorded = times(opId);
    if (result === 'ok' && recorded !== 1) return [`${type} ${opId} was answered and is recorded ${recorded} times`];
    if (result === 'fail' && recorded !== 0) return [`${type} ${opId} was refused (${code ?? 'without code'}) and is recorded`];
    return recorded > 1 ? [`${type} ${opId} is recorded ${recorded} times`] : [];
  });
};

const systemProblems = (system: SystemEvidence): string[] => Object.entries(system).flatMap(([what, count]) => (count === undefined || count === 0 ? [] : [`${what}: ${String(count)}`]));

/** Registered by an answered command and nowhere to be found; or found and never asked for. */
const existence = (operations: readonly Operation[], tickets: readonly TicketEvidence[]): { lost: string[]; unasked: string[] } => {
  const asked = operations.filter(({ type, result }) => registrations.includes(type) && result !== 'fail');
  const present = new Set(tickets.filter(({ rows }) => rows.length > 0).map(({ ticketId }) => ticketId));
  const answered = new Set(asked.map(({ ticketId }) => ticketId));
  const open = asked.filter(({ ticketId }) => ticketId === null).length;
  const unknown = [...present].filter((id) => !answered.has(id));
  return {
    lost: asked.flatMap(({ ticketId, result }) => (result === 'ok' && ticketId !== null && !present.has(ticketId) ? [ticketId] : [])),
    unasked: unknown.length > open ? unknown : [],
  };
};

/**
 * The checker of a run: rows, record, facts and quality analysis agree one to one; escalations raised are those due by a separate
 * calculation; nothing is left under way. `tickets` holds every ticket of the run, those without a row included.
 */
export const checkRun = ({ operations, tickets, system, rules }: RunEvidence): RunVerdict => {
  const problems: string[] = [];
  const { lost, unasked } = existence(operations, tickets);
  const counts = { due: 0, raised: 0, corrected: 0, duplicates: 0 };
  for (const ticket of tickets) {
    const [row] = ticket.rows;
    const tenant = rules[ticket.tenant];
    if (!row || !tenant) continue;
    const label = `${ticket.tenant} ${row.number}`;
    const escalations = checkEscalations(tenant.pack, tenant.staff, ticket.history, ticket.readAt, tenant.duties);
    counts.due += escalations.due;
    counts.raised += escalations.raised;
    counts.corrected += escalations.corrected;
    const [quality] = ticket.quality;
    const copies = Math.max(0, ticket.rows.length - 1) + Math.max(0, ticket.quality.length - 1) + ticket.history.repeated.length;
    counts.duplicates += copies;
    problems.push(
      ...[
        ...checkRowAgainstFacts(row, ticket.history, (kind) => routeOf(tenant.pack, kind)),
        ...(quality ? checkQualityAgainstFacts(quality, row, ticket.history) : ['quality analysis does not know it']),
        ...escalations.problems.map((problem) => `escalation ${problem}`),
        ...commandProblems(operations, ticket),
        ...(copies > 0 ? [`${copies} copies`] : []),
      ].map((problem) => `${label}: ${problem}`),
    );
  }
  const sameNumber = numbersTwice(tickets);
  return {
    problems: [...lost.map((id) => `lost: ${id}`), ...unasked.map((id) => `never asked for: ${id}`), ...sameNumber, ...problems, ...systemProblems(system)],
    lost: lost.length,
    duplicates: counts.duplicates + sameNumber.length,
    escalationsDue: counts.due,
    escalationsRaised: counts.raised,
    escalationsCorrected: counts.corrected,
  };
};
