import { proxyActivities, sleep } from '@temporalio/workflow';
import type { BareActivities } from '@mendline/testing/bare';

const { echo } = proxyActivities<BareActivities>({ startToCloseTimeout: '10s' });

/** A timer and one activity: the limit of the engine for a deadline. */
export async function bareTimer(dueAt: number): Promise<void> {
  await sleep(Math.max(0, dueAt - Date.now()));
  await echo({ id: 'fired', text: '' });
}
