import type { ReconcileActivities } from '@mendline/contracts/intake';
import { heartbeat } from '@temporalio/activity';
import type { ReconcilerService } from './reconciler.service.js';

/** The reconciler as an activity. */
export const createReconcileActivities = (reconciler: ReconcilerService): ReconcileActivities => ({
  reconcileOpenTickets: () => reconciler.reconcile((soFar) => heartbeat(soFar)),
});
