import type { ClockReading, TransitionRecord } from '@mendline/contracts/intake';
import type { HoldReason, Milestone, TicketCommand } from '@mendline/contracts/ticket';
import { isClosedForCustomer, systemActor } from '@mendline/contracts/ticket';

/** A simple SLA target: elapsed time from one milestone to another, levels at a share of it. */
export interface SimpleTarget {
  readonly code: string;
  readonly start: Milestone;
  readonly stop: Milestone;
  readonly seconds: number;
  readonly pauseOn?: readonly HoldReason[];
  readonly levels: readonly { readonly percent: number; readonly recipientId: string; readonly raisePriority?: string }[];
}

/** One escalation that was raised: which clock instance, which level, to whom, when it was due and when it was raised. */
export interface RaisedEscalation {
  readonly clockId: string;
  readonly percent: number;
  readonly recipientId: string;
  readonly dueMs: number;
  readonly raisedMs: number;
}

interface Instance {
  readonly id: string;
  readonly target: SimpleTarget;
  readonly startedMs: number;
  pauses: { readonly fromMs: number; toMs: number | null }[];
  stopped: boolean;
}

interface Level {
  readonly instance: Instance;
  readonly percent: number;
  readonly recipientId: string;
  readonly raisePriority: string | null;
  readonly dueMs: number;
}

/** The clocks of one ticket, by its own small arithmetic: a second opinion beside libs/sla. */
export class InMemoryClocks {
  readonly raised: RaisedEscalation[] = [];
  readonly pendingActions = new Map<string, TicketCommand>();
  private readonly instances: Instance[] = [];

  constructor(private readonly ticketId: string, private readonly targets: readonly SimpleTarget[]) {}

  /** Starts the targets of a milestone. One that runs in this round already goes on; one that has stopped starts a further lap. */
  start(milestone: string, round: number, nowMs: number): void {
    for (const target of this.targets.filter(({ start }) => start === milestone)) {
      const id = `${this.ticketId}:${target.code}:${round}`;
      const laps = this.instances.filter((one) => one.id.split('/')[0] === id);
      if (laps.some(({ stopped }) => !stopped)) continue;
      this.instances.push({ id: laps.length > 0 ? `${id}/${laps.length}` : id, target, startedMs: nowMs, pauses: [], stopped: false });
    }
  }

  /** Starts, stops and pauses what a transition starts, stops and pauses. */
  follow(record: TransitionRecord, wasHeld: boolean, nowMs: number): void {
    if (record.to !== record.from) {
      const leaves = record.to.startsWith('closed-') || record.to === 'cancelled' || record.to === 'archived';
      for (const instance of this.running()) if (leaves || instance.target.stop === record.to) instance.stopped = true;
      this.start(record.to === 'closed-unconfirmed' ? 'return-visited' : record.to, record.flow.round, nowMs);
      if (isClosedForCustomer(record.to)) this.pendingActions.clear();
    }
    this.pendingActions.delete(record.command.commandId);
    const { hold } = record.flow;
    if (hold && !wasHeld) this.pausable(hold.reason).forEach(({ pauses }) => pauses.push({ fromMs: nowMs, toMs: null }));
    if (!hold && wasHeld) this.running().forEach((instance) => closePause(instance, nowMs));
  }

  /** Raises what is due, once per (clock instance, level, recipient). */
  raiseDue(nowMs: number): void {
    for (const level of this.open().filter(({ dueMs }) => dueMs <= nowMs)) {
      const { instance, percent, recipientId, dueMs, raisePriority } = level;
      this.raised.push({ clockId: instance.id, percent, recipientId, dueMs, raisedMs: nowMs });
      if (raisePriority) this.askForPriority(`${instance.id}:${percent}`, raisePriority, nowMs);
    }
  }

  nextDueMs(): number | null {
    const dues = this.open().map(({ dueMs }) => dueMs);
    return dues.length > 0 ? Math.min(...dues) : null;
  }

  actions(): ClockReading['actions'] {
    return [...this.pendingActions.values()];
  }

  private askForPriority(commandId: string, priority: string, nowMs: number): void {
    const at = new Date(nowMs).toISOString();
    this.pendingActions.set(commandId, {
      name: 'change-priority', commandId, source: 'system', actor: systemActor, occurredAt: at, receivedAt: at, epoch: null, first: false,
      data: { priority, reasonCode: 'escalated' },
    });
  }

  private running(): Instance[] {
    return this.instances.filter(({ stopped }) => !stopped);
  }

  private pausable(reason: HoldReason): Instance[] {
    return this.running().filter(({ target }) => target.pauseOn?.includes(reason));
  }

  /** Levels that may still be raised: not raised yet, of a clock that runs and is not paused. */
  private open(): Level[] {
    return this.running()
      .filter(({ pauses }) => pauses.at(-1)?.toMs !== null)
      .flatMap((instance) => levelsOf(instance))
      .filter(({ instance, percent, recipientId }) => !this.raised.some((one) => one.clockId === instance.id && one.percent === percent && one.recipientId === recipientId));
  }
}

const closePause = (instance: Instance, nowMs: number): void => {
  const last = instance.pauses.at(-1);
  if (last && last.toMs === null) last.toMs = nowMs;
};

const levelsOf = (instance: Instance): Level[] => {
  const { target, startedMs, pauses } = instance;
  const pausedMs = pauses.reduce((sum, { fromMs, toMs }) => sum + ((toMs ?? fromMs) - fromMs), 0);
  return target.levels.map(({ percent, recipientId, raisePriority }) => ({
    instance, percent, recipientId, raisePriority: raisePriority ?? null, dueMs: startedMs + target.seconds * 10 * percent + pausedMs,
  }));
};
