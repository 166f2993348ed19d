import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { ticketWorkflowId } from '@mendline/contracts/ids';

const looksAtOnce = 10;
const samples = 100;
const standstillMs = 300_000;

/** Ids spread evenly over a list, the last one among them. */
export const spread = (ids: readonly string[], most: number): string[] => {
  const some = Math.min(most, ids.length);
  return Array.from({ length: some }, (_, n) => ids[Math.ceil(((n + 1) * ids.length) / some) - 1] ?? '');
};

/** How many timers a ticket's life has running. */
const timersOf = async (client: Client, ticketId: string): Promise<number> => {
  const { events } = await client.workflow.getHandle(ticketWorkflowId(ticketId)).fetchHistory();
  const count = (is: (event: NonNullable<typeof events>[number]) => unknown): number => (events ?? []).filter(is).length;
  return count((event) => event.timerStartedEventAttributes) - count((event) => event.timerFiredEventAttributes) - count((event) => event.timerCanceledEventAttributes);
};

/** Resolves when a sample of open tickets, spread over the order in which they were opened, have each one armed timer. Throws when one has none for five minutes, or ever has two. */
export const untilArmed = async (client: Client, ids: readonly string[]): Promise<void> => {
  const open = spread(ids, samples);
  for (let at = 0; at < open.length; at += looksAtOnce) await Promise.all(open.slice(at, at + looksAtOnce).map((id) => armed(client, id)));
};

const armed = async (client: Client, id: string): Promise<void> => {
  for (const end = Date.now() + standstillMs; ; ) {
    const timers = await timersOf(client, id);
    if (timers === 1) return;
    if (timers > 1) throw new Error(`${id} has ${timers} timers`);
    if (Date.now() > end) throw new Error(`${id} has armed no timer for ${standstillMs / 1000} s`);
    await delay(500);
  }
};
