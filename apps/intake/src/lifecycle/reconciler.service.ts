import { ticketWorkflowId } from '@mendline/contracts/ids';
import { ticketLifecycleType } from '@mendline/contracts/ticket';
import type { ReconcileReport } from '@mendline/contracts/intake';
import { Database } from '@mendline/platform/database';
import { TemporalClient } from '@mendline/platform/temporal';
import { Injectable } from '@nestjs/common';
import { WorkflowNotFoundError } from '@temporalio/client';
import { openTicketsAfter } from './open-ticket.repository.js';
import type { OpenTicket } from './open-ticket.repository.js';
import { startLife } from './ticket-starter.js';

const pageSize = 200;
const atOnce = 16;

/** How a run goes on: who hears of progress, and who rests after so many milliseconds of asking. */
export interface ReconcileCourse {
  readonly onPage?: (soFar: ReconcileReport) => void;
  readonly rest?: (workedMs: number) => Promise<void>;
}

/** Gives every open row its workflow back: after a restore, a reset, a lost history or a terminated run. */
@Injectable()
export class ReconcilerService {
  constructor(
    private readonly database: Database,
    private readonly temporal: TemporalClient,
  ) {}

  /** Starts the workflow of every open ticket that has none. A course with rests leaves the engines to those who wait for them. */
  async reconcile({ onPage, rest }: ReconcileCourse = {}): Promise<ReconcileReport> {
    const report = { checked: 0, started: 0 };
    for await (const page of this.pages()) {
      const missing = await this.withoutWorkflow(page, rest);
      await inBatches(missing, (ticket) => startLife(this.temporal, ticket));
      report.checked += page.length;
      report.started += missing.length;
      onPage?.({ ...report });
    }
    return report;
  }

  /** Ends every ticket's workflow: after a restore they know what the rows do not. Only while no worker runs. Answers how many. */
  async endAll(): Promise<number> {
    const running = new Set<string>();
    for await (const { workflowId } of this.temporal.workflow.list({ query: `WorkflowType = '${ticketLifecycleType}' and ExecutionStatus = 'Running'` })) running.add(workflowId);
    await inBatches([...running], async (workflowId) => {
      await this.temporal.workflow.getHandle(workflowId).terminate('the databases were restored').catch(ignoreEnded);
    });
    return running.size;
  }

  /** How many open tickets have no running workflow now. */
  async countWithoutWorkflow(): Promise<number> {
    let count = 0;
    for await (const page of this.pages()) count += (await this.withoutWorkflow(page)).length;
    return count;
  }

  private async *pages(): AsyncGenerator<readonly OpenTicket[]> {
    for (let after = ''; ; ) {
      const page = await this.database.systemTx((em) => openTicketsAfter(em, after, pageSize));
      if (page.length > 0) yield page;
      if (page.length < pageSize) return;
      after = page.at(-1)?.ticketId ?? after;
    }
  }

  private async withoutWorkflow(tickets: readonly OpenTicket[], rest?: ReconcileCourse['rest']): Promise<OpenTicket[]> {
    const missing: OpenTicket[] = [];
    await inBatches(
      tickets,
      async (ticket) => {
        if (!(await this.isRunning(ticket))) missing.push(ticket);
      },
      rest,
    );
    return missing;
  }

  private async isRunning({ ticketId }: OpenTicket): Promise<boolean> {
    try {
      const { status } = await this.temporal.workflow.getHandle(ticketWorkflowId(ticketId)).describe();
      return status.name === 'RUNNING';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }
}

const inBatches = async <T>(items: readonly T[], work: (item: T) => Promise<void>, rest?: ReconcileCourse['rest']): Promise<void> => {
  for (let i = 0; i < items.length; i += atOnce) {
    const began = performance.now();
    await Promise.all(items.slice(i, i + atOnce).map(work));
    await rest?.(performance.now() - began);
  }
};

/** Ended by itself between listing and terminating. */
const ignoreEnded = (error: unknown): void => {
  if (!(error instanceof WorkflowNotFoundError)) throw error;
};
