import { ticketWorkflowId } from '@mendline/contracts/ids';
import { commandKeyOf, commandUpdate, ticketLifecycleType } from '@mendline/contracts/ticket';
import { ticketQueue } from '@mendline/contracts/intake';
import {
  ApplicationFailure,
  isGrpcServiceError,
  ServiceError,
  WithStartWorkflowOperation,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import type { DeliveryResult, TicketCommandSender, TicketDelivery } from '../../commands/ticket-command.sender.js';
import type { Logger } from '../../logging/index.js';
import type { TemporalClient } from '../temporal.client.js';

/** `'<noun>.<reason>'`: a refusal of ours, not an error of the engine such as `AcceptedUpdateCompletedWorkflow`. */
const refusalCode = /^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/u;

/** The code with which the workflow refused, if it did. */
const refusalOf = (error: unknown): string | undefined => {
  if (!(error instanceof WorkflowUpdateFailedError) || !(error.cause instanceof ApplicationFailure)) return undefined;
  const { type } = error.cause;
  return typeof type === 'string' && refusalCode.test(type) ? type : undefined;
};

const outcomeUnknown = (error: unknown): boolean =>
  error instanceof WorkflowUpdateRPCTimeoutOrCancelledError ||
  error instanceof WorkflowUpdateFailedError ||
  error instanceof ServiceError ||
  isGrpcServiceError(error);

/** Delivers commands as Updates of `ticketLifecycle`, which is started if no run is open. */
export class TemporalCommandSender implements TicketCommandSender {
  constructor(
    private readonly temporal: TemporalClient,
    private readonly logger: Logger,
  ) {}

  async send(delivery: TicketDelivery): Promise<DeliveryResult> {
    try {
      return await this.temporal.within(delivery.timeoutMs, () => this.update(delivery));
    } catch (error) {
      const code = refusalOf(error);
      if (code !== undefined) return { state: 'REJECTED', code };
      if (!outcomeUnknown(error)) throw error;
      this.logger.warn({ error, commandId: delivery.command.commandId, ticketId: delivery.ticketId }, 'the outcome of a command is unknown yet');
      return { state: 'PENDING' };
    }
  }

  private update({ tenantId, ticketId, command }: TicketDelivery): Promise<DeliveryResult> {
    const startWorkflowOperation = new WithStartWorkflowOperation(ticketLifecycleType, {
      workflowId: ticketWorkflowId(ticketId),
      taskQueue: ticketQueue,
      args: [{ tenantId, ticketId }],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      priority: { fairnessKey: tenantId },
    });
    return this.temporal.workflow.executeUpdateWithStart(commandUpdate, { startWorkflowOperation, args: [command], updateId: commandKeyOf(command) });
  }
}
