/** How long an observation may serve, in milliseconds. */
const windowMs = 2_000;

/**
 * The database's time without asking it each time: what it told with the last transactions, moved on by this process's
 * monotonic clock, which no change of the machine's wall clock touches. Never ahead of the database, as an answer is older
 * than its arrival; behind it by the fastest answer's way back, as a rule under a millisecond.
 */
export class ServerTime {
  private current = { since: -Infinity, offset: -Infinity };
  private previous = this.current;

  /** @param monotonic milliseconds of a clock that only goes forward */
  constructor(private readonly monotonic: () => number = () => performance.now()) {}

  /** The database told this instant, and its answer has arrived now. */
  observe(at: Date): void {
    const now = this.monotonic();
    if (now - this.current.since >= windowMs) {
      this.previous = this.current;
      this.current = { since: now, offset: -Infinity };
    }
    this.current.offset = Math.max(this.current.offset, at.getTime() - now);
  }

  /** The database's time, or nothing when it was not heard of lately. */
  now(): Date | undefined {
    const now = this.monotonic();
    const heard = [this.current, this.previous].filter(({ since }) => now - since < 2 * windowMs);
    return heard.length === 0 ? undefined : new Date(Math.max(...heard.map(({ offset }) => offset)) + now);
  }

  /** As good as is known without asking, for what needs no exactness: what was heard last, however long ago; before that this machine's own time. */
  estimate(): Date {
    const { offset } = this.current;
    return offset === -Infinity ? new Date() : new Date(offset + this.monotonic());
  }
}
