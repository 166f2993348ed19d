import type { RunTicket } from './simulation.js';

/** What the board shows at one instant. */
export interface BoardView {
  readonly seconds: number;
  readonly wanted: number;
  readonly tickets: readonly RunTicket[];
  readonly escalations: number;
  /** Turns done and planned, in words. */
  readonly turns: string;
  /** Commands answered a second, lately. */
  readonly commandsPerSecond: number;
  readonly pace: string;
}

interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const plainEverySeconds = 10;
const bar = (count: number, of: number, width = 40): string => '█'.repeat(Math.min(width, Math.round((count / Math.max(1, of)) * width)));

const counts = (tickets: readonly RunTicket[]): Map<string, number> => {
  const found = new Map<string, number>();
  for (const ticket of tickets) {
    const status = ticket.gone ? 'archived' : ticket.seen?.wait === 'hold-end' ? 'on hold' : (ticket.seen?.status ?? 'registered');
    found.set(status, (found.get(status) ?? 0) + 1);
  }
  return new Map([...found].sort(([, a], [, b]) => b - a));
};

/** The live board: redrawn on a terminal, a plain line now and then elsewhere. */
export class Board {
  private drawn = 0;
  private lastPlain = Number.NEGATIVE_INFINITY;

  constructor(private readonly screen: Screen) {}

  show(view: BoardView): void {
    if (this.screen.isTTY) this.draw(view);
    else if (view.seconds - this.lastPlain >= plainEverySeconds) {
      this.lastPlain = view.seconds;
      this.screen.write(`${plainLine(view)}\n`);
    }
  }

  /** A line of its own, above the board. */
  say(line: string): void {
    this.erase();
    this.screen.write(`${line}\n`);
  }

  private draw(view: BoardView): void {
    const rows = [...counts(view.tickets)].map(([status, count]) => `  ${status.padEnd(20)} ${String(count).padStart(4)} ${bar(count, view.wanted)}`);
    const lines = [`${headLine(view)}`, ...rows, ...(view.turns === '' ? [] : [`  turns: ${view.turns}`])];
    this.erase();
    this.screen.write(`${lines.join('\n')}\n`);
    this.drawn = lines.length;
  }

  private erase(): void {
    if (this.drawn > 0) this.screen.write(`\u001b[${this.drawn}A\u001b[0J`);
    this.drawn = 0;
  }
}

const headLine = ({ seconds, wanted, tickets, escalations, commandsPerSecond, pace }: BoardView): string =>
  `${String(Math.round(seconds)).padStart(4)} s  ${tickets.length} of ${wanted} in  ${escalations} escalations  ${commandsPerSecond.toFixed(1)} commands/s  ${pace}`;

const plainLine = (view: BoardView): string => `${headLine(view)}  ${[...counts(view.tickets)].map(([status, count]) => `${status} ${count}`).join(', ')}${view.turns === '' ? '' : `; turns: ${view.turns}`}`;
