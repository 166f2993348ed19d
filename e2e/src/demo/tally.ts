import type { TicketEvidence } from '../checker/index.js';

/** What happened in a run beyond its tickets, counted from facts. */
export interface Tally {
  readonly repairs: number;
  /** Visits that ended with an outcome: those that were not needed any more are none. */
  readonly visits: number;
  /** Tickets that went back to handling. */
  readonly reworked: number;
  /** Tickets whose customer said nothing any more. */
  readonly noAnswer: number;
  /** Ties between two tickets, duplicates among them. */
  readonly linked: number;
  /** Alerts that some fault is frequent. */
  readonly alerts: number;
}

const sum = (tickets: readonly TicketEvidence[], of: (ticket: TicketEvidence) => number): number => tickets.reduce((total, ticket) => total + of(ticket), 0);

export const tallyOf = (tickets: readonly TicketEvidence[]): Tally => ({
  repairs: sum(tickets, ({ history }) => (history.registration?.kind === 'repair' ? 1 : 0)),
  visits: sum(tickets, ({ history }) => history.transitions.filter(({ visitOutcome }) => visitOutcome).length),
  reworked: sum(tickets, ({ history }) => (history.transitions.some(({ round }) => round > 0) ? 1 : 0)),
  noAnswer: sum(tickets, ({ history }) => (history.transitions.some(({ to }) => to === 'closed-no-answer') ? 1 : 0)),
  linked: sum(tickets, ({ history }) => history.transitions.filter(({ command, to }) => command === 'link' || to === 'closed-duplicate').length),
  alerts: sum(tickets, ({ history }) => history.alerts),
});
