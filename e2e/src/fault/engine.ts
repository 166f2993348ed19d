import { ticketWorkflowId } from '@mendline/contracts/ids';
import { Client, Connection } from '@temporalio/client';

const running = `WorkflowType = 'ticketLifecycle' and ExecutionStatus = 'Running'`;

/** The workflows of tickets as the engine itself knows them. */
export class WorkflowEngine {
  private constructor(
    private readonly connection: Connection,
    private readonly client: Client,
  ) {}

  static async connect(address: string, namespace: string): Promise<WorkflowEngine> {
    const connection = await Connection.connect({ address });
    return new WorkflowEngine(connection, new Client({ connection, namespace }));
  }

  /** Status names of all runs of a ticket's workflow, continued ones included; empty when it was never started. */
  async runsOf(ticketId: string): Promise<string[]> {
    const statuses: string[] = [];
    for await (const run of this.client.workflow.list({ query: `WorkflowId = '${ticketWorkflowId(ticketId)}'` })) statuses.push(run.status.name);
    return statuses;
  }

  /** Ends every running workflow of a ticket without a word to it, as an operator's mistake would. Answers how many. */
  async terminateAll(): Promise<number> {
    let ended = 0;
    for await (const { workflowId } of this.client.workflow.list({ query: running })) {
      await this.client.workflow.getHandle(workflowId).terminate('fault test').catch(ignoreEnded);
      ended += 1;
    }
    return ended;
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}

/** Ended by itself between listing and terminating. */
const ignoreEnded = (error: unknown): void => {
  if (!(error instanceof Error) || error.name !== 'WorkflowNotFoundError') throw error;
};
