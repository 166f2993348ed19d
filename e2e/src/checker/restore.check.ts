import type { Operation } from './operation.log.js';

/** The time of a run that its databases have lost, in milliseconds: from the backup to the restored system. */
export interface LostSpan {
  readonly from: number;
  readonly to: number;
}

/** An escalation, as a fact or a row tells it. */
export interface ToldEscalation {
  readonly clockId: string;
  readonly level: number;
  readonly recipientId: string;
  readonly dueAt: string;
  readonly raisedAt: string;
}

/** What a system looks like after its restore. */
export interface RestoredEvidence {
  /** Registered in the lost span, by answered commands. */
  readonly registered: readonly { readonly id: string; readonly number: string }[];
  /** Facts that were listed as lost. */
  readonly listed: readonly { readonly id: string; readonly ticketId: string; readonly number: string | null }[];
  /** Facts that the log of their owner holds. */
  readonly logged: ReadonlySet<string>;
  /** Facts that Kafka holds. */
  readonly published: ReadonlySet<string>;
  /** Facts that a timeline or quality analysis goes by. */
  readonly read: ReadonlySet<string>;
  /** Tickets with a row, and those with a running workflow. */
  readonly rows: ReadonlySet<string>;
  readonly running: ReadonlySet<string>;
  readonly lostEscalations: readonly ToldEscalation[];
  /** Those on record now. */
  readonly escalations: readonly ToldEscalation[];
  /** Notices of escalations that were on record before: clock, level and recipient. */
  readonly toldAgain: readonly string[];
  /** The read model, table by table, as it is and after a rebuild. */
  readonly readModel: Readonly<Record<string, readonly string[]>>;
  readonly rebuilt: Readonly<Record<string, readonly string[]>>;
}

/** What was settled in the lost span may have left its traces or not; what was settled before and after has to have them. */
export const withoutSpan = (operations: readonly Operation[], { from, to }: LostSpan): Operation[] =>
  operations.map((operation) => (Date.parse(operation.settledAt) >= from && Date.parse(operation.invokedAt) <= to ? { ...operation, result: 'info' } : operation));

const keyOf = ({ clockId, level, recipientId }: ToldEscalation): string => `${clockId} level ${level} to ${recipientId}`;

const gone = ({ registered, listed, rows, running }: RestoredEvidence): string[] =>
  registered.flatMap(({ id, number }) => [
    ...(rows.has(id) ? [`${number}: still there`] : []),
    ...(running.has(id) ? [`${number}: its workflow runs`] : []),
    ...(listed.some((fact) => fact.ticketId === id && fact.number === number) ? [] : [`${number}: not listed as lost with its number`]),
  ]);

const losses = ({ listed, logged, published, read }: RestoredEvidence): string[] => {
  const lost = new Set(listed.map(({ id }) => id));
  return [
    ...[...published].filter((id) => !logged.has(id) && !lost.has(id)).map((id) => `fact ${id} is lost and not listed`),
    ...[...lost].filter((id) => logged.has(id)).map((id) => `fact ${id} is listed and not lost`),
    ...[...lost].filter((id) => read.has(id)).map((id) => `fact ${id} is lost and still counts`),
  ];
};

const again = ({ lostEscalations, escalations, toldAgain }: RestoredEvidence): string[] => {
  const lost = new Map(lostEscalations.map((one) => [keyOf(one), one]));
  const raisedAgain = escalations.filter((one) => {
    const before = lost.get(keyOf(one));
    return before !== undefined && Date.parse(before.dueAt) === Date.parse(one.dueAt) && Date.parse(before.raisedAt) !== Date.parse(one.raisedAt);
  });
  return [...raisedAgain.map((one) => `raised again: ${keyOf(one)}`), ...toldAgain.map((key) => `told again: ${key}`)];
};

const rebuildDiffers = ({ readModel, rebuilt }: RestoredEvidence): string[] =>
  Object.entries(readModel).flatMap(([table, rows]) => {
    const anew = rebuilt[table] ?? [];
    const differing = rows.filter((row) => !anew.includes(row)).length + anew.filter((row) => !rows.includes(row)).length;
    return differing === 0 ? [] : [`${table}: ${differing} rows are otherwise after a rebuild`];
  });

/** What is wrong after a restore, beyond what the check of a run finds. */
export const restoreProblems = (evidence: RestoredEvidence): string[] => [...gone(evidence), ...losses(evidence), ...again(evidence), ...rebuildDiffers(evidence)];
