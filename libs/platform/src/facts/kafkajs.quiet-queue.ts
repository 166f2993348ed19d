import { createRequire } from 'node:module';

/** The part of kafkajs 2.2.4's request queue, one a connection, that decides when waiting requests are looked at again. */
interface RequestQueue {
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  /** Epoch milliseconds until which the broker wants to be left alone; -1 when it does not. */
  readonly throttledUntil: number;
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests(): void;
  checkPendingRequests(): void;
}

interface RequestQueueClass {
  readonly prototype: RequestQueue;
}

/** As in kafkajs: how soon a request is looked at that waits for others to be answered. */
const recheckMs = 10;

function scheduleWhenSomethingWaits(this: RequestQueue): void {
  if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return;
  const throttledMs = this.throttledUntil - Date.now();
  this.throttleCheckTimeoutId = setTimeout(() => {
    this.throttleCheckTimeoutId = null;
    this.checkPendingRequests();
  }, throttledMs > 0 ? throttledMs : recheckMs);
}

/**
 * Ends a loop of kafkajs: every connection looked at its empty queue once a millisecond for ever, which took 4 % of a core from each idle service.
 * See https://github.com/tulios/kafkajs/issues/1704, open in 2.2.4; a spec fails when another version is installed that need not be mended.
 */
export const quietRequestQueues = (): void => {
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as RequestQueueClass;
  prototype.scheduleCheckPendingRequests = scheduleWhenSomethingWaits;
};
