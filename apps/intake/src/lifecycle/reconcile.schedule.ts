import { reconcileQueue, reconcileTicketsType } from '@mendline/contracts/intake';
import { LOGGER } from '@mendline/platform/logging';
import type { Logger } from '@mendline/platform/logging';
import { madeEventually, TemporalClient } from '@mendline/platform/temporal';
import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';

/** Injection token: how often to reconcile, for example `5m`. */
export const RECONCILE_EVERY = Symbol('mendline.intake.reconcile-every');

/** Keeps the schedule of the reconciler in Temporal. Tried again until the server is there. */
@Injectable()
export class ReconcileSchedule implements OnApplicationBootstrap {
  constructor(
    @Inject(RECONCILE_EVERY) private readonly every: string,
    private readonly temporal: TemporalClient,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    void madeEventually(() => this.make(), this.logger, 'the schedule of the reconciler could not be made yet');
  }

  private async make(): Promise<void> {
    try {
      await this.temporal.client.schedule.create({
        scheduleId: reconcileTicketsType,
        spec: { intervals: [{ every: this.every as `${number}m` }] },
        action: { type: 'startWorkflow', workflowType: reconcileTicketsType, workflowId: reconcileTicketsType, taskQueue: reconcileQueue, args: [] },
        policies: { overlap: ScheduleOverlapPolicy.SKIP },
      });
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    }
  }
}
