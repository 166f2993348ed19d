import type { PolicyPack, SlaTarget } from '@mendline/contracts/policy-pack';
import { milliseconds } from './duration.js';
import type { Standstill } from './running-time.js';
import type { TicketHistory, Transition } from './timeline.js';

/** A duration that holds from an instant on. */
interface Era {
  readonly since: number;
  readonly durationMs: number;
}

/** One clock of a ticket as the facts of its life say it: (target, round, lap). Instants in milliseconds. */
export interface ReplayedClock {
  readonly target: SlaTarget;
  readonly round: number;
  readonly lap: number;
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
  const clock = target.clockByPriority[priority] ?? target.clock;
  if (clock.type !== 'elapsed') throw new Error(`the checker counts elapsed time only; target ${target.code} is ${clock.type}`);
  return milliseconds(clock.byPriority[priority] ?? clock.duration);
};

/** What is still ahead of a ticket that left its route [C10, C21]. */
const ahead: Readonly<Record<string, readonly string[]>> = {
  'closed-unconfirmed': ['supervisor-reviewed', 'archived'],
  'closed-no-answer': ['return-visited', 'supervisor-reviewed', 'archived'],
  'closed-duplicate': ['archived'],
  'closed-out-of-scope': ['archived'],
  'closed-invalid': ['archived'],
  'closed-quote-declined': ['archived'],
  cancelled: ['archived'],
};

/** What an end or a decision also fulfils, whichever way it went: the review [A6-1], the approval, the customer's word. */
const alsoFulfils: Readonly<Record<string, string>> = {
  'closed-duplicate': 'reviewed', 'closed-out-of-scope': 'reviewed', 'closed-invalid': 'reviewed', 'closed-quote-declined': 'consented',
};
const decides: Readonly<Record<string, string>> = { 'approve-plan': 'approved', consent: 'consented' };

/** The start event of clocks that entering a status stands for. */
const eventOf = (status: string): string => ({ 'closed-unconfirmed': 'return-visited', 'closed-no-answer': 'confirmed' })[status] ?? status;

/** The milestone in front of which each start that is no milestone lies. */
const startsBefore: Readonly<Record<string, string>> = { queued: 'assigned', 'dispatch-queued': 'dispatched', 'plan-declined': 'planned' };

/** Starts that may come again in a round: of plans, and of visits. */
const again = new Set(['planned', 'approved', 'consented', 'dispatched', 'scheduled', 'arrived', 'dispatch-queued', 'plan-declined']);

/** Why a clock stands still while tickets that come first are under way. */
const linked = 'linked-ticket';

class Replay implements ClockReplay {
  readonly clocks: ReplayedClock[] = [];
  readonly holds: { from: number; to: number; reason: string }[] = [];
  /** Tickets that come first, and how many of them have ended. */
  private readonly first = new Set<string>();
  private ended = 0;
  private readonly ties: ReadonlyMap<number, string>;
  private priority: string;
  private wait: string | null = null;

  constructor(
    private readonly targets: readonly SlaTarget[],
    private readonly route: readonly string[],
    private readonly complains: boolean,
    history: TicketHistory,
  ) {
    const { registration, transitions, ties } = history;
    this.ties = new Map(ties.filter(({ relation }) => relation === 'waits-for').map(({ seq, otherId }) => [seq, otherId]));
    this.priority = registration?.priority ?? '';
    if (registration) this.start('registered', 'registered', 0, Date.parse(registration.receivedAt));
    for (const transition of transitions) this.follow(transition);
  }

  private follow(transition: Transition): void {
    const at = Date.parse(transition.effectiveAt);
    this.keepHolds(transition, at);
    this.keepWaits(transition, at);
    if (transition.to !== transition.from) this.stop(transition, at);
    if (transition.priority !== this.priority) this.retarget(transition.priority, at);
    for (const event of this.eventsOf(transition)) this.start(event, transition.to, transition.round, at);
    this.wait = transition.wait;
  }

  private eventsOf({ command, from, to, wait }: Transition): string[] {
    const entersQueue = (queue: string): boolean => wait === queue && this.wait !== queue;
    return [
      ...(to === from ? [] : [...this.fulfilled(from, to), eventOf(to)]),
      ...(decides[command] && this.moves(from, to) < 0 ? ['plan-declined'] : []),
      ...((entersQueue('supervisor-assignment') || entersQueue('claim')) && this.wait !== 'claim' ? ['queued'] : []),
      ...(entersQueue('supervisor-dispatch') ? ['dispatch-queued'] : []),
    ];
  }

