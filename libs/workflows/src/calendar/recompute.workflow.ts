import { continueAsNew, defineQuery, proxyActivities, setHandler, sleep, workflowInfo } from '@temporalio/workflow';
import { recomputeProgressQuery } from '@mendline/contracts/intake';
import type { RecomputeActivities, RecomputeInput, RecomputeProgress } from '@mendline/contracts/intake';

const { recomputePage } = proxyActivities<RecomputeActivities>({
  startToCloseTimeout: '2 minutes',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

const progressQuery = defineQuery<RecomputeProgress>(recomputeProgressQuery);

/**
 * Brings a changed calendar to every open ticket that counts by it, or another version of a pack to those that are to follow it, page by page in
 * the order of their ids, so many a second. What is done stays done: after a crash it goes on behind the last page.
 */
export async function recomputeClocks(input: RecomputeInput): Promise<RecomputeProgress> {
  const { calendar, perSecond: limit } = input;
  let { progress } = input;
  setHandler(progressQuery, () => progress);
  while (!progress.done) {
    const page = await recomputePage({ calendar, after: progress.after, limit });
    progress = {
      checked: progress.checked + page.checked,
      moved: progress.moved + page.moved,
      earlier: progress.earlier + page.earlier,
      after: page.after,
      done: page.last,
    };
    if (progress.done) break;
    await sleep('1 second');
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof recomputeClocks>({ ...input, progress });
  }
  return progress;
}
