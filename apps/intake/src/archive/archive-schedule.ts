import { archiveQueue, archiveRunType, archiveScheduleId } from '@mendline/contracts/intake';
import type { ArchivePlan } from '@mendline/contracts/intake';
import { Database } from '@mendline/platform/database';
import { LOGGER } from '@mendline/platform/logging';
import type { Logger } from '@mendline/platform/logging';
import type { OutboxHandler } from '@mendline/platform/outbox';
import { madeEventually, TemporalClient } from '@mendline/platform/temporal';
import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { ScheduleAlreadyRunning, ScheduleNotFoundError, ScheduleOverlapPolicy } from '@temporalio/client';
import { PolicyPackService } from '../policy-pack/policy-pack.service.js';
import { archivePlanOf } from './archive-plan.domain.js';

const scheduleOf = ({ tenantId }: ArchivePlan, { at, zone }: NonNullable<ArchivePlan['daily']>) => ({
  spec: { calendars: [{ hour: Number(at.slice(0, 2)), minute: Number(at.slice(3)) }], timezone: zone },
  action: { type: 'startWorkflow' as const, workflowType: archiveRunType, workflowId: archiveScheduleId(tenantId), taskQueue: archiveQueue, args: [{ tenantId }] },
  // No day is left out: what fell due while the server was away is run one after the other.
  policies: { overlap: ScheduleOverlapPolicy.BUFFER_ALL, catchupWindow: '30 days' as const },
});

/**
 * Has Temporal run a tenant's archive run as planned: makes its schedule, changes it, or takes it away. Again, nothing changes; whether an operator
 * has paused it stays.
 */
export const keepSchedule = async ({ client }: TemporalClient, plan: ArchivePlan): Promise<void> => {
  const scheduleId = archiveScheduleId(plan.tenantId);
  const handle = client.schedule.getHandle(scheduleId);
  try {
    if (plan.daily === null) return await handle.delete();
    await client.schedule.create({ scheduleId, ...scheduleOf(plan, plan.daily) });
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return;
    if (!(error instanceof ScheduleAlreadyRunning) || plan.daily === null) throw error;
    const wanted = scheduleOf(plan, plan.daily);
    await handle.update(({ state }) => ({ ...wanted, state }));
  }
};

/** Relay handler of `temporal.archive-schedule`: a tenant's pack was published. */
export const archiveScheduleHandler =
  (temporal: TemporalClient): OutboxHandler =>
  async ({ payload }) => {
    await keepSchedule(temporal, payload as ArchivePlan);
    return 'done';
  };

/** Sees to it at every start that each tenant has its schedule: also after Temporal's data were lost. Tried again until the server is there. */
@Injectable()
export class ArchiveSchedules implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly packs: PolicyPackService,
    private readonly temporal: TemporalClient,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    void madeEventually(() => this.make(), this.logger, 'the schedules of the archive runs could not be made yet');
  }

  private async make(): Promise<void> {
    const plans = await this.database.systemTx(async (em) => {
      const pins = await this.packs.pins(em);
      return Promise.all(pins.map(async (pin) => archivePlanOf(pin.tenantId, await this.packs.of(em, pin))));
    });
    for (const plan of plans) await keepSchedule(this.temporal, plan);
  }
}
