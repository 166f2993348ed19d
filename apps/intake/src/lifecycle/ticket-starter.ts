import { ticketWorkflowId } from '@mendline/contracts/ids';
import { ticketQueue } from '@mendline/contracts/intake';
import { clocksMovedSignal, packMovedSignal, ticketLifecycleType } from '@mendline/contracts/ticket';
import type { TicketLifecycleInput } from '@mendline/contracts/ticket';
import type { SignalDefinition } from '@temporalio/common';
import type { OutboxHandler } from '@mendline/platform/outbox';
import type { TemporalClient } from '@mendline/platform/temporal';

const startOptions = (input: TicketLifecycleInput) =>
  ({
    workflowId: ticketWorkflowId(input.ticketId),
    taskQueue: ticketQueue,
    args: [input],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    priority: { fairnessKey: input.tenantId },
  }) as const;

/** Starts a ticket's life; one that runs already is success. */
export const startLife = async (temporal: TemporalClient, input: TicketLifecycleInput): Promise<void> => {
  await temporal.workflow.start(ticketLifecycleType, startOptions(input));
};

/** Relay handler of `temporal.start`. */
export const startHandler =
  (temporal: TemporalClient): OutboxHandler =>
  async ({ payload }) => {
    await startLife(temporal, payload as TicketLifecycleInput);
    return 'done';
  };

const signalling =
  (signal: SignalDefinition) =>
  (temporal: TemporalClient): OutboxHandler =>
  async ({ payload }) => {
    await temporal.workflow.signalWithStart(ticketLifecycleType, { ...startOptions(payload as TicketLifecycleInput), signal });
    return 'done';
  };

/** Relay handler of `temporal.wake`: the ticket's life looks at its clocks now. One that does not run is started, and looks by itself. */
export const wakeHandler = signalling(clocksMovedSignal);

/** Relay handler of `temporal.reload`: the ticket's life reads its row anew, and goes on by the pack that this names. */
export const reloadHandler = signalling(packMovedSignal);
