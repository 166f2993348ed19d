const windowMs = 6_000;
const leastAheadMs = 3_000;

/** What the engineers have agreed with customers: windows of a few seconds, one after the other. */
export class Diary {
  private readonly freeFrom = new Map<string, number>();

  /** The engineer's next free window; it is his from now on. ISO 8601. */
  next(engineerId: string): { readonly from: string; readonly to: string } {
    const from = Math.max(Date.now() + leastAheadMs, this.freeFrom.get(engineerId) ?? 0);
    this.freeFrom.set(engineerId, from + windowMs);
    return { from: new Date(from).toISOString(), to: new Date(from + windowMs).toISOString() };
  }
}
