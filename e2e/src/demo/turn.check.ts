import type { Operation, TicketEvidence } from '../checker/index.js';
import type { PlannedTurn } from './turn.book.js';
import type { Turn } from './turn.plan.js';

/** A ticket's life by its facts. */
type History = TicketEvidence['history'];

const gave = (command: string) => ({ transitions }: History): boolean => transitions.some((transition) => transition.command === command);

/** Given by the customer, though nobody registered it at the portal: that is by a link. */
const byLink = (command: string) => ({ transitions, registration }: History): boolean =>
  registration?.channel !== 'online' && transitions.some((transition) => transition.command === command && transition.actorKind === 'customer');

const onCall = ({ escalations }: History): boolean => escalations.some(({ via }) => via.startsWith('on-call:'));
const moved = ({ relocations }: History): boolean => relocations.some(({ region, regionBefore }) => region !== regionBefore);

/** By somebody else than the owner: what one person has was given to another as a whole. */
const handedOver = ({ transitions }: History): boolean =>
  transitions.some(({ command, actorId }, n) => command === 'hand-over' && actorId !== transitions[n - 1]?.ownerId);

/** What a turn leaves in the facts of the ticket that takes it. */
const traces: Readonly<Record<Exclude<Turn, 'followed' | 'split'>, (history: History) => boolean>> = {
  claimed: gave('claim'),
  'on-call': onCall,
  reopened: gave('reopen'),
  merged: gave('merge'),
  'kind-changed': gave('change-kind'),
  'several-devices': gave('confirm'),
  'handed-over': handedOver,
  moved,
  'confirmed-by-link': byLink('confirm'),
  'consented-by-link': byLink('consent'),
  'surveyed-by-link': byLink('return-visit'),
};

/** What a turn leaves in the facts of another ticket: its tie to the first. */
const ties: Readonly<Record<'followed' | 'split', string>> = { followed: 'follows', split: 'split-from' };

const isTied = (turn: Turn): turn is keyof typeof ties => turn in ties;

/** How often turns were taken, planned or not. */
export interface TurnCounts {
  readonly claimed: number;
  /** Tickets of which somebody on call was told. */
  readonly onCall: number;
  readonly reopened: number;
  readonly follows: number;
  readonly merged: number;
  readonly split: number;
  readonly kindsChanged: number;
  /** Tickets given away with everything that their owner had. */
  readonly handedOver: number;
  /** Tickets whose customer turned out to be in another region. */
  readonly moved: number;
  /** What customers said by a link: a confirmation, a consent, an answer to the survey. */
  readonly byLink: number;
}

/** Counted from facts. */
export const countTurns = (tickets: readonly TicketEvidence[]): TurnCounts => {
  const count = (of: (history: History) => boolean): number => tickets.filter(({ history }) => of(history)).length;
  const tied = (relation: string): number => tickets.flatMap(({ history }) => history.ties).filter((tie) => tie.relation === relation).length;
  return {
    claimed: count(traces.claimed), onCall: count(onCall), reopened: count(traces.reopened), follows: tied(ties.followed), merged: count(traces.merged), split: tied(ties.split),
    kindsChanged: count(traces['kind-changed']), handedOver: count(handedOver), moved: count(moved),
    byLink: count(traces['confirmed-by-link']) + count(traces['consented-by-link']) + count(traces['surveyed-by-link']),
  };
};

/** Whether the facts of the run show a planned turn. */
export const hasHappened = ({ turn, ticketIds }: PlannedTurn, tickets: readonly TicketEvidence[]): boolean => {
  if (isTied(turn)) return tickets.some(({ history }) => history.ties.some(({ relation, otherId }) => relation === ties[turn] && otherId === ticketIds[0]));
  const own = tickets.filter(({ ticketId }) => ticketIds.includes(ticketId));
  return own.length === ticketIds.length && own.every(({ history }) => traces[turn](history));
};

const whyNot = ({ ticketIds, why, done }: PlannedTurn, tickets: readonly TicketEvidence[], operations: readonly Operation[]): string => {
  const refused = operations.findLast(({ ticketId, result }) => ticketId !== null && ticketIds.includes(ticketId) && result !== 'ok');
  const row = tickets.find(({ ticketId }) => ticketId === ticketIds[0])?.rows[0];
  return [
    done ? 'people did their part' : why,
    ...(refused ? [`last refused: ${refused.type} ${refused.code ?? refused.result}`] : []),
    row ? `the ticket is ${row.status}${row.wait === null ? '' : `, waits for ${row.wait}`}` : 'there is no such ticket',
  ].join('; ');
};

/** Planned turns that the facts do not show, each with what was in the way. */
export const turnProblems = (planned: readonly PlannedTurn[], tickets: readonly TicketEvidence[], operations: readonly Operation[]): string[] =>
  planned.filter((entry) => !hasHappened(entry, tickets)).map((entry) => `${entry.number}: planned to be ${entry.turn}, and was not: ${whyNot(entry, tickets, operations)}`);
