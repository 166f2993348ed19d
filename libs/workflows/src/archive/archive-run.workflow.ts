import { continueAsNew, proxyActivities, sleep, workflowInfo } from '@temporalio/workflow';
import type { ArchiveActivities, ArchiveRunInput, ArchiveRunReport } from '@mendline/contracts/intake';

const { openArchiveRun, archivePage, closeArchiveRun } = proxyActivities<ArchiveActivities>({
  startToCloseTimeout: '5 minutes',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '30s' },
});

/** So many tickets a second: a run leaves most of the database to people. */
const perSecond = 100;

/**
 * The archive run of one day [A6-20, A11-2, C18], started by the tenant's schedule: asks whether the day is one of work, then goes through what has
 * ended, page by page. A run of a day that was run before brings its list up to date.
 */
export async function archiveRun({ tenantId, run }: ArchiveRunInput): Promise<ArchiveRunReport> {
  const day = run?.day ?? (await openArchiveRun({ tenantId, at: scheduledAt() }));
  if (day === null) return { day, archived: 0, incomplete: 0 };
  for (let after = run?.after ?? ''; ; ) {
    const page = await archivePage({ tenantId, day, after, limit: perSecond });
    if (page.last) return closeArchiveRun({ tenantId, day });
    ({ after } = page);
    await sleep('1 second');
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof archiveRun>({ tenantId, run: { day, after } });
  }
}

/** The instant that the schedule meant, however late the run begins; a backfill means instants of the past. */
const scheduledAt = (): string => {
  const { typedSearchAttributes, startTime } = workflowInfo();
  return (typedSearchAttributes.get({ name: 'TemporalScheduledStartTime', type: 'DATETIME' }) ?? startTime).toISOString();
};
