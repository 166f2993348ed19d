import type { TicketEvidence } from '../checker/index.js';

/** What happened in a run beyond its tickets, counted from facts; alerts as quality analysis has them. */
export interface Tally {
  readonly repairs: number;
  readonly complaints: number;
  /** Visits that ended with an outcome: those that were not needed any more are none. */
  readonly visits: number;
  /** Tickets that went back to handling. */
  readonly reworked: number;
  /** Tickets whose customer said nothing any more. */
  readonly noAnswer: number;
  /** Ties between two tickets, duplicates and what complaints wait for among them. */
  readonly linked: number;
  /** Alerts that some fault is frequent. */
  readonly alerts: number;
}

const sum = (tickets: readonly TicketEvidence[], of: (ticket: TicketEvidence) => number): number => tickets.reduce((total, ticket) => total + of(ticket), 0);

/** @param alerts raised meanwhile, as quality analysis says */
export const tallyOf = (tickets: readonly TicketEvidence[], alerts: number): Tally => ({
  repairs: sum(tickets, ({ history }) => (history.registration?.kind === 'repair' ? 1 : 0)),
  complaints: sum(tickets, ({ history }) => (history.registration?.kind.startsWith('complaint-') ? 1 : 0)),
  visits: sum(tickets, ({ history }) => history.transitions.filter(({ visitOutcome }) => visitOutcome).length),
  reworked: sum(tickets, ({ history }) => (history.transitions.some(({ round }) => round > 0) ? 1 : 0)),
  noAnswer: sum(tickets, ({ history }) => (history.transitions.some(({ to }) => to === 'closed-no-answer') ? 1 : 0)),
  linked: sum(tickets, ({ history }) => history.ties.length),
  alerts,
});
