import type { ReconcileActivities, ReconcileReport } from '@mendline/contracts/intake';
import { heartbeat, sleep } from '@temporalio/activity';
import type { ReconcilerService } from './reconciler.service.js';

/** Rest for each millisecond of asking: a run beside the daily work takes at most a fifth of what the engines can do. */
const restPerWork = 4;
const longestRestMs = 5_000;

/** The reconciler as an activity, unhurried: a workflow that is gone is also started by the next command to its ticket. */
export const createReconcileActivities = (reconciler: ReconcilerService): ReconcileActivities => ({
  reconcileOpenTickets: () => {
    let report: ReconcileReport = { checked: 0, started: 0 };
    return reconciler.reconcile({
      onPage: (soFar) => {
        report = soFar;
        heartbeat(report);
      },
      rest: (workedMs) => {
        heartbeat(report);
        return sleep(Math.min(workedMs * restPerWork, longestRestMs));
      },
    });
  },
});
