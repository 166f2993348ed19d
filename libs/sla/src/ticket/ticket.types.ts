import type { Anchor, ClockFacts, ClockSpec, Pause, Target } from '../clock.types.js';

/** Something that happened to the ticket: a milestone, a reopening. */
export interface TicketEvent {
  readonly event: string;
  readonly at: Date;
}

/** What decides which targets hold: from `at` on. What is not named stays as it was. */
export interface TicketChange {
  readonly at: Date;
  readonly priority?: string;
  readonly kind?: string;
  readonly policy?: PolicyVersion;
}

/**
 * All that clocks need to know of a ticket, in whatever order it was recorded: a fact that is recorded late counts from its own
 * instant. Nothing that was computed is among it.
 */
export interface TicketFacts {
  readonly ticketId: string;
  readonly events: readonly TicketEvent[];
  readonly holds: readonly Pause[];
  /** The first says priority, kind and policy at the beginning. */
  readonly changes: readonly TicketChange[];
  readonly anchors: readonly Anchor[];
}

/** A target of a policy: for some kinds of tickets, with a clock for some priorities of its own. */
export interface TargetRule extends Target {
  /** Where the number comes from: a rule id and handbook, or `project`. */
  readonly source: string;
  /** All kinds when nothing is said. */
  readonly kinds?: readonly string[];
  readonly clockByPriority?: Readonly<Record<string, ClockSpec>>;
}

/** What a version of a policy pack says about clocks. */
export interface PolicyVersion {
  readonly pack: string;
  readonly version: number;
  readonly targets: readonly TargetRule[];
  /** Events that open the next round: clocks still open end, those that start again are new instances. */
  readonly roundEvents: readonly string[];
}

/** A clock instance (ticket, target, round), ready to be read: `facts` holds only the pauses of its target. */
export interface ClockInstance {
  readonly ticketId: string;
  readonly round: number;
  /** The target as it holds last. */
  readonly target: TargetRule;
  readonly spec: ClockSpec;
  readonly facts: ClockFacts;
  /** Ended without a result: its round was over, or its target no longer held. */
  readonly dropped: boolean;
}
