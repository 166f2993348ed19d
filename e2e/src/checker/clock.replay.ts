import type { PolicyPack, SlaTarget } from '@mendline/contracts/policy-pack';
import { milliseconds } from './duration.js';
import type { Standstill } from './running-time.js';
import type { TicketHistory, Transition } from './timeline.js';

/** A duration that holds from an instant on. */
interface Era {
  readonly since: number;
  readonly durationMs: number;
}

/** One clock of a ticket as the facts of its life say it: (target, round). Instants in milliseconds. */
export interface ReplayedClock {
  readonly target: SlaTarget;
  readonly round: number;
  readonly startedAt: number;
  stoppedAt: number | null;
  readonly eras: Era[];
}

/** What a ticket's life says about its clocks, by the transitions alone: the clock facts are not looked at. */
export interface ClockReplay {
  readonly clocks: readonly ReplayedClock[];
  readonly holds: readonly (Standstill & { readonly reason: string })[];
}

const durationOf = (target: SlaTarget, priority: string): number => {
  if (target.clock.type !== 'elapsed') throw new Error(`the checker counts elapsed time only; target ${target.code} is ${target.clock.type}`);
  return milliseconds(target.clock.byPriority[priority] ?? target.clock.duration);
};

/** What is still ahead of a ticket that left its route [C10, C21]. */
const ahead: Readonly<Record<string, readonly string[]>> = {
  'closed-unconfirmed': ['supervisor-reviewed', 'archived'],
  'closed-no-answer': ['return-visited', 'supervisor-reviewed', 'archived'],
  'closed-duplicate': ['archived'],
  'closed-out-of-scope': ['archived'],
  'closed-invalid': ['archived'],
  cancelled: ['archived'],
};

/** The start event of clocks that entering a status stands for. */
const eventOf = (status: string): string => ({ 'closed-unconfirmed': 'return-visited', 'closed-no-answer': 'confirmed' })[status] ?? status;

class Replay implements ClockReplay {
  readonly clocks: ReplayedClock[] = [];
  readonly holds: { from: number; to: number; reason: string }[] = [];
  private priority: string;
  private wait: string | null = null;

  constructor(
    private readonly targets: readonly SlaTarget[],
    history: TicketHistory,
  ) {
    const { registration, transitions } = history;
    this.priority = registration?.priority ?? '';
    if (registration) this.start('registered', 0, Date.parse(registration.receivedAt));
    for (const transition of transitions) this.follow(transition);
  }

  private follow(transition: Transition): void {
    const at = Date.parse(transition.effectiveAt);
    this.keepHolds(transition, at);
    if (transition.to !== transition.from) this.stop(transition, at);
    if (transition.priority !== this.priority) this.retarget(transition.priority, at);
    if (transition.to !== transition.from) this.start(eventOf(transition.to), transition.round, at);
    if (transition.wait === 'supervisor-assignment' && this.wait !== transition.wait) this.start('queued', transition.round, at);
    this.wait = transition.wait;
  }

  private keepHolds({ wait, reasonCode }: Transition, at: number): void {
    const open = this.holds.find(({ to }) => to === Number.POSITIVE_INFINITY);
    if (open && wait !== 'hold-end') open.to = Math.max(open.from, at);
    if (!open && wait === 'hold-end') this.holds.push({ from: at, to: Number.POSITIVE_INFINITY, reason: reasonCode ?? '' });
  }

  private stop({ to, round }: Transition, at: number): void {
    for (const clock of this.clocks) {
      if (clock.stoppedAt !== null) continue;
      const reached = clock.target.stop === to;
      const dropped = clock.round !== round || !(ahead[to]?.includes(clock.target.stop) ?? true);
      if (reached || dropped) clock.stoppedAt = Math.max(at, clock.startedAt);
    }
  }

  private retarget(priority: string, at: number): void {
    this.priority = priority;
    for (const clock of this.clocks) {
      const durationMs = durationOf(clock.target, priority);
      if (clock.stoppedAt === null && clock.eras.at(-1)?.durationMs !== durationMs) clock.eras.push({ since: at, durationMs });
    }
  }

  private start(event: string, round: number, at: number): void {
    for (const target of this.targets) {
      if (target.start !== event || this.clocks.some((clock) => clock.target.code === target.code && clock.round === round)) continue;
      this.clocks.push({ target, round, startedAt: at, stoppedAt: null, eras: [{ since: at, durationMs: durationOf(target, this.priority) }] });
    }
  }
}

/** Plays the clocks of a ticket's life again from its transitions. */
export const replayClocks = (pack: PolicyPack, history: TicketHistory): ClockReplay => {
  const kind = history.transitions.at(-1)?.kind ?? history.registration?.kind;
  return new Replay(pack.targets.filter(({ kinds }) => kinds.some((own) => own === kind)), history);
};
