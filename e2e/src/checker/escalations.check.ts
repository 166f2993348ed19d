import type { PolicyPack } from '@mendline/contracts/policy-pack';
import { checkActions } from './actions.check.js';
import { escalationsDue } from './escalations.due.js';
import type { Duty, StaffMember } from './recipient.js';
import type { Escalation, TicketHistory } from './timeline.js';

/** Escalations of one ticket, counted, and what does not agree. */
export interface EscalationVerdict {
  readonly due: number;
  /** Raised and not corrected later. */
  readonly raised: number;
  readonly corrected: number;
  readonly problems: readonly string[];
}

/** How long an escalation may be under way before it counts as missed, in milliseconds. */
const settlingMs = 5_000;

const keyOf = (of: { clockId: string; level: number; recipientId: string }): string => `${of.clockId} level ${of.level} to ${of.recipientId}`;

const twice = (keys: readonly string[]): string[] => keys.filter((key, n) => keys.indexOf(key) !== n);

const early = (escalation: Escalation): boolean => Date.parse(escalation.raisedAt) < Date.parse(escalation.levelDueAt);

/** Compares what was raised with what was due by a separate calculation. `now` is when the timeline was read, in milliseconds. */
export const checkEscalations = (pack: PolicyPack, staff: readonly StaffMember[], history: TicketHistory, now: number, duties: readonly Duty[] = []): EscalationVerdict => {
  const corrected = new Set(history.corrections.map(keyOf));
  const raised = history.escalations.filter((escalation) => !corrected.has(keyOf(escalation)));
  const raisedAt = (clockId: string, level: number): number | null => {
    const found = history.escalations.find((escalation) => escalation.clockId === clockId && escalation.level === level);
    return found ? Date.parse(found.raisedAt) : null;
  };
  const due = escalationsDue(pack, staff, history, now, raisedAt, duties);
  const raisedKeys = new Set(raised.map(keyOf));
  const dueByKey = new Map(due.map((escalation) => [keyOf(escalation), escalation.dueAt]));
  const settled = due.filter((escalation) => escalation.dueAt <= now - settlingMs || raisedKeys.has(keyOf(escalation)));
  return {
    due: settled.length,
    raised: raised.length,
    corrected: corrected.size,
    problems: [
      ...settled.filter((escalation) => !raisedKeys.has(keyOf(escalation))).map((escalation) => `missing: ${keyOf(escalation)}, due ${new Date(escalation.dueAt).toISOString()}`),
      ...raised.filter((escalation) => !dueByKey.has(keyOf(escalation))).map((escalation) => `not due: ${keyOf(escalation)}`),
      ...raised.filter((escalation) => dueByKey.has(keyOf(escalation)) && Math.abs((dueByKey.get(keyOf(escalation)) ?? 0) - Date.parse(escalation.levelDueAt)) > 1)
        .map((escalation) => `other instant: ${keyOf(escalation)}, ${escalation.levelDueAt} instead of ${new Date(dueByKey.get(keyOf(escalation)) ?? 0).toISOString()}`),
      ...twice(history.escalations.map(keyOf)).map((key) => `twice: ${key}`),
      ...history.escalations.filter(early).map((escalation) => `early: ${keyOf(escalation)}`),
      ...checkActions(pack, history, history.escalations.every((escalation) => Date.parse(escalation.raisedAt) <= now - settlingMs)),
    ],
  };
};
