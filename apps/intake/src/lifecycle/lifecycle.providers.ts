import { Database } from '@mendline/platform/database';
import { OpsRegistry } from '@mendline/platform/service';
import { TemporalClient } from '@mendline/platform/temporal';
import { ticketLifecycleType } from '@mendline/contracts/ticket';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { ReconcilerService } from './reconciler.service.js';
import { ReconcileSchedule } from './reconcile.schedule.js';

/** What operators want to know of open tickets. */
@Injectable()
export class LifecycleOps implements OnApplicationBootstrap {
  constructor(
    private readonly ops: OpsRegistry,
    private readonly reconciler: ReconcilerService,
    private readonly database: Database,
    private readonly temporal: TemporalClient,
  ) {}

  onApplicationBootstrap(): void {
    this.ops.register('ticketsWithoutWorkflow', async () => ({ count: await this.reconciler.countWithoutWorkflow() }));
    this.ops.register('commands', () => this.database.systemTx(waitingCommands));
    this.ops.register('workflows', () => this.countWorkflows());
  }

  /** A workflow whose tasks fail twice in a row is marked by the server until it is well again. */
  private async countWorkflows(): Promise<{ running: number; failingTasks: number }> {
    const running = await this.temporal.workflow.count(`WorkflowType = '${ticketLifecycleType}' and ExecutionStatus = 'Running'`);
    const failing = await this.temporal.workflow.count(`ExecutionStatus = 'Running' and TemporalReportedProblems is not null`);
    return { running: running.count, failingTasks: failing.count };
  }
}

const waitingCommands = async (em: EntityManager): Promise<{ waiting: number }> => {
  const rows = await em.query<{ waiting: number }[]>(`select count(*)::int as waiting from commands where state = 'PENDING'`);
  return { waiting: rows[0]?.waiting ?? 0 };
};

/** What the folder puts into the service's module. */
export const lifecycleProviders = [ReconcilerService, ReconcileSchedule, LifecycleOps];
