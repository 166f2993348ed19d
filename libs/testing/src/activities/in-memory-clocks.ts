import type { ClockReading, TransitionRecord } from '@mendline/contracts/intake';
import type { Milestone, PauseReason, TicketCommand } from '@mendline/contracts/ticket';
import { isClosedForCustomer, milestones, systemActor } from '@mendline/contracts/ticket';

/** A simple SLA target: elapsed time from one milestone to another, levels at a share of it. */
export interface SimpleTarget {
  readonly code: string;
  readonly start: Milestone;
  readonly stop: Milestone;
  readonly seconds: number;
  readonly pauseOn?: readonly PauseReason[];
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
  readonly round: number;
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
  private waited = 0;

  constructor(private readonly ticketId: string, private readonly targets: readonly SimpleTarget[]) {}

  /** Starts the targets of a milestone: those that run in this round already go on, those that have stopped begin a further lap. */
  start(milestone: string, round: number, nowMs: number): void {
    for (const target of this.targets.filter(({ start }) => start === milestone)) this.run(target, round, nowMs);
  }

  /** Starts, stops and pauses what a transition starts, stops and pauses. */
  follow(record: TransitionRecord, wasHeld: boolean, nowMs: number): void {
    if (record.to !== record.from) {
      const leaves = record.to.startsWith('closed-') || record.to === 'cancelled' || record.to === 'archived';
      for (const instance of this.running()) if (leaves || instance.target.stop === record.to) instance.stopped = true;
      this.start(record.to === 'closed-unconfirmed' ? 'return-visited' : record.to, record.flow.round, nowMs);
      if (this.leadsBack(record)) this.startAhead(record, nowMs);
      if (isClosedForCustomer(record.to)) this.pendingActions.clear();
    }
    this.pendingActions.delete(record.command.commandId);
    this.followWaits(this.waited, record.flow.waitsFor?.length ?? 0, nowMs);
    this.waited = record.flow.waitsFor?.length ?? 0;
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

  /** Whether a transition leads back on the route within its round: another plan, another visit. */
  private leadsBack({ from, to, command }: TransitionRecord): boolean {
    const [before, now] = [from, to].map((status) => milestones.indexOf(status as Milestone));
    return now !== undefined && before !== undefined && now >= 0 && now < before && command.name !== 'reject' && command.name !== 'return-visit';
  }

  /** What had stopped at a milestone that lies ahead again starts its next lap. */
  private startAhead({ to, flow }: TransitionRecord, nowMs: number): void {
    const now = milestones.indexOf(to as Milestone);
    const again = this.targets.filter(({ start, stop }) => milestones.indexOf(start) < now && milestones.indexOf(stop) > now);
    const stopped = again.filter((target) => this.instances.some((one) => one.target === target && one.stopped && one.round === flow.round));
    for (const target of stopped) this.run(target, flow.round, nowMs);
  }

  private run(target: SimpleTarget, round: number, nowMs: number): void {
    const laps = this.instances.filter((one) => one.target === target && one.round === round);
    if (laps.some(({ stopped }) => !stopped)) return;
    const lap = laps.length > 0 ? `:${laps.length}` : '';
    this.instances.push({ id: `${this.ticketId}:${target.code}:${round}${lap}`, target, round, startedMs: nowMs, pauses: [], stopped: false });
  }

  private askForPriority(commandId: string, priority: string, nowMs: number): void {
    const at = new Date(nowMs).toISOString();
    this.pendingActions.set(commandId, {
      name: 'change-priority', commandId, source: 'system', actor: systemActor, occurredAt: at, receivedAt: at, epoch: null, first: false,
      data: { priority, reasonCode: 'escalated' },
    });
  }

  /** Linked tickets that come first pause what lists them, beside a hold of its own. */
  private followWaits(before: number, after: number, nowMs: number): void {
    if (before === 0 && after > 0) this.pausable('linked-ticket').forEach(({ pauses }) => pauses.push({ fromMs: nowMs, toMs: null }));
    if (before > 0 && after === 0) this.pausable('linked-ticket').forEach((instance) => closePause(instance, nowMs));
  }

  private running(): Instance[] {
    return this.instances.filter(({ stopped }) => !stopped);
  }

  private pausable(reason: PauseReason): Instance[] {
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
