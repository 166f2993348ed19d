/** The tickets of a request of several devices: results are told together, and the customer confirms once. */
export class DeviceGroup {
  private readonly ready = new Map<string, Set<string>>();
  private spoken = false;

  constructor(
    readonly requestId: string,
    private readonly ticketIds: readonly string[],
  ) {}

  /** Notes that a ticket has come to a wait; whether all of them have. */
  allAt(ticketId: string, wait: string): boolean {
    const there = this.ready.get(wait) ?? new Set<string>();
    this.ready.set(wait, there.add(ticketId));
    return this.ticketIds.every((id) => there.has(id));
  }

  /** For whoever comes first: true once, until the word is taken back. */
  speak(): boolean {
    const first = !this.spoken;
    this.spoken = true;
    return first;
  }

  /** The confirmation was not taken: somebody says it again. */
  takeBack(): void {
    this.spoken = false;
  }
}
