import type { PolicyPack } from '@mendline/contracts/policy-pack';
import { checkActions } from './actions.check.js';
import { escalationsDue } from './escalations.due.js';
import type { Duty, StaffMember } from './recipient.js';
import { escalationKey } from './timeline.js';
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

const twice = (keys: readonly string[]): string[] => keys.filter((key, n) => keys.indexOf(key) !== n);

const early = (escalation: Escalation): boolean => Date.parse(escalation.raisedAt) < Date.parse(escalation.levelDueAt);

/** A ticket's life as far as it was recorded at an instant. */
const knownAt = (history: TicketHistory, at: number): TicketHistory => ({ ...history, transitions: history.transitions.filter(({ recordedAt }) => Date.parse(recordedAt) <= at) });

/** Compares what was raised with what was due by a separate calculation. `now` is when the timeline was read, in milliseconds. */
export const checkEscalations = (pack: PolicyPack, staff: readonly StaffMember[], history: TicketHistory, now: number, duties: readonly Duty[] = []): EscalationVerdict => {
  const { standing: raised } = history;
  const raisedAt = (clockId: string, level: number): number | null => {
    const found = raised.find((escalation) => escalation.clockId === clockId && escalation.level === level);
    return found ? Date.parse(found.raisedAt) : null;
  };
  const due = escalationsDue(pack, staff, history, now, raisedAt, duties);
  const raisedKeys = new Set(raised.map(escalationKey));
  const dueKeys = new Set(due.map(escalationKey));
  // A target that is changed later leaves what was told of it as it was told.
  const dueWhenRaised = (escalation: Escalation): number =>
    escalationsDue(pack, staff, knownAt(history, Date.parse(escalation.raisedAt)), now, raisedAt, duties).find((known) => escalationKey(known) === escalationKey(escalation))?.dueAt ?? 0;
  const otherInstants = raised
    .filter((escalation) => dueKeys.has(escalationKey(escalation)))
    .map((escalation) => ({ escalation, dueAt: dueWhenRaised(escalation) }))
    .filter(({ escalation, dueAt }) => Math.abs(dueAt - Date.parse(escalation.levelDueAt)) > 1)
    .map(({ escalation, dueAt }) => `other instant: ${escalationKey(escalation)}, ${escalation.levelDueAt} instead of ${new Date(dueAt).toISOString()}`);
  const settled = due.filter((escalation) => escalation.dueAt <= now - settlingMs || raisedKeys.has(escalationKey(escalation)));
  return {
    due: settled.length,
    raised: raised.length,
    corrected: history.escalations.length - raised.length,
    problems: [
      ...settled.filter((escalation) => !raisedKeys.has(escalationKey(escalation))).map((escalation) => `missing: ${escalationKey(escalation)}, due ${new Date(escalation.dueAt).toISOString()}`),
      ...raised.filter((escalation) => !dueKeys.has(escalationKey(escalation))).map((escalation) => `not due: ${escalationKey(escalation)}`),
      ...otherInstants,
      ...twice(raised.map(escalationKey)).map((key) => `twice: ${key}`),
      ...history.escalations.filter(early).map((escalation) => `early: ${escalationKey(escalation)}`),
      ...checkActions(pack, history, history.escalations.every((escalation) => Date.parse(escalation.raisedAt) <= now - settlingMs)),
    ],
  };
};
