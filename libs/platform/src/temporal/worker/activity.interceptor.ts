import type { ActivityExecuteInput, ActivityInboundCallsInterceptor, ActivityInterceptorsFactory, Next } from '@temporalio/worker';
import type { Context } from '@temporalio/activity';
import { withLogContext } from '../../logging/index.js';
import { translateActivityError } from './error.translation.js';

const ticketOf = (workflowId: string | undefined): { ticketId?: string } =>
  workflowId?.startsWith('ticket:') ? { ticketId: workflowId.slice('ticket:'.length) } : {};

/** Gives every activity its log context and translates its errors. */
class ActivityGuard implements ActivityInboundCallsInterceptor {
  constructor(private readonly context: Context) {}

  execute(input: ActivityExecuteInput, next: Next<ActivityInboundCallsInterceptor, 'execute'>): Promise<unknown> {
    const { activityType, workflowExecution } = this.context.info;
    return withLogContext({ activity: activityType, ...ticketOf(workflowExecution?.workflowId) }, async () => {
      try {
        return await next(input);
      } catch (error) {
        throw translateActivityError(error);
      }
    });
  }
}

export const guardActivities: ActivityInterceptorsFactory = (context) => ({ inbound: new ActivityGuard(context) });
