import { proxyActivities } from '@temporalio/workflow';
import type { ReconcileActivities, ReconcileReport } from '@mendline/contracts/intake';

const { reconcileOpenTickets } = proxyActivities<ReconcileActivities>({
  startToCloseTimeout: '12 hours',
  heartbeatTimeout: '30s',
  retry: { maximumAttempts: 3 },
});

/** One run of the reconciler, started by its schedule. A failed run is followed by the next. */
export async function reconcileTickets(): Promise<ReconcileReport> {
  return reconcileOpenTickets();
}
