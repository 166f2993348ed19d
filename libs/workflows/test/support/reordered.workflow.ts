import { sleep } from '@temporalio/workflow';
import type { TicketLifecycleInput } from '@mendline/contracts/ticket';
import { ticketLifecycle as lifecycle } from '../../src/ticket/index.js';

/** The life with one step in another place: the pause that belongs to its end comes before the row is loaded. */
export async function ticketLifecycle(input: TicketLifecycleInput): Promise<void> {
  await sleep('5ms');
  await lifecycle(input);
}
