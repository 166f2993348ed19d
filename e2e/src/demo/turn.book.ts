import { turns, type Turn } from './turn.plan.js';

/** A turn that was planned for some tickets of the run. */
export interface PlannedTurn {
  readonly turn: Turn;
  readonly number: string;
  /** The ticket that takes it first, then the others that take it with it. */
  readonly ticketIds: readonly string[];
  /** People have done their part; what really happened is for the check. */
  done: boolean;
  /** What was in the way last. */
  why: string;
}

/** Which turns are planned, and how far people have come with them. */
export class TurnBook {
  private readonly planned: PlannedTurn[] = [];

  get entries(): readonly PlannedTurn[] {
    return this.planned;
  }

  plan(turn: Turn, number: string, ...ticketIds: readonly string[]): PlannedTurn {
    const entry = { turn, number, ticketIds, done: false, why: 'it did not come to it' };
    this.planned.push(entry);
    return entry;
  }

  /** Turns of a kind that people have not done yet. */
  open(turn: Turn): number {
    return this.planned.filter((entry) => entry.turn === turn && !entry.done).length;
  }

  /** Of each turn how many are done and planned, for the board. */
  get line(): string {
    const counted = turns.flatMap((turn) => {
      const own = this.planned.filter((entry) => entry.turn === turn);
      return own.length === 0 ? [] : [`${turn} ${own.filter(({ done }) => done).length}/${own.length}`];
    });
    return counted.join(', ');
  }
}
