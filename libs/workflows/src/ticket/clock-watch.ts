import { condition, log } from '@temporalio/workflow';
import type { ClockReading } from '@mendline/contracts/intake';
import type { CommandAnswer, TicketCommand } from '@mendline/contracts/ticket';
import { passDeadlineCommand } from './internal-commands.js';

const longestTimerMs = 7 * 24 * 3_600_000;
const shortestLookMs = 1_000;
const pauseAfterFailureMs = 60_000;
/** Readings of one instant differ by milliseconds; moving the timer for that would cost two events a command. */
const toleranceMs = 250;

/** What the clocks need from the ticket's life. */
export interface ClockSubject {
  readonly hasEnded: () => boolean;
  readonly evaluate: () => Promise<ClockReading>;
  readonly submit: (command: TicketCommand) => Promise<CommandAnswer>;
}

/**
 * The clocks of one ticket: one timer at the earliest instant at which intake wants to look. A coroutine of its own, so
 * that no escalation ever waits behind a command. Intake decides what is due; this only wakes it in time.
 */
export class ClockWatch {
  private wakeAtMs: number | null = null;
  private looking = false;
  private revision = -1;
  private readonly asked = new Set<string>();

  constructor(private readonly subject: ClockSubject) {}

  /** Runs until the ticket's life has ended. */
  async run(): Promise<void> {
    const { hasEnded } = this.subject;
    while (!hasEnded()) {
      const armed = this.wakeAtMs === null ? null : Math.min(this.wakeAtMs, Date.now() + longestTimerMs);
      if (armed === null) await condition(() => hasEnded() || this.wakeAtMs !== null);
      else if (armed > Date.now()) await condition(() => hasEnded() || this.isEarlierThan(armed), armed - Date.now());
      else await this.look();
    }
  }

  /** Takes a reading unless a newer one is known already. */
  heed(reading: ClockReading): void {
    if (reading.revision >= this.revision) this.take(reading, 0);
  }

  /** Takes the reading of a row that was loaded again: after a restore it may be an older one. */
  heedAnew(reading: ClockReading): void {
    this.take(reading, 0);
  }

  /** Looks at once: clocks were computed anew outside this life. */
  lookNow(): void {
    this.wakeAtMs = Date.now();
  }

  /** Whether nothing is known to be due within a span. */
  isQuietFor(ms: number): boolean {
    return !this.looking && (this.wakeAtMs === null || this.wakeAtMs - Date.now() > ms);
  }

  private isEarlierThan(armed: number): boolean {
    return this.wakeAtMs !== null && this.wakeAtMs < armed - toleranceMs;
  }

  private async look(): Promise<void> {
    const known = this.revision;
    this.wakeAtMs = null;
    this.looking = true;
    try {
      const reading = await this.subject.evaluate();
      if (this.revision === known || reading.revision >= this.revision) this.take(reading, shortestLookMs);
    } catch (error) {
      log.error('clocks could not be evaluated and will be looked at again', { error: String(error) });
      this.wakeWithin(pauseAfterFailureMs);
    } finally {
      this.looking = false;
    }
  }

  private take(reading: ClockReading, shortestMs: number): void {
    this.revision = reading.revision;
    this.wakeAtMs = reading.wakeInMs === null ? null : Date.now() + Math.max(reading.wakeInMs, shortestMs);
    if (reading.passedDeadlineId) this.ask(passDeadlineCommand(reading.passedDeadlineId, new Date().toISOString()));
    for (const command of reading.actions) this.ask(command);
  }

  /** Once per run: intake names an action in every reading until it is recorded. */
  private ask(command: TicketCommand): void {
    if (this.asked.has(command.commandId)) return;
    this.asked.add(command.commandId);
    void this.submit(command);
  }

  private async submit(command: TicketCommand): Promise<void> {
    try {
      const answer = await this.subject.submit(command);
      if (answer.state === 'REJECTED') log.info('internal command refused', { command: command.name, code: answer.code });
    } catch (error) {
      log.error('internal command failed and will be tried again', { command: command.name, error: String(error) });
      this.asked.delete(command.commandId);
      this.wakeWithin(pauseAfterFailureMs);
    }
  }

  private wakeWithin(ms: number): void {
    this.wakeAtMs = Math.min(this.wakeAtMs ?? Infinity, Date.now() + ms);
  }
}
