import { recomputeClocksType, recomputeProgressQuery, recomputeQueue, recomputeWorkflowId } from '@mendline/contracts/intake';
import type { RecomputeCause, RecomputeInput, RecomputeProgress } from '@mendline/contracts/intake';
import type { OutboxHandler } from '@mendline/platform/outbox';
import type { TemporalClient } from '@mendline/platform/temporal';
import { WorkflowNotFoundError } from '@temporalio/client';

/** So many open tickets a second have their clocks computed anew: a batch leaves most of the database to people. */
const perSecond = 100;

const nothingYet: RecomputeProgress = { checked: 0, moved: 0, earlier: 0, after: '', done: false };

/** Relay handler of `temporal.recompute`: starts the batch of a calendar's or pack's version. One that runs or has run is not begun again by a copy. */
export const recomputeHandler =
  (temporal: TemporalClient): OutboxHandler =>
  async ({ payload }) => {
    const calendar = payload as RecomputeCause;
    const input: RecomputeInput = { calendar, perSecond, progress: nothingYet };
    await temporal.workflow.start(recomputeClocksType, {
      workflowId: recomputeWorkflowId(calendar),
      taskQueue: recomputeQueue,
      args: [input],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      priority: { fairnessKey: calendar.tenantId },
    });
    return 'done';
  };

/** How far the batch of a version has come; null where none is known: not begun yet, or forgotten long after its end. */
export const progressOf = async (temporal: TemporalClient, calendar: RecomputeCause): Promise<RecomputeProgress | null> => {
  try {
    return await temporal.workflow.getHandle(recomputeWorkflowId(calendar)).query<RecomputeProgress>(recomputeProgressQuery);
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
};
