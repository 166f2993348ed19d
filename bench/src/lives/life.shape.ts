import type { Client } from '@temporalio/client';
import { ticketWorkflowId } from '@mendline/contracts/ids';

/** What one life asks of Temporal, counted in its history. */
export interface LifeShape {
  readonly updates: number;
  readonly localActivities: number;
  readonly remoteActivities: number;
  readonly firedTimers: number;
  readonly cancelledTimers: number;
  readonly workflowTasks: number;
  readonly events: number;
}

type History = Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>;
type HistoryEvent = NonNullable<History['events']>[number];

const localActivityMarker = 'core_local_activity';

/** Counts a history by what its events carry. */
export const shapeOfHistory = (events: readonly HistoryEvent[]): LifeShape => {
  const count = (is: (event: HistoryEvent) => unknown): number => events.filter(is).length;
  return {
    updates: count((event) => event.workflowExecutionUpdateAcceptedEventAttributes),
    localActivities: count((event) => event.markerRecordedEventAttributes?.markerName === localActivityMarker),
    remoteActivities: count((event) => event.activityTaskScheduledEventAttributes),
    firedTimers: count((event) => event.timerFiredEventAttributes),
    cancelledTimers: count((event) => event.timerCanceledEventAttributes),
    workflowTasks: count((event) => event.workflowTaskCompletedEventAttributes),
    events: events.length,
  };
};

/** The shape of a ticket's newest run. */
export const shapeOfLife = async (client: Client, ticketId: string): Promise<LifeShape> => {
  const { events } = await client.workflow.getHandle(ticketWorkflowId(ticketId)).fetchHistory();
  return shapeOfHistory(events ?? []);
};
