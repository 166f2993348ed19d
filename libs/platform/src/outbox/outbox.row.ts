/** What is owed to another system. */
export type OutboxKind = 'temporal.start' | 'temporal.update' | 'temporal.wake' | 'temporal.reload' | 'temporal.recompute' | 'temporal.archive-schedule';

/** One row as a handler sees it. */
export interface OutboxRow {
  readonly tenantId: string;
  /** Grows with writing; rows of one key are delivered in this order. */
  readonly id: string;
  readonly kind: OutboxKind;
  /** Ticket id, as a rule: a row that fails holds back the later rows of its key and no others. */
  readonly key: string;
  readonly payload: unknown;
  /** Failed deliveries so far. */
  readonly attempts: number;
}

/** Delivers a row; resolves when it needs to be delivered no more. Whatever it throws is retried, with at most 10 s between. */
export type OutboxHandler = (row: OutboxRow) => Promise<'done'>;

/** A service's handlers. Rows of a kind without handler stay where they are. */
export type OutboxHandlers = Partial<Record<OutboxKind, OutboxHandler>>;
