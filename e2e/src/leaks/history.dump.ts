import { Client, Connection } from '@temporalio/client';

const atOnce = 8;

/** Bytes of payloads as base64, as an operator's tools would show them. */
const asText = (value: unknown): string =>
  JSON.stringify(value, function (this: Record<string, unknown>, name: string, shown: unknown) {
    const raw = this[name];
    return raw instanceof Uint8Array ? Buffer.from(raw).toString('base64') : shown;
  });

/** Workflow histories as the engine holds them, without any codec. */
export class HistoryDump {
  private constructor(
    private readonly connection: Connection,
    private readonly client: Client,
    private readonly namespace: string,
  ) {}

  static async connect(address: string, namespace: string): Promise<HistoryDump> {
    const connection = await Connection.connect({ address });
    return new HistoryDump(connection, new Client({ connection, namespace }), namespace);
  }

  /** The whole history of every execution that the visibility query finds, under its id and run. */
  async read(query: string): Promise<ReadonlyMap<string, string>> {
    const found: { workflowId: string; runId: string; about: string }[] = [];
    for await (const { workflowId, runId, raw } of this.client.workflow.list({ query })) found.push({ workflowId, runId, about: asText(raw) });
    const dump = new Map<string, string>();
    for (let from = 0; from < found.length; from += atOnce) {
      await Promise.all(found.slice(from, from + atOnce).map(async ({ workflowId, runId, about }) => dump.set(`${workflowId} ${runId}`, `${about}\n${await this.history(workflowId, runId)}`)));
    }
    return dump;
  }

  /** A workflow that nobody runs, with its argument in clear; ended at once. */
  async plant(workflowType: string, workflowId: string, texts: readonly string[]): Promise<void> {
    const handle = await this.client.workflow.start(workflowType, { taskQueue: 'leak-search', workflowId, args: [texts] });
    await handle.terminate('planted');
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  private async history(workflowId: string, runId: string): Promise<string> {
    const pages: string[] = [];
    let nextPageToken: Uint8Array | undefined;
    do {
      const page = await this.client.workflowService.getWorkflowExecutionHistory({ namespace: this.namespace, execution: { workflowId, runId }, ...(nextPageToken && { nextPageToken }) });
      pages.push(asText(page.history));
      nextPageToken = page.nextPageToken?.length ? page.nextPageToken : undefined;
    } while (nextPageToken);
    return pages.join('\n');
  }
}
