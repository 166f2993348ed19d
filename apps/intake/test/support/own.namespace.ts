import { randomUUID } from 'node:crypto';
import { TemporalClient } from '@mendline/platform/temporal';
import { eventually } from '@mendline/testing';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';

/** A namespace of its own on the real server, since queue names are fixed and other workers may serve them. */
export const ownNamespace = async (): Promise<{ readonly address: string; readonly namespace: string; readonly temporal: TemporalClient }> => {
  const address = process.env['TEST_TEMPORAL_ADDRESS'];
  if (!address) throw new Error('TEST_TEMPORAL_ADDRESS names no Temporal server');
  const namespace = `intake-${randomUUID()}`;
  const connection = await Connection.connect({ address });
  try {
    await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('1 day') });
    await eventually(() => connection.workflowService.listOpenWorkflowExecutions({ namespace, maximumPageSize: 1 }).then(() => true, () => false), Boolean, 90_000);
  } finally {
    await connection.close();
  }
  return { address, namespace, temporal: new TemporalClient({ address, namespace }) };
};
