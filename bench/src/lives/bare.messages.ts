import type { BarePayload } from '@mendline/testing/bare';
import { defineUpdate } from '@temporalio/workflow';

/** What a bare life does, laid out over its updates. */
export interface BarePlan {
  /** Activities in front of the first update. */
  readonly begin: BareStep;
  readonly steps: readonly BareStep[];
  /** Short timers at the end. */
  readonly firedTimers: number;
}

export interface BareStep {
  readonly localActivities: number;
  readonly remoteActivities: number;
  /** Long timers that are replaced by others. */
  readonly movedTimers: number;
}

export const bareWorkflowType = 'bareLife';
export const bareQueue = 'bench-bare';
export const bareRemoteQueue = 'bench-bare-remote';

export const bareStep = defineUpdate<BarePayload, [BarePayload]>('step');
