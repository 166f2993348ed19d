import { ticketWorkflowId } from '@mendline/contracts/ids';
import { ticketQueue } from '@mendline/contracts/intake';
import { ticketLifecycleType } from '@mendline/contracts/ticket';
import type { TicketLifecycleInput } from '@mendline/contracts/ticket';
import type { OutboxHandler } from '@mendline/platform/outbox';
import type { TemporalClient } from '@mendline/platform/temporal';

/** Starts a ticket's life; one that runs already is success. */
export const startLife = async (temporal: TemporalClient, input: TicketLifecycleInput): Promise<void> => {
  await temporal.workflow.start(ticketLifecycleType, {
    workflowId: ticketWorkflowId(input.ticketId),
    taskQueue: ticketQueue,
    args: [input],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    priority: { fairnessKey: input.tenantId },
  });
};

/** Relay handler of `temporal.start`. */
export const startHandler =
  (temporal: TemporalClient): OutboxHandler =>
  async ({ payload }) => {
    await startLife(temporal, payload as TicketLifecycleInput);
    return 'done';
  };
