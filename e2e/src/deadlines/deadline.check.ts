/** An escalation fact, in the order in which facts were recorded, with what was told of it. */
export interface RaisedLevel {
  readonly ticketId: string;
  readonly level: number;
  readonly recipientId: string;
  readonly levelDueAt: Date;
  readonly raisedAt: Date;
  /** Notices to its recipient that this fact has caused. */
  readonly notices: number;
}

const nameOf = ({ ticketId, level, recipientId }: RaisedLevel): string => `${ticketId} level ${level} to ${recipientId}`;

const twice = (names: readonly string[]): string[] => [...new Set(names.filter((name, n) => names.indexOf(name) !== n))];

const outOfOrder = (levels: readonly RaisedLevel[]): boolean =>
  levels.some((level, n) => {
    const before = levels[n - 1];
    return before !== undefined && (before.levelDueAt > level.levelDueAt || before.raisedAt > level.raisedAt);
  });

/**
 * What is wrong with the escalations of tickets whose levels `1..levels` were all due: missing, raised again, early, told of other
 * than once, or not in the order of their instants within a ticket. `raised` is in the order of the record.
 */
export const deadlineProblems = (tickets: readonly string[], levels: number, raised: readonly RaisedLevel[]): string[] => {
  const of = new Map(tickets.map((id) => [id, raised.filter(({ ticketId }) => ticketId === id)]));
  const expected = Array.from({ length: levels }, (_, n) => n + 1);
  return [
    ...tickets.flatMap((id) => expected.filter((level) => !of.get(id)?.some((own) => own.level === level)).map((level) => `missing: ${id} level ${level}`)),
    ...twice(raised.map(nameOf)).map((name) => `raised again: ${name}`),
    ...raised.filter(({ levelDueAt, raisedAt }) => raisedAt < levelDueAt).map((level) => `early: ${nameOf(level)}`),
    ...raised.filter(({ notices }) => notices !== 1).map((level) => `told ${level.notices} times: ${nameOf(level)}`),
    ...tickets.filter((id) => outOfOrder(of.get(id) ?? [])).map((id) => `out of order: ${id}`),
  ];
};

/** How many a second were done, from the first to the last; instants in milliseconds. */
export const drainRate = (instants: readonly number[]): number => {
  const seconds = (Math.max(...instants) - Math.min(...instants)) / 1000;
  return (instants.length - 1) / Math.max(0.1, seconds);
};