  /** How far a step leads along the route: below zero when it goes back; zero where either end is not on it. */
  private moves(from: string, to: string): number {
    const [a, b] = [this.route.indexOf(from), this.route.indexOf(to)];
    return a < 0 || b < 0 ? 0 : b - a;
  }

  /** Milestones that a step brings: its own next one, also when it goes on beyond that. */
  private fulfilled(from: string, to: string): string[] {
    const next = this.route[this.route.indexOf(from) + 1];
    return this.moves(from, to) > 0 && next ? [next, to] : [to];
  }

  private keepHolds({ wait, reasonCode }: Transition, at: number): void {
    const open = this.holds.find(({ to, reason }) => to === Number.POSITIVE_INFINITY && reason !== linked);
    if (open && wait !== 'hold-end') open.to = Math.max(open.from, at);
    if (!open && wait === 'hold-end') this.holds.push({ from: at, to: Number.POSITIVE_INFINITY, reason: reasonCode ?? '' });
  }

  /** A complaint stands still from the tie to a ticket that comes first until the last of those has ended [A3-13]; what else a tie means keeps no clock. */
  private keepWaits({ seq, command }: Transition, at: number): void {
    const open = this.holds.find(({ to, reason }) => to === Number.POSITIVE_INFINITY && reason === linked);
    const first = this.ties.get(seq);
    if (first !== undefined && this.complains) this.first.add(first);
    if (command === 'linked-ended') this.ended += 1;
    const waits = this.first.size > this.ended;
    if (waits && !open) this.holds.push({ from: at, to: Number.POSITIVE_INFINITY, reason: linked });
    if (!waits && open) open.to = Math.max(open.from, at);
  }

  private stop({ command, from, to, round }: Transition, at: number): void {
    const ends = [...this.fulfilled(from, to), decides[command], alsoFulfils[to]];
    for (const clock of this.clocks) {
      const over = clock.round !== round || ends.includes(clock.target.stop) || !this.goesOn(clock.target, to);
      if (clock.stoppedAt === null && over) clock.stoppedAt = Math.max(at, clock.startedAt);
    }
  }

  /** Whether a clock of this target makes sense in a status: its start was, its stop is to come. */
  private goesOn({ start, stop }: SlaTarget, status: string): boolean {
    if (ahead[status]) return ahead[status].includes(stop);
    const here = this.route.indexOf(status);
    if (here < 0) return stop === 'archived';
    const before = startsBefore[start];
    const begin = before ? this.route.indexOf(before) - 1 : this.route.indexOf(start);
    return begin <= here && here < this.route.indexOf(stop);
  }

  private retarget(priority: string, at: number): void {
    this.priority = priority;
    for (const clock of this.clocks) {
      const durationMs = durationOf(clock.target, priority);
      if (clock.stoppedAt === null && clock.eras.at(-1)?.durationMs !== durationMs) clock.eras.push({ since: at, durationMs });
    }
  }

  private start(event: string, status: string, round: number, at: number): void {
    for (const target of this.targets) {
      if (target.start !== event || !this.goesOn(target, status)) continue;
      const laps = this.clocks.filter((clock) => clock.target.code === target.code && clock.round === round);
      const blocked = laps.some(({ stoppedAt }) => stoppedAt === null) || (laps.length > 0 && !again.has(target.start));
      if (!blocked) this.clocks.push({ target, round, lap: laps.length, startedAt: at, stoppedAt: null, eras: [{ since: at, durationMs: durationOf(target, this.priority) }] });
    }
  }
}

/** Plays the clocks of a ticket's life again from its transitions. */
export const replayClocks = (pack: PolicyPack, history: TicketHistory): ClockReplay => {
  const kind = history.transitions.at(-1)?.kind ?? history.registration?.kind;
  const route = pack.kinds.find((own) => own.kind === kind)?.route ?? [];
  return new Replay(pack.targets.filter(({ kinds }) => kinds.some((own) => own === kind)), route, kind?.startsWith('complaint-') === true, history);
};
