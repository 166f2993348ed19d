/**
 * What a client did and saw. `ok`: settled as wished. `fail`: refused, without effect. `info`: nobody knows (no answer, or still pending): it may
 * have had its effect once, or not at all.
 */
export interface Operation {
  /** The command's key. */
  readonly opId: string;
  readonly tenant: string;
  readonly ticketId: string | null;
  readonly type: string;
  /** ISO 8601 UTC. */
  readonly invokedAt: string;
  readonly settledAt: string;
  readonly result: 'ok' | 'fail' | 'info';
  readonly code: string | null;
}

/** The client's side of a run; compared with the system's side when everything has come to rest. */
export class OperationLog {
  private readonly lines: Operation[] = [];

  add(operation: Operation): void {
    this.lines.push(operation);
  }

  get operations(): readonly Operation[] {
    return this.lines;
  }

  /** One JSON object a line. */
  toText(): string {
    return this.lines.map((line) => JSON.stringify(line)).join('\n');
  }
}
