import { isAllowed, ticketStatuses } from '@mendline/contracts/ticket';
import type { CommandName, Route, TicketStatus } from '@mendline/contracts/ticket';
import type { TicketHistory, Transition } from './timeline.js';

/** A ticket's row as the endpoint lists it. */
export interface TicketRow {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly wait: string | null;
  readonly seq: number;
  readonly round: number;
  readonly ownerId: string | null;
  readonly priority: string;
}

/** A ticket as quality analysis knows it. */
export interface QualityRow {
  readonly ticketId: string;
  readonly number: string;
  readonly status: string;
  readonly ticketSeq: number;
  readonly round: number;
  readonly clocksMet: number;
  readonly clocksMissed: number;
  readonly escalations: readonly { readonly clockId: string; readonly level: number; readonly recipientId: string }[];
}

const known: readonly string[] = ticketStatuses;
const isStatus = (status: string): status is TicketStatus => known.includes(status);

const differences = (of: string, pairs: readonly (readonly [string, unknown, unknown])[]): string[] =>
  pairs.filter(([, a, b]) => a !== b).map(([what, a, b]) => `${of}: ${what} is ${String(a)}, not ${String(b)}`);

/** Whether the table has the step, on the route of the kind that the ticket had; a change of kind ends on the route of the new one, too. */
const isLawful = ({ from, to, command, kind }: Transition, before: Transition | undefined, history: TicketHistory, routeOf: (kind: string) => Route): boolean => {
  if (!isStatus(from) || !isStatus(to)) return false;
  const had = before?.kind ?? history.registration?.kind ?? kind;
  return isAllowed(from, command as CommandName, to, routeOf(had)) && (had === kind || routeOf(kind).some((milestone) => milestone === to));
};

/** Whether row and facts of a ticket tell the same life, and a lawful one. */
export const checkRowAgainstFacts = (row: TicketRow, history: TicketHistory, routeOf: (kind: string) => Route): string[] => {
  const last = history.transitions.at(-1);
  const numbering = history.transitions.filter(({ seq }, n) => seq !== n + 1).map(({ seq }, n) => `fact ${n + 1} has seq ${seq}`);
  const broken = history.transitions.filter(({ from }, n) => from !== (history.transitions[n - 1]?.to ?? 'registered')).map(({ seq }) => `seq ${seq} does not begin where the last ended`);
  const unlawful = history.transitions
    .filter((transition, n) => !isLawful(transition, history.transitions[n - 1], history, routeOf))
    .map(({ from, to, command }) => `${command} may not lead from ${from} to ${to}`);
  const disagree = differences('row', [
    ['number', row.number, history.registration?.number],
    ['status', row.status, last?.to ?? 'registered'],
    ['seq', row.seq, last?.seq ?? 0],
    ['round', row.round, last?.round ?? 0],
    ['owner', row.ownerId, last?.ownerId ?? null],
    ['priority', row.priority, last?.priority ?? history.registration?.priority],
  ]);
  return [...numbering, ...broken, ...unlawful, ...disagree, ...history.repeated.map((id) => `fact ${id} is there twice`)];
};

/** Whether quality analysis tells the same as row and facts. */
export const checkQualityAgainstFacts = (quality: QualityRow, row: TicketRow, history: TicketHistory): string[] => {
  const count = (result: string): number => history.stoppedClocks.filter((clock) => clock.result === result).length;
  return differences('quality', [
    ['number', quality.number, row.number],
    ['status', quality.status, row.status],
    ['seq', quality.ticketSeq, row.seq],
    ['round', quality.round, row.round],
    ['clocks met', quality.clocksMet, count('met')],
    ['clocks missed', quality.clocksMissed, count('missed')],
    ['escalations', quality.escalations.length, history.escalations.length],
  ]);
};
