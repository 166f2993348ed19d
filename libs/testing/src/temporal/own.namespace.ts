import { randomUUID } from 'node:crypto';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { eventually } from '../eventually.js';

/** Where a spec's own workers and workflows are on the real server. */
export interface OwnNamespace {
  readonly address: string;
  readonly namespace: string;
}

/** A namespace of its own on the real server, since queue names are fixed and other workers may serve them. Answers when it is served. */
export const ownNamespace = async (prefix: string, withinMs: number): Promise<OwnNamespace> => {
  const address = process.env['TEST_TEMPORAL_ADDRESS'];
  if (!address) throw new Error('TEST_TEMPORAL_ADDRESS names no Temporal server');
  const namespace = `${prefix}-${randomUUID()}`;
  const connection = await Connection.connect({ address });
  try {
    await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('1 day') });
    await eventually(() => connection.workflowService.listOpenWorkflowExecutions({ namespace, maximumPageSize: 1 }).then(() => true, () => false), Boolean, withinMs);
  } finally {
    await connection.close();
  }
  return { address, namespace };
};
