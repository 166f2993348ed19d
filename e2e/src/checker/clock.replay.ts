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
  /** Of the kind that the ticket has, or had when the clock stopped. */
  target: SlaTarget;
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
const decides: Readonly<Record<string, string>> = { review: 'reviewed', 'approve-plan': 'approved', consent: 'consented' };

/** The start event of clocks that entering a status stands for. */
const eventOf = (status: string): string => ({ 'closed-unconfirmed': 'return-visited', 'closed-no-answer': 'confirmed' })[status] ?? status;

/** The milestone in front of which each start that is no milestone lies. */
const startsBefore: Readonly<Record<string, string>> = { queued: 'assigned', 'dispatch-queued': 'dispatched', 'plan-declined': 'planned' };

/** Starts that may come again in a round: of plans, of visits, and of the review of what was reopened at the limit of rounds. */
const again = new Set(['planned', 'approved', 'consented', 'dispatched', 'scheduled', 'arrived', 'dispatch-queued', 'plan-declined', 'return-visited']);

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
  private kind: string;
  private reviewed = false;

  constructor(
    private readonly pack: PolicyPack,
    history: TicketHistory,
  ) {
    this.kind = history.registration?.kind ?? history.transitions[0]?.kind ?? '';
    const { registration, transitions, ties } = history;
    this.ties = new Map(ties.filter(({ relation }) => relation === 'waits-for').map(({ seq, otherId }) => [seq, otherId]));
    this.priority = registration?.priority ?? '';
    if (registration) this.start('registered', 'registered', 0, Date.parse(registration.receivedAt));
    for (const transition of transitions) this.follow(transition);
  }

  private get complains(): boolean {
    return this.kind.startsWith('complaint-');
  }

  private get targets(): readonly SlaTarget[] {
    return this.pack.targets.filter(({ kinds }) => kinds.some((own) => own === this.kind));
  }

  /** The way of the kind; a review that a late clock has opened comes last before the archive [A10-14]. */
  private get route(): readonly string[] {
    const route: readonly string[] = this.pack.kinds.find(({ kind }) => kind === this.kind)?.route ?? [];
    return this.reviewed && !route.includes('supervisor-reviewed') ? [...route.slice(0, -1), 'supervisor-reviewed', ...route.slice(-1)] : route;
  }

  private follow(transition: Transition): void {
    const at = Date.parse(transition.effectiveAt);
    if (transition.command === 'open-review') this.reviewed = true;
    const turned = transition.kind !== this.kind;
    if (turned) this.become(transition.kind, at);
    this.keepHolds(transition, at);
    this.keepWaits(transition, at);
    if (transition.to !== transition.from || turned) this.stop(transition, at);
    if (transition.priority !== this.priority || turned) this.retarget(transition.priority, at);
    for (const event of this.eventsOf(transition, turned)) this.start(event, transition.to, transition.round, at, turned);
    this.wait = transition.wait;
  }

  /** Of another kind: its targets count from now on, and what it has no target for is over. */
  private become(kind: string, at: number): void {
    this.kind = kind;
    for (const clock of this.clocks.filter(({ stoppedAt }) => stoppedAt === null)) {
      const target = this.targets.find(({ code }) => code === clock.target.code);
      if (target) clock.target = target;
      else clock.stoppedAt = Math.max(at, clock.startedAt);
    }
  }

  private eventsOf({ command, from, to, wait }: Transition, turned: boolean): string[] {
    const entersQueue = (queue: string): boolean => wait === queue && this.wait !== queue;
    return [
      ...(turned ? this.route.slice(0, this.route.indexOf(to) + 1) : to === from ? [] : [...this.fulfilled(from, to), eventOf(to), ...this.withoutVisit(to)]),
      ...(decides[command] && this.moves(from, to) < 0 ? ['plan-declined'] : []),
      ...((entersQueue('supervisor-assignment') || entersQueue('claim')) && this.wait !== 'claim' ? ['queued'] : []),
      ...(entersQueue('supervisor-dispatch') ? ['dispatch-queued'] : []),
    ];
  }

  /** Where the review follows the confirmation at once, it is waited for as if after the visit. */
  private withoutVisit(to: string): string[] {
    return to === 'confirmed' && this.route[this.route.indexOf(to) + 1] === 'supervisor-reviewed' ? ['return-visited'] : [];
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

  private start(event: string, status: string, round: number, at: number, afresh = false): void {
    for (const target of this.targets) {
      if (target.start !== event || !this.goesOn(target, status)) continue;
      const laps = this.clocks.filter((clock) => clock.target.code === target.code && clock.round === round);
      const blocked = laps.some(({ stoppedAt }) => stoppedAt === null) || (laps.length > 0 && !again.has(target.start) && !afresh);
      if (!blocked) this.clocks.push({ target, round, lap: laps.length, startedAt: at, stoppedAt: null, eras: [{ since: at, durationMs: durationOf(target, this.priority) }] });
    }
  }
}

/** Plays the clocks of a ticket's life again from its transitions. */
export const replayClocks = (pack: PolicyPack, history: TicketHistory): ClockReplay => new Replay(pack, history);
