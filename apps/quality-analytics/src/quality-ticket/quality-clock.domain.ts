import { clockMoved, clockStarted, clockStopped, escalationCorrected, ticketEscalated } from '@mendline/contracts/facts';
import type { FactData } from '@mendline/contracts/facts';

export type QualityClockState = 'running' | 'met' | 'missed' | 'dropped';

/** One clock instance as quality analysis keeps it. Instants are ISO 8601 UTC. */
export interface QualityClock {
  readonly clockId: string;
  readonly target: string;
  readonly round: number;
  /** Which start of the target within the round, from 0. */
  readonly lap: number;
  readonly startedAt: string | null;
  readonly dueAt: string | null;
  readonly stoppedAt: string | null;
  readonly state: QualityClockState;
  /** Who had to be in time; known once the clock has stopped [A13-7]. */
  readonly responsibleId: string | null;
}

/** One escalation; it stays on record when it turns out not to have been due. */
export interface QualityEscalation {
  readonly clockId: string;
  readonly target: string;
  readonly round: number;
  /** Which start of the target within the round, from 0. */
  readonly lap: number;
  readonly level: number;
  readonly recipientId: string;
  readonly levelDueAt: string;
  readonly raisedAt: string;
  readonly correctedAt: string | null;
}

export type Clocks = ReadonlyMap<string, QualityClock>;
export type Escalations = ReadonlyMap<string, QualityEscalation>;

const escalationKey = (of: { clockId: string; level: number; recipientId: string }): string => `${of.clockId}|${of.level}|${of.recipientId}`;

const change = (clocks: Clocks, of: { clockId: string; target: string; round: number; lap?: number | undefined }, changes: Partial<QualityClock>): Clocks => {
  const { clockId, target, round, lap = 0 } = of;
  const unseen: QualityClock = { clockId, target, round, lap, startedAt: null, dueAt: null, stoppedAt: null, state: 'running', responsibleId: null };
  return new Map(clocks).set(clockId, { ...(clocks.get(clockId) ?? unseen), ...changes });
};

/** Reads one fact into the clocks; facts of other types change nothing. */
export const foldClock = (clocks: Clocks, type: string, data: unknown): Clocks => {
  switch (type) {
    case clockStarted.type: {
      const { startedAt, dueAt, ...of } = data as FactData<typeof clockStarted>;
      return change(clocks, of, { startedAt, dueAt });
    }
    case clockMoved.type: {
      const moved = data as FactData<typeof clockMoved>;
      return change(clocks, moved, { dueAt: moved.dueAt });
    }
    case clockStopped.type: {
      const { stoppedAt, dueAt, result, responsibleId, ...of } = data as FactData<typeof clockStopped>;
      return change(clocks, of, { stoppedAt, dueAt, state: result, responsibleId });
    }
    default:
      return clocks;
  }
};

/** Reads one fact into the escalations; facts of other types change nothing. */
export const foldEscalation = (escalations: Escalations, type: string, data: unknown): Escalations => {
  if (type === ticketEscalated.type) {
    const { clockId, target, round, lap = 0, level, recipientId, levelDueAt, raisedAt } = data as FactData<typeof ticketEscalated>;
    return new Map(escalations).set(escalationKey({ clockId, level, recipientId }), { clockId, target, round, lap, level, recipientId, levelDueAt, raisedAt, correctedAt: null });
  }
  if (type === escalationCorrected.type) {
    const corrected = data as FactData<typeof escalationCorrected>;
    const raised = escalations.get(escalationKey(corrected));
    return raised ? new Map(escalations).set(escalationKey(corrected), { ...raised, correctedAt: corrected.correctedAt }) : escalations;
  }
  return escalations;
};
