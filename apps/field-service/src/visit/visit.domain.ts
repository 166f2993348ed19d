import type { VisitNode } from '@mendline/contracts/field-service';
import type { RepairResult, Role, VisitOutcome } from '@mendline/contracts/ticket';

export type VisitState = 'open' | 'closed' | 'abandoned';
export type TestResult = 'normal' | 'abnormal';

/** What the rules need of a visit's row. */
export interface VisitStanding {
  readonly ticketId: string;
  readonly engineerId: string | null;
  readonly state: VisitState;
  readonly outcome: string | null;
  readonly departedAt: Date | null;
  readonly calledAheadAt: Date | null;
  readonly arrivedAt: Date | null;
  /** Which command made which node. */
  readonly markCommands: Readonly<Partial<Record<VisitNode, string>>>;
  readonly locatedAt: Date | null;
  readonly works: number;
  readonly testResult: TestResult | null;
  readonly testedAt: Date | null;
  readonly checklistAt: Date | null;
}

/** What became of the machine, by the work that was recorded: where nobody says otherwise. */
export const repairResultOf = (measures: readonly string[]): RepairResult =>
  measures.includes('replace-device') ? 'replaced' : measures.includes('return-to-factory') ? 'returned' : 'repaired';

export type VisitRefusal = `visit.${string}`;

const nodes: readonly VisitNode[] = ['departed', 'called-ahead', 'arrived'];

/** When a node was reached; null before. */
export const nodeAt = (visit: VisitStanding, node: VisitNode): Date | null =>
  ({ departed: visit.departedAt, 'called-ahead': visit.calledAheadAt, arrived: visit.arrivedAt })[node];

/**
 * Whether a node may be noted [A9-5, A6-21]: departed first, then the call, then the arrival; the call may be left out.
 * Each at or after the one before. The same command again is success.
 */
export const markingOf = (visit: VisitStanding | null, ticketId: string, { node, at, commandId }: { readonly node: VisitNode; readonly at: Date; readonly commandId: string }): 'mark' | 'nothing' | VisitRefusal => {
  if (visit?.ticketId !== ticketId) return 'visit.unknown';
  if (visit.markCommands[node] === commandId) return 'nothing';
  if (visit.state !== 'open') return 'visit.ended';
  const later = nodes.slice(nodes.indexOf(node));
  if (later.some((passed) => nodeAt(visit, passed) !== null)) return 'visit.node-passed';
  if (node !== 'departed' && visit.departedAt === null) return 'visit.not-departed';
  const before = visit.calledAheadAt ?? visit.departedAt;
  if (Number.isNaN(at.getTime()) || (before !== null && at < before)) return 'visit.instant-impossible';
  return 'mark';
};

/** What still stands against `done`, in the order in which it is made up for [A9-2, A9-4, A9-5, A9-13]. */
export const missingOf = (visit: VisitStanding): readonly VisitRefusal[] => {
  const missing: (VisitRefusal | null)[] = [
    visit.locatedAt === null ? 'visit.fault-not-located' : null,
    visit.works === 0 ? 'visit.work-not-recorded' : null,
    visit.testResult === null ? 'visit.test-missing' : null,
    visit.testResult === 'abnormal' ? 'visit.test-abnormal' : null,
    visit.checklistAt === null ? 'visit.checklist-missing' : null,
  ];
  return missing.filter((code) => code !== null);
};

/** Whether a visit may end with an outcome; the same outcome again is success. */
export const visitClosingOf = (visit: VisitStanding | null, ticketId: string, outcome: VisitOutcome): 'close' | 'nothing' | VisitRefusal => {
  if (visit?.ticketId !== ticketId) return 'visit.unknown';
  if (visit.state !== 'open') return visit.outcome === outcome ? 'nothing' : 'visit.ended';
  if (outcome !== 'done') return 'close';
  return missingOf(visit)[0] ?? 'close';
};

/** Whether a visit may be opened for an engineer: new, or given to another one before arrival [A7-12]; the same again is success. */
export const openingOf = (visit: VisitStanding | null, engineerId: string): 'open' | 'give' | 'nothing' => {
  if (visit === null) return 'open';
  return visit.state === 'open' && visit.engineerId !== engineerId && visit.arrivedAt === null ? 'give' : 'nothing';
};

/** Between which instants a visit is to begin. */
interface AgreedWindow {
  readonly windowFrom: Date | null;
  readonly windowTo: Date | null;
}

/** Whether a window agreed again lies apart from the one before, so that a departure for that one is none for this. One that follows at once is still the same journey. */
export const isAnotherJourney = ({ arrivedAt, windowFrom, windowTo }: Pick<VisitStanding, 'arrivedAt'> & AgreedWindow, next: { readonly windowFrom: Date; readonly windowTo: Date }): boolean =>
  arrivedAt === null && windowFrom !== null && windowTo !== null && (next.windowFrom > windowTo || next.windowTo < windowFrom);

/** Who wants to record something of a visit. */
export interface VisitRecorder {
  readonly personId: string;
  readonly roles: readonly Role[];
}

const supervision: readonly Role[] = ['supervisor', 'manager'];

/** The visit's engineer records; a supervisor may for him, and the record names him. */
export const isRecorder = (visit: Pick<VisitStanding, 'engineerId'>, { personId, roles }: VisitRecorder): boolean =>
  visit.engineerId === personId || roles.some((role) => supervision.includes(role));

/** Whether anything may be recorded on site at an instant: by whom it concerns, between arrival and end. */
export const refuseRecord = (visit: VisitStanding, recorder: VisitRecorder, at: Date): VisitRefusal | null => {
  if (!isRecorder(visit, recorder)) return 'visit.not-engineer';
  if (visit.state !== 'open') return 'visit.ended';
  if (visit.arrivedAt === null) return 'visit.not-arrived';
  return at < visit.arrivedAt ? 'visit.instant-impossible' : null;
};

/** The function test comes after the work it tests [A9-13]. */
export const refuseTest = (visit: VisitStanding, at: Date): VisitRefusal | null => {
  if (visit.locatedAt === null) return 'visit.fault-not-located';
  if (visit.works === 0) return 'visit.work-not-recorded';
  return at < visit.locatedAt ? 'visit.instant-impossible' : null;
};
